from django.urls import path

from . import views

urlpatterns = [
    path("", views.directory_meta, name="directory_meta"),
    path("services", views.directory_services, name="directory_services"),
    path("services/<uuid:id>", views.directory_service, name="directory_service"),
    path("organizations", views.directory_organizations, name="directory_organizations"),
    path("organizations/<uuid:id>", views.directory_organization, name="directory_organization"),
    path("service_at_locations", views.directory_service_at_locations, name="directory_service_at_locations"),
    path(
        "service_at_locations/<uuid:id>",
        views.directory_service_at_location,
        name="directory_service_at_location",
    ),
    path("taxonomies", views.directory_taxonomies, name="directory_taxonomies"),
    path("taxonomies/<uuid:id>", views.directory_taxonomy, name="directory_taxonomy"),
    path("taxonomy_terms", views.directory_taxonomy_terms, name="directory_taxonomy_terms"),
    path("taxonomy_terms/<uuid:id>", views.directory_taxonomy_term, name="directory_taxonomy_term"),
]
