from django.urls import path

from . import views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/staged/<uuid:uuid>/", views.import_preview, name="import_preview"),
    path("imports/staged/<uuid:uuid>/commit/", views.import_commit, name="import_commit"),
    path("imports/staged/<uuid:uuid>/discard/", views.import_discard, name="import_discard"),
    path("imports/<slug:what>/", views.import_upload, name="import_upload"),
    path("imports/<slug:what>/template.csv", views.import_template, name="import_template"),
]
