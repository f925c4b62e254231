from django.urls import path

from . import views

PACK = "packs/<uuid:uuid>/"

urlpatterns = [
    path(PACK, views.pack_detail, name="pack_detail"),
    path(f"{PACK}files/<slug:format>/", views.pack_download, name="pack_download"),
    path(f"{PACK}publish/", views.pack_publish, name="pack_publish"),
    path(f"{PACK}discard/", views.pack_discard, name="pack_discard"),
    path(f"{PACK}withdraw/", views.pack_withdraw, name="pack_withdraw"),
    path("<slug:slug>/packs/", views.pack_list, name="pack_list"),
    path("<slug:slug>/packs/build/", views.pack_build, name="pack_build"),
]
