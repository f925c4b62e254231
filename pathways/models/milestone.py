"""A milestone claimed, and verified by somebody else."""

import datetime
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves
from foundation.lifecycle.working_days import add_working_days

from .. import access
from ..clocks import IN_TIME, VERIFICATION
from ..querysets import ClaimQuerySet
from ..rules import verifying
from ..states import ClaimState as C

if TYPE_CHECKING:
    from foundation.accounts.models import User


class MilestoneClaim(Fact, Stateful):
    """A milestone reached on a day, with evidence. The verifier is never its claimer, nor was: rules of the database.

    `asked_on`: since when somebody must verify it, empty while the sample leaves it out; `in_time_until`: the last day
    on which a verification counts as in time (outcomes: M1). `claimed_at` is that of the last claim after a return.
    `handover`: the one whose record is the evidence, until somebody mends the claim with evidence of their own.
    """

    class Evidence(models.TextChoices):
        LETTER = "letter", "Letter or e-mail"
        CONTRACT = "contract", "Contract or tenancy agreement"
        PAYSLIP = "payslip", "Payslip or bank record"
        SERVICE_RECORD = "service_record", "Record of the service"
        SEEN = "seen", "Seen by a member of staff"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    pathway = models.ForeignKey("pathways.Pathway", on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="claims")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    milestone = models.CharField(max_length=40)
    reached_on = models.DateField()
    spell = models.ForeignKey(
        "pathways.Spell", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    handover = models.ForeignKey(
        "pathways.Handover", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    value = models.CharField("which of the milestone's values", max_length=30, blank=True)
    evidence_type = models.CharField(max_length=20, choices=Evidence.choices)
    evidence_reference = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(
        "people.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence_on = models.DateField()
    state = StateField(default=C.CLAIMED, choices=C.choices)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    first_claimed_at = models.DateTimeField(default=timezone.now)
    asked_on = models.DateField(null=True, blank=True)
    in_time_until = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=120, blank=True)
    returned_text = models.CharField("what is needed", max_length=500, blank=True)

    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField("why it was revoked", max_length=300, blank=True)

    objects = CurrentManager.from_queryset(ClaimQuerySet)()

    class Meta:
        verbose_name = "milestone claim"
        ordering = ["claimed_at", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_claim_of_a_uuid"),
            models.CheckConstraint(condition=Q(state__in=C.values), name="claim_state_known"),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("claimed_by")),
                name="verifier_is_not_claimer",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verified_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=C.VERIFIED) | Q(verified_by__isnull=False),
                name="a_verified_claim_has_its_verifier",
            ),
            models.CheckConstraint(
                condition=Q(state=C.RETURNED, returned_by__isnull=False, returned_at__isnull=False)
                & ~Q(returned_reason="")
                & ~Q(returned_text="")
                | ~Q(state=C.RETURNED)
                & Q(returned_by=None, returned_at=None, returned_reason="", returned_text=""),
                name="a_returned_claim_alone_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=C.REVOKED, revoked_by__isnull=False, revoked_at__isnull=False)
                & ~Q(revoked_because="")
                | ~Q(state=C.REVOKED) & Q(revoked_by=None, revoked_at=None, revoked_because=""),
                name="a_revoked_claim_alone_has_who_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(evidence_reference="") | Q(document__isnull=False),
                name="a_claim_has_a_file_or_a_reference",
            ),
            models.CheckConstraint(
                condition=Q(asked_on=None, in_time_until=None)
                | Q(asked_on__isnull=False, in_time_until__gt=F("asked_on")),
                name="a_claim_asked_for_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["pathway", "milestone", "reached_on"],
                condition=CURRENT & ~Q(state=C.REVOKED),
                name="one_claim_of_a_milestone_and_day",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state", "claimed_at"], name="claim_of_team"),
            models.Index(fields=["person", "superseded_at"], name="claim_of_person"),
            models.Index(fields=["team", "first_claimed_at"], name="claim_of_team_and_month"),
            models.Index(
                fields=["verified_at"], name="claim_verified", condition=Q(verified_at__isnull=False)
            ),
            models.Index(fields=["revoked_at"], name="claim_revoked", condition=Q(revoked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.declaration.title}{self.value_in_words}"

    @property
    def in_sentence(self) -> str:
        return f"{self.declaration.in_sentence}{self.value_in_words}"

    @property
    def value_in_words(self) -> str:
        """Which of the milestone's values, after a colon; nothing for a milestone without any."""
        return f": {self.declaration.values.get(self.value, self.value)}" if self.value else ""

    @property
    def declaration(self):
        """The milestone as its kind declares it."""
        return self.pathway.declaration.milestone(self.milestone)

    @property
    def effective_on(self):
        return self.reached_on

    @property
    def verify_by(self):
        """The day by which somebody else should have decided."""
        claimed_on = timezone.localdate(self.claimed_at)
        return VERIFICATION.due_on(max(claimed_on, self.asked_on or claimed_on))

    @property
    def is_asked_for(self) -> bool:
        """Always verified, or drawn: somebody must say whether claim and evidence agree."""
        return self.asked_on is not None

    def ask_from(self, day: datetime.date) -> None:
        """Somebody must verify it from this day, or does already since an earlier one."""
        if not self.is_asked_for:
            self.asked_on, self.in_time_until = day, add_working_days(day, IN_TIME)

    @moves(C.CLAIMED, C.VERIFIED, permission=Permission.VERIFY_MILESTONE,
           who="a verifier of the hub, never the claimer", allows=access.may_verify)  # fmt: skip
    def verify(self, *, by) -> None:
        """Claim and evidence agree."""
        self.verified_by, self.verified_at = by, timezone.now()

    @moves(C.CLAIMED, C.RETURNED, permission=Permission.VERIFY_MILESTONE,
           who="a verifier of the hub, never the claimer", allows=access.may_verify,
           needs="reason and what is needed")  # fmt: skip
    def return_claim(self, *, by, because: str, text: str) -> None:
        """Something about the claim or its evidence must be mended."""
        self.returned_by, self.returned_at = by, timezone.now()
        self.returned_reason, self.returned_text = because, text

    @moves(C.RETURNED, C.CLAIMED, permission=Permission.RECORD_PATHWAY, who="a worker of the hub",
           allows=access.is_of_team, needs="mended evidence")  # fmt: skip
    def claim_again(
        self, *, by, reached_on, evidence_type: str, evidence_reference: str, evidence_on, document=None,
        spell=None, value="",
    ) -> None:  # fmt: skip
        """The claim with mended evidence; whoever mends it becomes its claimer."""
        self.evidence_type, self.evidence_reference = evidence_type, evidence_reference
        self.evidence_on, self.document, self.handover = evidence_on, document, None
        self.reached_on, self.spell, self.value = reached_on, spell, value
        self.claimed_by, self.claimed_at = by, timezone.now()
        self.ask_from(timezone.localdate())
        self._not_returned()

    @moves(C.VERIFIED, C.REVOKED, permission=Permission.VERIFY_MILESTONE, who="a verifier of the hub",
           allows=access.is_of_team, needs="why")  # fmt: skip
    def revoke(self, *, by, because: str) -> None:
        """It was verified and should not have been."""
        self.revoked_by, self.revoked_at, self.revoked_because = by, timezone.now(), because

    @moves((C.CLAIMED, C.RETURNED, C.VERIFIED), C.REVOKED, permission=Permission.VERIFY_MILESTONE,
           who="set when the record it rests on is put right", allows=access.nobody, by_system=True,
           needs="why")  # fmt: skip
    def take_back(self, *, whose: "User", because: str) -> None:
        """What it rested on was recorded wrongly, as `whose` correction says."""
        self._not_returned()
        self.revoked_by, self.revoked_at, self.revoked_because = whose, timezone.now(), because

    @moves(C.CLAIMED, SAME, permission=Permission.VERIFY_MILESTONE, who="set by the draw when a month is over",
           allows=access.nobody, by_system=True)  # fmt: skip
    def draw(self, *, on: datetime.date) -> None:
        """The sample has drawn it: from this day somebody must verify it."""
        self.ask_from(on)

    def _not_returned(self) -> None:
        self.returned_by, self.returned_at, self.returned_reason, self.returned_text = None, None, "", ""


triggers.register(*verifying.declared())
