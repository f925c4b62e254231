from django.urls import path

from . import views
from .views import appointments, reminders, wellbeing

urlpatterns = [
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/new/", views.session_create, name="session_create"),
    path("sessions/offline/", views.register_offline, name="register_offline"),
    path("sessions/offline.js", views.register_worker, name="register_worker"),
    path("sessions/<uuid:uuid>/", views.session_detail, name="session_detail"),
    path("sessions/<uuid:uuid>/book/", views.booking_create, name="booking_create"),
    path("sessions/<uuid:uuid>/register/", views.register_take, name="register_take"),
    path("sessions/<uuid:uuid>/marks/", views.register_mark, name="register_mark"),
    path("sessions/<uuid:uuid>/walk-ins/", views.register_walk_ins, name="register_walk_ins"),
    path("sessions/<uuid:uuid>/register/history/", views.register_history, name="register_history"),
    path("sessions/<uuid:uuid>/late-entry/", views.late_entry_ask, name="late_entry_ask"),
    path("late-entries/", views.late_entry_list, name="late_entry_list"),
    path("late-entries/<uuid:uuid>/", views.late_entry_detail, name="late_entry_detail"),
    path("register/ping/", views.register_ping, name="register_ping"),
    path("sessions/<uuid:uuid>/not-held/", views.session_not_held, name="session_not_held"),
    path("sessions/<uuid:uuid>/held/", views.session_held_after_all, name="session_held_after_all"),
    path("sessions/<uuid:uuid>/group/", views.booking_group, name="booking_group"),
    path("bookings/<uuid:uuid>/move/", views.booking_move, name="booking_move"),
    path("bookings/<uuid:uuid>/restore/", views.booking_restore, name="booking_restore"),
    path("bookings/<uuid:uuid>/answer/", views.offer_answer, name="offer_answer"),
    path("offers/", views.offer_list, name="offer_list"),
    path("clashes/", views.clash_list, name="clash_list"),
    path("bookings/<uuid:uuid>/cancel/", views.booking_cancel, name="booking_cancel"),
    path("people/<uuid:uuid>/appointments/new/", appointments.appointment_create, name="appointment_create"),
    path("people/<uuid:uuid>/reminders/", reminders.reminders_want, name="reminders_want"),
    path("people/<uuid:uuid>/reminders/stop/", reminders.reminders_stop, name="reminders_stop"),
    path("reminders/", reminders.reminder_list, name="reminder_list"),
    path("reminders/<uuid:uuid>/again/", reminders.reminder_again, name="reminder_again"),
    path("wellbeing/<uuid:uuid>/correct/", wellbeing.wellbeing_correct, name="wellbeing_correct"),
]
