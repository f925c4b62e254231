"""Referrals in any state."""

import datetime

import factory
from django.utils import timezone

from referrals import models
from referrals.states import ReferralState as S
from referrals.states import TransferState

from .accounts import TeamFactory, UserFactory
from .hubs import HubFactory, _InState
from .lifecycle import ReasonFactory
from .people import PersonFactory


class ReferralSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ReferralSource
        django_get_or_create = ["name"]

    name = "Probation"
    kind = "statutory"


DECIDED = {S.ACCEPTED: "accepted", S.STARTED: "accepted", S.ON_HOLD: "accepted", S.COMPLETED: "accepted",
           S.ENDED_EARLY: "accepted", S.DECLINED: "declined"}  # fmt: skip


class ReferralFactory(_InState):
    """A referral straight in a state, with everything that state must have."""

    class Meta:
        model = models.Referral

    class Params:
        now = factory.LazyFunction(timezone.now)

    reference = factory.Sequence(lambda n: f"R-2026-{n:04d}")
    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    source = factory.SubFactory(ReferralSourceFactory)
    referrer = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    state = S.DRAFT
    submitted_at = factory.LazyAttribute(
        lambda made: None if made.state == S.DRAFT else made.now - datetime.timedelta(days=3)
    )
    decision = factory.LazyAttribute(lambda made: DECIDED.get(made.state, ""))
    decided_at = factory.LazyAttribute(lambda made: made.now if made.decision else None)
    held_from = factory.LazyAttribute(lambda made: S.STARTED if made.state == S.ON_HOLD else "")
    started_on = factory.LazyAttribute(
        lambda made: (
            made.now.date() if made.state in (S.STARTED, S.ON_HOLD, S.COMPLETED, S.ENDED_EARLY) else None
        )
    )
    ended_on = factory.LazyAttribute(
        lambda made: made.now.date() if made.state in (S.COMPLETED, S.ENDED_EARLY, S.WITHDRAWN) else None
    )
    explanation = factory.LazyAttribute(
        lambda made: (
            "No place before release" if made.state in (S.DECLINED, S.ENDED_EARLY, S.WITHDRAWN) else ""
        )
    )


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Need

    referral = factory.SubFactory(ReferralFactory)
    person = factory.LazyAttribute(lambda need: need.referral.person)
    kind = "employment"


class ReferenceCounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ReferenceCounter
        django_get_or_create = ["year"]

    year = 2026


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Question

    referral = factory.SubFactory(ReferralFactory, state=S.INFORMATION_REQUESTED)
    person = factory.LazyAttribute(lambda question: question.referral.person)
    text = "Does she have a support worker?"
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Review

    referral = factory.SubFactory(ReferralFactory, state=S.WAITING)
    person = factory.LazyAttribute(lambda review: review.referral.person)
    said = "Still wants to come; no place before spring"
    state = S.WAITING
    reviewed_by = factory.SubFactory(UserFactory)
    reviewed_at = factory.LazyFunction(timezone.now)


class ReasoningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Reasoning

    referral = factory.SubFactory(ReferralFactory, state=S.STARTED)
    person = factory.LazyAttribute(lambda reasoning: reasoning.referral.person)
    verb = "resume"
    words = "She is well again"
    given_by = factory.SubFactory(UserFactory)


class TransferFactory(_InState):
    """A transfer straight in a state."""

    class Meta:
        model = models.Transfer

    referral = factory.SubFactory(ReferralFactory, state=S.STARTED)
    person = factory.LazyAttribute(lambda transfer: transfer.referral.person)
    from_hub = factory.LazyAttribute(lambda transfer: transfer.referral.hub)
    to_hub = factory.SubFactory(HubFactory)
    reason = "Moved to another town"
    state = TransferState.REQUESTED
    requested_by = factory.SubFactory(UserFactory)
    answered_at = factory.LazyAttribute(
        lambda made: None if made.state == TransferState.REQUESTED else timezone.now()
    )
    agreed_at = factory.LazyAttribute(
        lambda made: made.answered_at if made.state == TransferState.AGREED else None
    )
    refusal = factory.LazyAttribute(lambda made: "No place" if made.state == TransferState.REFUSED else "")


class _GateFactory(factory.django.DjangoModelFactory):
    """Something recorded through the gate, of an accepted referral."""

    class Meta:
        abstract = True

    referral = factory.SubFactory(ReferralFactory, state=S.ACCEPTED)
    person = factory.LazyAttribute(lambda record: record.referral.person)


class JointMeetingFactory(_GateFactory):
    """One to which everybody came."""

    class Meta:
        model = models.JointMeeting

    held_on = factory.LazyFunction(timezone.localdate)
    how = "in_prison"
    prison_side = hub_side = person_side = True


class FirstAppointmentFactory(_GateFactory):
    class Meta:
        model = models.FirstAppointment

    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))
    place = "Chatham hub"
    with_whom = "Marcus Oyelaran"


class HubContactFactory(_GateFactory):
    class Meta:
        model = models.HubContact

    made_on = factory.LazyFunction(timezone.localdate)
    how = "phone"


class TreatmentHandoverFactory(_GateFactory):
    class Meta:
        model = models.TreatmentHandover

    service = "Riverside Recovery"
    bridge = "not_needed"


class GateTickFactory(_GateFactory):
    class Meta:
        model = models.GateTick

    item = "bank_account"
    answer = "not_needed"
    why = "Has an account already"


class AmendmentFactory(factory.django.DjangoModelFactory):
    """What else the hub should know, changed once by the referrer."""

    class Meta:
        model = models.Amendment

    referral = factory.SubFactory(ReferralFactory, state=S.SUBMITTED)
    what = "about"
    before = "Works nights"
    after = "Works days"
    reason = "The shift changed"
    version = factory.LazyAttribute(lambda made: made.referral.version + 1)
    amended_by = factory.LazyAttribute(lambda made: made.referral.referrer)


class EnquiryFactory(_InState):
    """A message of the public form; with `state` as it stands after that answer."""

    class Meta:
        model = models.Enquiry

    reference = factory.Sequence(lambda n: f"E-{n:04d}-TEST")
    kind = "self"
    hub = factory.SubFactory(HubFactory)
    name = "Kofi Larkfield"
    phone = "07700 900123"
    safe_ways = ["call"]
    needs = ["employment"]
    agreed_to = "I agree."
    agency_name = factory.LazyAttribute(lambda made: "Night shelter" if made.kind == "agency" else "")
    source = factory.Maybe(
        factory.LazyAttribute(lambda made: made.kind == "agency"),
        factory.SubFactory(ReferralSourceFactory, name="Healthcare", comment_required=True),
    )
    matched_at = factory.LazyAttribute(lambda made: _when(made, "matched"))
    matched_by = factory.Maybe("matched_at", factory.SubFactory(UserFactory))
    person = factory.Maybe("matched_at", factory.SubFactory(PersonFactory))
    refused_at = factory.LazyAttribute(lambda made: _when(made, "refused"))
    refused_by = factory.Maybe("refused_at", factory.SubFactory(UserFactory))
    reason = factory.Maybe("refused_at", factory.SubFactory(ReasonFactory, list="enquiry"))
    expired_at = factory.LazyAttribute(lambda made: _when(made, "expired"))


def _when(made, state):
    return timezone.now() if getattr(made, "state", "") == state else None


class DroppedEnquiriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DroppedEnquiries

    day = factory.LazyFunction(datetime.date.today)
    why = "links"
    count = 1
