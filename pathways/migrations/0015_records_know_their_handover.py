"""What services recorded before its handover was kept: claims name it in their evidence, forms were made while it ran."""

import re

from django.db import migrations

NAMED = re.compile(r", handover (\S+): ")


def name_the_handover(apps, schema_editor):
    handovers = apps.get_model("pathways", "Handover")._base_manager.filter(superseded_at=None)
    claims = apps.get_model("pathways", "MilestoneClaim")._base_manager
    forms = apps.get_model("pathways", "OutcomesProfile")._base_manager
    by_reference = dict(handovers.values_list("reference", "pk"))
    of_services = claims.filter(evidence_type="service_record", evidence_reference__contains=", handover ")
    for claim in of_services.only("pk", "evidence_reference"):
        found = NAMED.search(claim.evidence_reference)
        if found and found[1] in by_reference:
            claims.filter(pk=claim.pk).update(handover=by_reference[found[1]])
    of_treatment = handovers.filter(service__kind="treatment", received_at__isnull=False)
    for handover in of_treatment.select_related("service"):
        theirs = forms.filter(
            person=handover.person_id, taken_by__teams=handover.service.team_id, handover=None,
            recorded_at__gte=handover.received_at,
        )  # fmt: skip
        if handover.ended_at:
            theirs = theirs.filter(recorded_at__lte=handover.ended_at)
        forms.filter(pk__in=list(theirs.values_list("pk", flat=True))).update(handover=handover.pk)


class Migration(migrations.Migration):
    dependencies = [("pathways", "0014_what_a_service_records_and_duties_made_elsewhere")]

    operations = [migrations.RunPython(name_the_handover, migrations.RunPython.noop)]
