import uuid

from django.db import migrations, models


def name_each(apps, schema_editor):
    priorities = apps.get_model("partnership", "Priority").objects
    for key in priorities.values_list("pk", flat=True):
        priorities.filter(pk=key).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("partnership", "0004_the_plan_as_it_stands_is_held")]

    operations = [
        migrations.AddField("priority", "uuid", models.UUIDField(editable=False, null=True)),
        migrations.AddField("priority", "left_out_on", models.DateField(null=True)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            "priority", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.RemoveConstraint("priority", "one_priority_of_a_title"),
        migrations.RemoveConstraint("priority", "one_priority_in_a_place"),
        migrations.AddConstraint(
            "priority",
            models.UniqueConstraint(
                condition=models.Q(left_out_on=None),
                fields=("plan", "title"),
                name="one_priority_of_a_title",
            ),
        ),
        migrations.AddConstraint(
            "priority",
            models.UniqueConstraint(
                condition=models.Q(left_out_on=None),
                fields=("plan", "position"),
                name="one_priority_in_a_place",
            ),
        ),
    ]
