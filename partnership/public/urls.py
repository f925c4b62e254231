from django.urls import path

from . import views

HERE = "community-safety/<slug:slug>/"
PACK = f"{HERE}packs/<uuid:uuid>/"

urlpatterns = [
    path("community-safety/", views.public_list, name="public_list"),
    path(HERE, views.public_partnership, name="public_partnership"),
    path(f"{HERE}measures.csv", views.public_figures, name="public_figures"),
    path(PACK, views.public_pack, name="public_pack"),
    path(f"{PACK}files/<slug:format>/", views.public_pack_file, name="public_pack_file"),
    path("accessibility/", views.public_accessibility, name="public_accessibility"),
]
