import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0004_an_address_for_every_check")]

    operations = [
        migrations.AlterField(
            model_name="check", name="uuid", field=models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("uuid",),
                name="one_check_of_a_uuid",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["", "yes", "no", "unknown", "out_of_scope"])),
                name="check_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), _negated=True),
                    models.Q(("answered_by", None), ("by_rule", False), ("reason", "")),
                    _connector="OR",
                ),
                name="an_unanswered_check_says_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_rule", False),
                    models.Q(("answer", "out_of_scope"), ("answered_by", None)),
                    _connector="OR",
                ),
                name="a_rule_only_takes_a_check_out_of_scope",
            ),
        ),
    ]
