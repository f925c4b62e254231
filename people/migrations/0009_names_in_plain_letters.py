from django.db import migrations, models

from people.finding.sounds import LONGEST_NAME, plain_letters

BATCH = 2_000


def write_plain_names(apps, schema_editor):
    """Everybody recorded before, former versions too: what a version says stays what it said."""
    people = apps.get_model("people", "Person")._base_manager.using(schema_editor.connection.alias)
    batch = []
    for person in people.only("pk", "given_names", "family_name").order_by("pk").iterator(BATCH):
        person.plain_name = plain_letters(f"{person.given_names} {person.family_name}")[:LONGEST_NAME]
        batch.append(person)
        if len(batch) == BATCH:
            people.bulk_update(batch, ["plain_name"])
            batch = []
    people.bulk_update(batch, ["plain_name"])


class Migration(migrations.Migration):
    dependencies = [("people", "0008_contacts_and_safeguarding")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="plain_name",
            field=models.CharField(
                blank=True, editable=False, max_length=210, verbose_name="name in plain letters"
            ),
        ),
        migrations.AddIndex(model_name="person", index=models.Index(fields=["pnc_id"], name="person_pnc_id")),
        migrations.RunPython(write_plain_names, migrations.RunPython.noop),
    ]
