import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0002_plans_goals_and_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="check",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="check", name="by_rule", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="check", name="uuid", field=models.UUIDField(null=True, editable=False)
        ),
        migrations.AlterField(
            model_name="check",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "Yes"),
                    ("no", "No"),
                    ("unknown", "Unknown"),
                    ("out_of_scope", "Out of scope"),
                ],
                max_length=20,
            ),
        ),
    ]
