"""A referral handed from one hub to another, with both sides agreeing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access, readiness
from ..querysets import TransferQuerySet
from ..states import TransferState as T


class Transfer(Stateful):
    """One request that another hub take a referral over (domain: Referral table, transfer).

    Figures belong to the hub on their index date: `agreed_at` says from when the referral is the other hub's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="transfers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    from_hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    to_hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why", max_length=1000)
    state = StateField(default=T.REQUESTED, choices=T.choices)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    refusal = models.TextField("why not", max_length=1000, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=T.values), name="transfer_state_known"),
            models.CheckConstraint(condition=~Q(from_hub=F("to_hub")), name="transfer_to_another_hub"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state=T.REQUESTED), name="one_standing_transfer"
            ),
            models.CheckConstraint(
                condition=Q(state=T.REQUESTED, answered_at=None)
                | (~Q(state=T.REQUESTED) & Q(answered_at__isnull=False)),
                name="transfer_answered_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=T.AGREED, agreed_at__isnull=False)
                | (~Q(state=T.AGREED) & Q(agreed_at=None)),
                name="transfer_agreed_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=T.REFUSED) | ~Q(refusal=""), name="refused_transfer_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["to_hub", "state"], name="transfer_to_hub")]

    def __str__(self) -> str:
        return f"transfer of {self.referral_id}"

    @moves(T.REQUESTED, T.AGREED, permission=Permission.MANAGE_REFERRAL, who="the manager of the hub that was asked",
           allows=access.answers_transfer, missing=readiness.missing_to_agree,
           needs="a key worker of the hub, unless it is waiting; a free place or a reason")  # fmt: skip
    def agree(self, *, by, key_worker=None) -> None:
        """The other hub takes it."""
        self.answered_by, self.answered_at = by, timezone.now()
        self.agreed_at = self.answered_at

    @moves(T.REQUESTED, T.REFUSED, permission=Permission.MANAGE_REFERRAL, who="the manager of the hub that was asked",
           allows=access.answers_transfer, missing=readiness.missing_reason, needs="reason")  # fmt: skip
    def refuse(self, *, by, because: str) -> None:
        """The other hub says no and why."""
        self.answered_by, self.answered_at, self.refusal = by, timezone.now(), because

    @moves(T.REQUESTED, T.CANCELLED, permission=Permission.MANAGE_REFERRAL, who="the manager of the hub that asked",
           allows=access.asked_for_transfer, by_system=True)  # fmt: skip
    def cancel(self, *, by=None) -> None:
        """No longer asked, or the referral ended."""
        self.answered_by, self.answered_at = by, timezone.now()
