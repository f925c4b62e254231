"""Mail that is on its way, or was."""

from django.db import models
from django.db.models import Q

from ..querysets import OutgoingMailQuerySet
from .notices import Notice
from .users import User


class OutgoingMail(models.Model):
    """One mail, from the action that wrote it until it is sent or given up: to a user, or to a bare address.

    Written in the transaction of the action, so that no mail is lost and none is sent of what was undone. Subject and
    text carry references and links and name nobody; of an error only its class is kept (trust: 10). `claim` marks the
    run that is sending it; `next_try_at` of a claimed one is when another run may take it over. `address` is that of
    somebody who is no user: it is shown to nobody and emptied once the mail is sent or given up; `addressee` says in
    words who that is, and names nobody.
    """

    class State(models.TextChoices):
        HELD = "held", "Waits for the daily mail"
        QUEUED = "queued", "To be sent"
        SENT = "sent", "Sent"
        GATHERED = "gathered", "Told in the daily mail"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "No longer needed"

    WAITING = (State.HELD, State.QUEUED)

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="mails")
    address = models.EmailField(blank=True)
    addressee = models.CharField(max_length=80, blank=True)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="mails")
    digest = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="gathered")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    last_error = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued", "sent", "gathered", "failed", "dropped"]),
                name="mail_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", next_try_at__isnull=False)
                | (~Q(state="queued") & Q(next_try_at=None, claim=None)),
                name="mail_tried_while_queued",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued"], settled_at=None)
                | (~Q(state__in=["held", "queued"]) & Q(settled_at__isnull=False)),
                name="mail_settled_when_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(state="gathered", digest__isnull=False) | (~Q(state="gathered") & Q(digest=None)),
                name="mail_gathered_into_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, addressee="") | (Q(user=None) & ~Q(addressee="")),
                name="mail_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(user=None, state="queued"),
                name="mail_address_kept_until_it_is_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mail_to_send"),
            models.Index(fields=["user", "state"], name="mail_of_user"),
            models.Index(fields=["claim"], name="mail_claimed"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def whom(self) -> str:
        """Whom it is for, as those may read who see to it that mail gets out."""
        return self.user.name if self.user else self.addressee

    @property
    def sends_to(self) -> str:
        """The address it goes to; "" once that of somebody who is no user is forgotten."""
        return self.user.email if self.user else self.address

    @property
    def what(self) -> str:
        """The kind of message in words, for those who may not read what it says."""
        return self.kind.replace("_", " ").capitalize()
