"""Addresses of improvement actions."""

from django.urls import path

from . import views

ACTION = "improvements/<uuid:uuid>/"

urlpatterns = [
    path("improvements/", views.improvement_list, name="improvement_list"),
    path("measures/<uuid:uuid>/improve/", views.improvement_add, name="improvement_add"),
    path(ACTION, views.improvement_detail, name="improvement_detail"),
    path(f"{ACTION}begin/", views.improvement_begin, name="improvement_begin"),
    path(f"{ACTION}report/", views.improvement_report, name="improvement_report"),
    path(f"{ACTION}close/", views.improvement_close, name="improvement_close"),
    path(f"{ACTION}supersede/", views.improvement_supersede, name="improvement_supersede"),
]
