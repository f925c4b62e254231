"""Every address of the product, one line an app."""

from django.urls import include, path

handler400 = "foundation.design.views.bad_request"
handler403 = "foundation.design.views.not_allowed"
handler404 = "foundation.design.views.not_found"
handler429 = "foundation.design.views.too_many"
handler500 = "foundation.design.views.went_wrong"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("foundation.accounts.urls")),
    path("", include("foundation.lifecycle.urls")),
    path("", include("foundation.intake.urls")),
    path("", include("people.urls")),
    path("", include("hubs.urls")),
    path("", include("hubs.directory.urls")),
    path("", include("hubs.timetable.urls")),
    path("openreferral/", include("hubs.openreferral.urls")),
    path("", include("pathways.urls")),
    path("", include("pathways.handovers.urls")),
    path("", include("referrals.urls")),
    path("", include("journeys.urls")),
    path("", include("outcomes.urls")),
    path("", include("partnership.urls")),
]
