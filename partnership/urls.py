"""Addresses of the partnership: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("partnership/", include("partnership.plans.urls")),
    path("partnership/", include("partnership.returns.urls")),
    path("partnership/", include("partnership.improving.urls")),
    path("partnership/", include("partnership.scrutiny.urls")),
    path("partnership/", include("partnership.assessment.urls")),
]
