"""Every check on record is given its uuid, the copies that corrections laid aside included.

A migration of its own: PostgreSQL alters no table in the transaction that changed its rows.
"""

import uuid

from django.db import migrations

BATCH = 1000


def give_addresses(apps, schema_editor):
    checks = apps.get_model("pathways", "Check").objects
    keys = list(checks.filter(uuid=None).values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        found = list(checks.filter(pk__in=keys[first : first + BATCH]).only("pk"))
        for check in found:
            check.uuid = uuid.uuid4()
        checks.bulk_update(found, ["uuid"])


class Migration(migrations.Migration):
    dependencies = [("pathways", "0003_checks_that_are_due")]

    operations = [migrations.RunPython(give_addresses, migrations.RunPython.noop)]
