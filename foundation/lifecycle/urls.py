from django.urls import path

from . import views

urlpatterns = [
    path("clocks/", views.clock_list, name="clock_list"),
    path("machines/", views.machine_list, name="machine_list"),
    path("machines/<slug:name>/", views.machine_detail, name="machine_detail"),
]
