"""What stands around a register: marks sent by browsers, late entries, and what was told of it."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..register.querysets import LateEntryQuerySet
from ..states import LateEntryState as L


class QueueOwner(models.Model):
    """The name under which a browser keeps a user's marks until they are sent: random, and kept for good.

    Were it derived from a secret, a new secret would orphan every queue. (interface: Rules 5)
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return str(self.key)


class SentMark(models.Model):
    """A mark that a browser sent under a key of its own, and what was answered: sent again, it is answered the same.

    `digest` is the SHA-256 of what was sent: another mark under the same key is refused. (trust: 15)
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_mark_of_a_key")]

    def __str__(self) -> str:
        return str(self.key)


class LateEntry(Stateful):
    """Somebody asks to take a register of more than three months ago; a second person agrees, and then it opens.

    (domain: Register)
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    session = models.ForeignKey("hubs.Session", on_delete=models.PROTECT, related_name="late_entries")
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    state = StateField(default=L.ASKED, choices=L.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(LateEntryQuerySet)()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = "late entry"
        verbose_name_plural = "late entries"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=L.values), name="late_entry_state_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="late_entry_has_its_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="late_entry_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=L.ASKED, decided_by=None, decided_at=None)
                | (~Q(state=L.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="late_entry_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["session"], condition=~Q(state=L.REFUSED), name="one_standing_late_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"late entry asked for on {self.asked_at:%Y-%m-%d}"

    @moves(L.ASKED, L.AGREED, permission=Permission.RUN_SESSIONS, allows=access.may_decide_late_entry,
           who="a worker of the hub other than the one who asked")  # fmt: skip
    def agree(self, *, by) -> None:
        """The register opens."""
        self.decided_by, self.decided_at = by, timezone.now()

    @moves(L.ASKED, L.REFUSED, permission=Permission.RUN_SESSIONS, allows=access.may_decide_late_entry,
           who="a worker of the hub other than the one who asked")  # fmt: skip
    def refuse(self, *, by) -> None:
        """The register stays closed."""
        self.decided_by, self.decided_at = by, timezone.now()


class ToldAbsence(models.Model):
    """Those who hold the person were told that they did not come; gone again once they are told otherwise."""

    booking = models.OneToOneField("hubs.Booking", on_delete=models.PROTECT, related_name="told_absence")
    told_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"absence told {self.told_at:%Y-%m-%d}"


class ChasedRegister(models.Model):
    """On this day it was asked where a register is; once a day."""

    session = models.ForeignKey("hubs.Session", on_delete=models.PROTECT, related_name="+")
    chased_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "chased_on"], name="one_chase_of_a_day")]

    def __str__(self) -> str:
        return f"chased {self.chased_on}"
