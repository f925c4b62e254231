"""Addresses of the pages about hubs themselves; those of a hub's day are in `hubs.urls`."""

from django.urls import path

from ..views import closures, hub_changes, hubs

urlpatterns = [
    path("hubs/", hubs.hub_list, name="hub_list"),
    path("hubs/<slug:slug>/", hubs.hub_detail, name="hub_detail"),
    path("hubs/<slug:slug>/contact/", hub_changes.hub_describe, name="hub_describe"),
    path("hubs/<slug:slug>/hours/", hub_changes.hub_hours, name="hub_hours"),
    path("hubs/<slug:slug>/women-only/", hub_changes.hub_women_only, name="hub_women_only"),
    path("hubs/<slug:slug>/bank-holidays/", hub_changes.hub_bank_holidays, name="hub_bank_holidays"),
    path("hubs/<slug:slug>/capacity/", hub_changes.hub_capacity, name="hub_capacity"),
    path("hubs/<slug:slug>/closures/new/", closures.closure_create, name="closure_create"),
    path("hubs/<slug:slug>/closures/<int:pk>/end/", closures.closure_end, name="closure_end"),
]
