"""Claims made before the draw were all to be verified, from the day of their first claim."""

from django.db import migrations

from foundation.lifecycle.dates import LONDON
from foundation.lifecycle.working_days import add_working_days

IN_TIME = 20  # working days
BATCH = 500


def ask_for_all(apps, schema_editor):
    claims = apps.get_model("pathways", "MilestoneClaim")._base_manager
    rows = list(claims.order_by("pk").only("pk", "version_of_id", "claimed_at"))
    first: dict = {}
    for row in rows:
        key = row.version_of_id or row.pk
        first[key] = min(first.get(key, row.claimed_at), row.claimed_at)
    for row in rows:
        row.first_claimed_at = first[row.version_of_id or row.pk]
        row.asked_on = row.first_claimed_at.astimezone(LONDON).date()
        row.in_time_until = add_working_days(row.asked_on, IN_TIME)
    claims.bulk_update(rows, ["first_claimed_at", "asked_on", "in_time_until"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("pathways", "0009_evidence_files_draws_and_revoking")]

    operations = [migrations.RunPython(ask_for_all, migrations.RunPython.noop)]
