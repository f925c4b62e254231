"""Addresses of published reports."""

from django.urls import path

from . import views

SNAPSHOT = "outcomes/snapshots/<uuid:uuid>/"

urlpatterns = [
    path("outcomes/snapshots/", views.snapshot_list, name="snapshot_list"),
    path("outcomes/suppressions/", views.suppression_list, name="suppression_list"),
    path(
        "outcomes/<place_kind:kind>/<slug:place>/<period:period>/publish/",
        views.snapshot_ask,
        name="snapshot_ask",
    ),
    path(SNAPSHOT, views.snapshot_detail, name="snapshot_detail"),
    path(f"{SNAPSHOT}report.<slug:format>", views.snapshot_download, name="snapshot_download"),
    path(f"{SNAPSHOT}figures/<slug:indicator>/", views.snapshot_figure, name="snapshot_figure"),
    path(f"{SNAPSHOT}publish/", views.snapshot_publish, name="snapshot_publish"),
    path(f"{SNAPSHOT}discard/", views.snapshot_discard, name="snapshot_discard"),
    path(f"{SNAPSHOT}withdraw/", views.snapshot_withdraw, name="snapshot_withdraw"),
]
