"""Addresses of the pages about one person of a hub: appointments, reminders, wellbeing."""

from django.urls import path

from .views import appointments, reminders, wellbeing

urlpatterns = [
    path("people/<uuid:uuid>/appointments/new/", appointments.appointment_create, name="appointment_create"),
    path("people/<uuid:uuid>/reminders/", reminders.reminders_want, name="reminders_want"),
    path("people/<uuid:uuid>/reminders/stop/", reminders.reminders_stop, name="reminders_stop"),
    path("reminders/", reminders.reminder_list, name="reminder_list"),
    path("reminders/<uuid:uuid>/again/", reminders.reminder_again, name="reminder_again"),
    path("wellbeing/<uuid:uuid>/correct/", wellbeing.wellbeing_correct, name="wellbeing_correct"),
]
