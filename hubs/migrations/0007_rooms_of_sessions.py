"""The rooms that were typed as text become rooms of their hubs.

A migration of its own: PostgreSQL alters no table in the transaction that changed its rows.
"""

from django.db import migrations


def rooms_from_names(apps, schema_editor):
    sessions, rooms = apps.get_model("hubs", "Session").objects, apps.get_model("hubs", "Room").objects
    named = sessions.exclude(room_name="").order_by("hub_id", "room_name")
    for hub_id, name in named.values_list("hub_id", "room_name").distinct():
        room, _ = rooms.get_or_create(hub_id=hub_id, name=name)
        sessions.filter(hub_id=hub_id, room_name=name).update(room=room)


def names_from_rooms(apps, schema_editor):
    sessions = apps.get_model("hubs", "Session").objects
    for room in apps.get_model("hubs", "Room").objects.all():
        sessions.filter(room=room).update(room_name=room.name)


class Migration(migrations.Migration):
    dependencies = [("hubs", "0006_the_timetable")]

    operations = [migrations.RunPython(rooms_from_names, names_from_rooms)]
