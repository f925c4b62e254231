from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0011_when_a_service_was_confirmed"),
        ("people", "0008_contacts_and_safeguarding"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="spell",
            name="pay_has_its_period",
        ),
        migrations.AddConstraint(
            model_name="spell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pay", None), ("pay_per", "")),
                    models.Q(
                        ("pay__gt", 0), ("pay__isnull", False), models.Q(("pay_per", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="pay_has_its_period",
            ),
        ),
    ]
