"""Addresses of the partnership: one line a room."""

from django.urls import include, path

from .plans.urls import of_one_partnership

urlpatterns = [
    path("partnership/", include("partnership.plans.urls")),
    path("partnership/", include("partnership.returns.urls")),
    path("partnership/", include("partnership.improving.urls")),
    path("partnership/", include("partnership.scrutiny.urls")),
    path("partnership/", include("partnership.assessment.urls")),
    path("partnership/", include("partnership.packs.urls")),
    path("", include("partnership.public.urls")),
    path("partnership/", include(of_one_partnership)),  # last: a slug could read like any of the above
]
