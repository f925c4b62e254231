"""The enquiry: what somebody asks by the public form, until a hub worker answers it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.design.dates import day_of
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves
from hubs import access as hub_access

from ..enquiries import readiness
from ..enquiries.clocks import ENQUIRY_KEPT
from ..enquiries.querysets import EnquiryQuerySet
from ..enquiries.states import EnquiryKind
from ..enquiries.states import EnquiryState as E
from .referral import Referral, ReferralSource


def _only_in(state: E, *names: str) -> models.CheckConstraint:
    """The fields are all filled in the state, and all empty in every other one."""
    filled, empty = Q(state=state), ~Q(state=state)
    for name in names:
        filled, empty = filled & Q(**{f"{name}__isnull": False}), empty & Q(**{f"{name}__isnull": True})
    return models.CheckConstraint(condition=filled | empty, name=f"only_{state.value}_enquiry_says_so")


class Enquiry(Stateful):
    """One message of the public form (domain: Sources of referral).

    It is written by somebody who is not signed in, so it says what was typed and proves nothing: nobody is looked up
    before a worker of `hub` reads it. `reference` is drawn by lot, so that it tells neither how many there are nor
    which is next. `agreed_to` holds the words beside the box that was ticked. `safe_ways` are the only ways the hub
    may use. `referral` is emptied when the draft that came of it is discarded.
    """

    Kind = EnquiryKind

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=EnquiryKind.choices)
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="enquiries")
    area = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    date_of_birth = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    safe_ways = models.JSONField("safe ways to get in touch", default=list, blank=True)
    contact_safely = models.CharField("about getting in touch safely", max_length=500, blank=True)
    needs = models.JSONField("help asked for", default=list, blank=True)
    about = models.TextField("in their words", blank=True)
    agency_name = models.CharField("organisation", max_length=120, blank=True)
    agency_worker = models.CharField("worker", max_length=120, blank=True)
    agency_phone = models.CharField(max_length=40, blank=True)
    agency_email = models.EmailField(blank=True)
    source = models.ForeignKey(ReferralSource, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_to = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    state = StateField(default=E.RECEIVED, choices=E.choices)
    matched_at = models.DateTimeField(null=True, editable=False)
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="enquiries")
    referral = models.OneToOneField(Referral, null=True, on_delete=models.SET_NULL, related_name="enquiry")
    refused_at = models.DateTimeField(null=True, editable=False)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.ForeignKey("lifecycle.Reason", null=True, on_delete=models.PROTECT, related_name="+")
    explanation = models.TextField(blank=True)
    expired_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(EnquiryQuerySet)()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=E.values), name="enquiry_state_known"),
            models.CheckConstraint(
                condition=Q(kind=EnquiryKind.SELF, agency_name="", source=None)
                | (Q(kind=EnquiryKind.AGENCY, source__isnull=False) & ~Q(agency_name="")),
                name="an_agency_names_itself",
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email="", agency_phone="", agency_email=""),
                name="an_enquiry_can_be_answered",
            ),
            models.CheckConstraint(condition=~Q(agreed_to=""), name="an_enquiry_was_agreed_to"),
            _only_in(E.MATCHED, "matched_at", "matched_by", "person"),
            _only_in(E.REFUSED, "refused_at", "refused_by", "reason"),
            _only_in(E.EXPIRED, "expired_at"),
        ]
        indexes = [
            models.Index(fields=["hub", "state", "received_at"], name="enquiry_queue"),
            models.Index(fields=["fingerprint", "received_at"], name="enquiry_again"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def answer_by(self):
        """The last day on which it can be answered."""
        return ENQUIRY_KEPT.due_on(day_of(self.received_at))

    @moves(E.RECEIVED, E.MATCHED, permission=Permission.ANSWER_ENQUIRY, who="a worker of the hub",
           allows=hub_access.is_at_hub, needs="the person, found or added; begins a draft referral")  # fmt: skip
    def match(self, *, by, person, referral) -> None:
        """It is this person; the worker stands in as their referrer."""
        self.matched_by, self.matched_at = by, timezone.now()
        self.person, self.referral = person, referral

    @moves(E.RECEIVED, E.REFUSED, permission=Permission.ANSWER_ENQUIRY, who="a worker of the hub",
           allows=hub_access.is_at_hub, missing=readiness.missing_to_refuse,
           needs="reason; in words where the list asks for them")  # fmt: skip
    def refuse(self, *, by, grounds, explanation: str) -> None:
        """No referral comes of it."""
        self.refused_by, self.refused_at = by, timezone.now()
        self.reason, self.explanation = grounds, explanation

    @moves(E.RECEIVED, SAME, permission=Permission.ANSWER_ENQUIRY, who="a worker of the hub",
           allows=hub_access.is_at_hub, missing=readiness.missing_to_pass_on,
           needs="another hub, and a reason; its days go on")  # fmt: skip
    def pass_on(self, *, to_hub, because: str) -> None:
        """It is another hub's to answer."""
        self.hub = to_hub

    @moves(E.RECEIVED, E.EXPIRED, permission=Permission.ANSWER_ENQUIRY, who="nobody by hand",
           allows=readiness.nobody, not_now=readiness.not_yet_expired, needs="28 days without an answer",
           by_system=True)  # fmt: skip
    def expire(self) -> None:
        """Nobody answered it in time."""
        self.expired_at = timezone.now()


class DroppedEnquiries(models.Model):
    """How many messages of the public form were taken for spam on a day, by the sign that gave them away.

    Only counted: nothing of what they said is kept.
    """

    day = models.DateField()
    why = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "dropped enquiries"
        constraints = [models.UniqueConstraint(fields=["day", "why"], name="one_count_of_a_day_and_sign")]

    def __str__(self) -> str:
        return f"{self.day} {self.why}: {self.count}"
