from django.urls import path

from . import views

urlpatterns = [
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/new/", views.session_create, name="session_create"),
    path("sessions/<uuid:uuid>/", views.session_detail, name="session_detail"),
    path("sessions/<uuid:uuid>/book/", views.booking_create, name="booking_create"),
    path("sessions/<uuid:uuid>/register/", views.register_take, name="register_take"),
    path("sessions/<uuid:uuid>/not-held/", views.session_not_held, name="session_not_held"),
    path("bookings/<uuid:uuid>/cancel/", views.booking_cancel, name="booking_cancel"),
]
