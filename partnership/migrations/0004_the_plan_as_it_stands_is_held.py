from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("partnership", "0003_the_plan_as_it_stands")]

    operations = [
        migrations.AlterField("planversion", "begins_on", models.DateField()),
        migrations.AlterField("planversion", "ends_on", models.DateField()),
        migrations.AlterField("return", "first_due_on", models.DateField()),
        migrations.AddConstraint(
            "planversion",
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="a_version_ends_after_it_begins"
            ),
        ),
        migrations.RemoveConstraint("return", "a_return_is_submitted_by_somebody"),
        migrations.AddConstraint(
            "return",
            models.CheckConstraint(
                condition=Q(state="open", submitted_at=None, submitted_by=None, first_submitted_at=None)
                | Q(
                    ~Q(state="open"),
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    first_submitted_at__isnull=False,
                ),
                name="a_return_is_submitted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "return",
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "accepted"], version_of_plan__isnull=False)
                | Q(state__in=["open", "returned"], version_of_plan=None),
                name="a_submitted_return_names_the_plan_it_was_rated_by",
            ),
        ),
        migrations.AddConstraint(
            "return",
            models.CheckConstraint(
                condition=Q(first_due_on__lte=F("due_on")), name="a_return_is_due_again_no_earlier"
            ),
        ),
    ]
