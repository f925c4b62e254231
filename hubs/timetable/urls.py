from django.urls import path

from .views import rooms, rules, weeks

urlpatterns = [
    path("timetable/", weeks.timetable, name="timetable"),
    path("hubs/<slug:slug>/timetable/", weeks.timetable_week, name="timetable_week"),
    path("hubs/<slug:slug>/timetable/day/", weeks.timetable_day, name="timetable_day"),
    path("hubs/<slug:slug>/timetable/rules/", rules.rule_list, name="rule_list"),
    path("hubs/<slug:slug>/timetable/rules/new/", rules.rule_create, name="rule_create"),
    path("hubs/<slug:slug>/timetable/calendar/", rooms.timetable_calendar, name="timetable_calendar"),
    path("hubs/<slug:slug>/timetable/calendar/new/", rooms.feed_make, name="feed_make"),
    path("hubs/<slug:slug>/timetable/calendar/off/", rooms.feed_revoke, name="feed_revoke"),
    path("hubs/<slug:slug>/timetable/<str:token>.ics", rooms.timetable_feed, name="timetable_feed"),
    path("hubs/<slug:slug>/rooms/", rooms.room_list, name="room_list"),
    path("hubs/<slug:slug>/rooms/new/", rooms.room_create, name="room_create"),
    path("rooms/<int:pk>/", rooms.room_change, name="room_change"),
    path("timetable/rules/<uuid:uuid>/", rules.rule_detail, name="rule_detail"),
    path("timetable/rules/<uuid:uuid>/change/", rules.rule_change, name="rule_change"),
    path("timetable/rules/<uuid:uuid>/end/", rules.rule_end, name="rule_end"),
    path("timetable/rules/<uuid:uuid>/leave-out/", rules.rule_leave_out, name="rule_leave_out"),
    path("sessions/<uuid:uuid>/change/", weeks.session_change, name="session_change"),
]
