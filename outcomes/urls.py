"""Addresses of the outcome reports."""

from django.urls import include, path, register_converter

from . import views
from .addresses import KindConverter, PeriodConverter

register_converter(KindConverter, "place_kind")
register_converter(PeriodConverter, "period")

AVAILABILITY = "availability/<place_kind:kind>/<slug:place>/<period:period>/<slug:part>"
REPORT = "outcomes/<place_kind:kind>/<slug:place>/<period:period>/"

urlpatterns = [
    path("outcomes/", views.report_list, name="report_list"),
    path("outcomes/targets/", views.target_list, name="target_list"),
    path("outcomes/benchmarks/", views.benchmark_list, name="benchmark_list"),
    path("outcomes/benchmarks/<int:number>/", views.benchmark_enter, name="benchmark_enter"),
    path("outcomes/extracts/", views.extract_list, name="extract_list"),
    path("outcomes/extracts/new/", views.extract_create, name="extract_create"),
    path(f"{AVAILABILITY}/", views.availability_detail, name="availability_detail"),
    path(f"{AVAILABILITY}.csv", views.availability_download, name="availability_download"),
    path("", include("outcomes.publishing.urls")),
    path(REPORT, views.report_detail, name="report_detail"),
    path(f"{REPORT}report.<slug:format>", views.report_download, name="report_download"),
    path(f"{REPORT}figures/<slug:figure>/", views.report_figure, name="report_figure"),
    path(f"{REPORT}comparisons/", views.report_comparisons, name="report_comparisons"),
    path(
        f"{REPORT}comparisons/attended-or-not/", views.report_attended_or_not, name="report_attended_or_not"
    ),
    path(f"{REPORT}<slug:indicator>/", views.indicator_detail, name="indicator_detail"),
    path("outcomes/snapshots/<uuid:uuid>/moved/", views.snapshot_moved, name="snapshot_moved"),
    path(
        "outcomes/snapshots/<uuid:uuid>/moved/<slug:indicator>/",
        views.snapshot_moved_figure,
        name="snapshot_moved_figure",
    ),
    path(f"{REPORT}<slug:indicator>/moved/", views.indicator_moved, name="indicator_moved"),
    path(f"{REPORT}<slug:indicator>/explain/", views.indicator_explain, name="indicator_explain"),
    path(f"{REPORT}<slug:indicator>/people/", views.people_behind, name="people_behind"),
]
