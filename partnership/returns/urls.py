"""Addresses of quarterly returns."""

from django.urls import path

from . import views

RETURN = "returns/<uuid:uuid>/"

urlpatterns = [
    path("returns/", views.return_list, name="return_list"),
    path(RETURN, views.return_detail, name="return_detail"),
    path(f"{RETURN}measures/<uuid:measure>/", views.return_line, name="return_line"),
    path(f"{RETURN}words/", views.return_words, name="return_words"),
    path(f"{RETURN}submit/", views.return_submit, name="return_submit"),
    path(f"{RETURN}accept/", views.return_accept, name="return_accept"),
    path(f"{RETURN}withdraw/", views.return_withdraw, name="return_withdraw"),
    path(f"{RETURN}send-back/", views.return_send_back, name="return_send_back"),
]
