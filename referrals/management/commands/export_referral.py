"""`manage.py export_referral REFERENCE`: one referral as a FHIR R4B Bundle, written to the standard output."""

from django.core.management.base import BaseCommand, CommandError

from foundation.audit import trail
from foundation.audit.models import Operation
from referrals import fhir, scope


class Command(BaseCommand):
    help = "Write a referral as a FHIR R4B Bundle. The audit trail keeps that it was taken."

    def add_arguments(self, parser) -> None:
        parser.add_argument("reference", help="as on its page, such as R-2026-0042")

    def handle(self, *args, **options) -> None:
        referral = scope.referral_called(options["reference"])
        if referral is None:
            raise CommandError("There is no referral with this reference.")
        text = fhir.as_json(referral)
        trail.write(
            user=None, operation=Operation.DISCLOSURE, what="command export_referral",
            people=[referral.person_id], purpose=f"referral {referral.reference} as FHIR",
        )  # fmt: skip
        self.stdout.write(text)
