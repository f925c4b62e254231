import json

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def fill(apps, schema_editor):
    """The days that each version says, and of each return when it was due and came, and the plan it was rated by."""
    versions = apps.get_model("partnership", "PlanVersion").objects
    for version in versions.all():
        said = json.loads(version.content)
        versions.filter(pk=version.pk).update(begins_on=said["begins_on"], ends_on=said["ends_on"])
    returns = apps.get_model("partnership", "Return").objects
    returns.update(first_due_on=models.F("due_on"), first_submitted_at=models.F("submitted_at"))
    for quarterly in returns.filter(state__in=["submitted", "accepted"]):
        on = timezone.localdate(quarterly.submitted_at)
        of_plan = versions.filter(plan=quarterly.plan_id)
        then = of_plan.filter(adopted_on__lte=on).order_by("-number").first()
        returns.filter(pk=quarterly.pk).update(version_of_plan=then or of_plan.order_by("number").first())
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else no index is made of what waits to be checked


class Migration(migrations.Migration):
    dependencies = [("partnership", "0002_figures_and_responses_since")]

    operations = [
        migrations.AddField("planversion", "begins_on", models.DateField(null=True)),
        migrations.AddField("planversion", "ends_on", models.DateField(null=True)),
        migrations.AddField("return", "first_due_on", models.DateField(null=True)),
        migrations.AddField("return", "first_submitted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "return",
            "version_of_plan",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.planversion",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
