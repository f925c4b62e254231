from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hubs", "0007_rooms_of_sessions")]

    operations = [migrations.RemoveField(model_name="session", name="room_name")]
