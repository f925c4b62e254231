"""The way through the gate of one referral: its release, what is recorded, and the checklist, which the records fill.

An item is done when a record answers it, or when somebody says why it is in place or not needed.
(product: journey 3; domain: Referral table, accepted)
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from foundation.design.dates import day_of, say_day, say_moment, say_weekday
from foundation.lifecycle.working_days import add_working_days
from pathways.models import Handover, MilestoneClaim, Spell
from pathways.states import ClaimState
from people.models import Release

from ..models import FirstAppointment, GateTick, HubContact, JointMeeting, Need, Referral, TreatmentHandover
from ..models.gate import GateRecord
from ..states import NeedKind
from ..states import ReferralState as S
from . import treatment

THROUGH = (S.ACCEPTED, S.STARTED)  # and on hold from one of these
CONTACT_WITHIN = 2  # working days


def is_under_way(referral: Referral) -> bool:
    """Accepted and not ended: what is done through the gate is recorded now."""
    return referral.state in THROUGH or (referral.state == S.ON_HOLD and referral.held_from in THROUGH)


@dataclass(frozen=True)
class Gate:
    """Everything recorded about one referral's way through the gate.

    releases: those that count, the last first; temporary release and bail are none, nor is one recalled on its day.
    appointment, handover, sent, ticks: as recorded, though they may have been made for a release that is over: what
    counts for this one is `first_appointment`, `treatment`, `handed_over` and `tick_of`. handover: what was written
    down about a treatment service. sent: what was sent to one of the directory, which answers for itself.
    housed: the keys of releases with somewhere to live recorded for that night. reached: milestones claimed.
    """

    referral: Referral
    releases: Sequence[Release]
    meetings: Sequence[JointMeeting] = ()
    appointment: FirstAppointment | None = None
    contacts: Sequence[HubContact] = ()
    handover: TreatmentHandover | None = None
    sent: Handover | None = None
    ticks: Mapping[str, GateTick] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    is_housed: bool = False
    reached: frozenset[str] = frozenset()

    @property
    def release(self) -> Release | None:
        """The next release, or the last one."""
        return release_of(self.releases)

    @property
    def is_ahead(self) -> bool:
        """Whether the release is still to come."""
        return self.release is not None and self.release.released_on is None

    @property
    def released_on(self) -> datetime.date | None:
        """The day of the release from which the person is outside; None in custody, or without a release."""
        release = self.release
        return release.released_on if release and not release.recalled_on else None

    @property
    def accepted_on(self) -> datetime.date:
        decided = self.referral.decided_at or self.referral.submitted_at
        if decided is None:
            raise ValueError(f"{self.referral} is not submitted")
        return day_of(decided)

    @cached_property
    def joint_meeting(self) -> JointMeeting | None:
        """The latest meeting of both sides before this release and after the one before it."""
        release, before = self.release, self._release_before
        for meeting in self.meetings:
            since = before is None or meeting.held_on > before
            in_time = release is None or release.released_on is None or meeting.held_on < release.released_on
            if meeting.was_joint and since and in_time:
                return meeting
        return None

    @property
    def _release_before(self) -> datetime.date | None:
        days = [each.released_on for each in self.releases if each.released_on and each is not self.release]
        return max(days, default=None)

    def is_of_this_release(self, record: GateRecord) -> bool:
        """Whether it was written after the release before this one: what was said of that one is said of no other."""
        before = self._release_before
        return before is None or day_of(record.recorded_at) > before

    @property
    def first_appointment(self) -> FirstAppointment | None:
        """The appointment on the day of this release or after it; one that the release moved past is none."""
        booked, release = self.appointment, self.release
        too_soon = booked and release and day_of(booked.starts_at) < release.day
        return None if too_soon else booked

    @property
    def treatment(self) -> TreatmentHandover | None:
        """The handover made for this release."""
        return self.handover if self.handover and self.is_of_this_release(self.handover) else None

    @property
    def handed_over(self) -> Handover | None:
        """The handover to a service of the directory that was sent for this release and stands."""
        before = self._release_before
        return self.sent if self.sent and (before is None or self.sent.sent_on > before) else None

    def tick_of(self, slug: str) -> GateTick | None:
        """What somebody said of the item for this release."""
        tick = self.ticks.get(slug)
        return tick if tick and self.is_of_this_release(tick) else None

    @cached_property
    def reached_on(self) -> datetime.date | None:
        """The first day since the release on which the hub reached the person: a contact, or the induction."""
        since = self.released_on or (None if self.releases else self.accepted_on)
        if since is None:
            return None
        days = [each.made_on for each in self.contacts] + [self.referral.started_on]
        return min((day for day in days if day and day >= since), default=None)

    @property
    def contact_due_on(self) -> datetime.date | None:
        """2 working days after release, or after acceptance where that is later; None while in custody."""
        if self.is_ahead or (self.releases and self.released_on is None):
            return None
        return add_working_days(max(self.released_on or self.accepted_on, self.accepted_on), CONTACT_WITHIN)

    @property
    def wants_meeting(self) -> bool:
        """Whether a joint meeting belongs to this release: the referral was accepted before it."""
        release = self.release
        return release is not None and (self.is_ahead or release.day > self.accepted_on)


@dataclass(frozen=True)
class Item:
    """One item of the checklist.

    says: what is recorded, "" while nothing answers it. lacks: what is missing, in the words of the page. asked:
    whether it belongs to this referral. page: the page that records it; without one it is ticked. hint: said while it
    is open. not_yet: why it cannot be done now.
    """

    slug: str
    title: str
    lacks: str
    says: Callable[[Gate], str]
    asked: Callable[[Gate], bool] = lambda gate: True
    page: str = "gate_item"
    hint: Callable[[Gate], str] = lambda gate: ""
    can_be_ticked: bool = True
    not_yet: Callable[[Gate], str] = lambda gate: ""

    def answer(self, gate: Gate) -> str:
        """What a record says, else what somebody ticked with why; "" while it is open."""
        if said := self.says(gate):
            return said
        tick = gate.tick_of(self.slug)
        return f"{tick.get_answer_display()}: {tick.why}" if tick else ""


def _meeting_said(gate: Gate) -> str:
    meeting = gate.joint_meeting
    return f"Held {say_day(meeting.held_on)}, {meeting.get_how_display().lower()}" if meeting else ""


def _appointment_said(gate: Gate) -> str:
    booked = gate.first_appointment
    return f"{say_moment(booked.starts_at)}, {booked.place}, with {booked.with_whom}" if booked else ""


def _contact_said(gate: Gate) -> str:
    return f"Reached {say_day(gate.reached_on)}" if gate.reached_on else ""


def _contact_hint(gate: Gate) -> str:
    return f"Due by {say_weekday(gate.contact_due_on)}" if gate.contact_due_on else ""


CHECKLIST: tuple[Item, ...] = (
    Item("joint_meeting", "Joint meeting before release", "the joint meeting of prison, hub and person",
         _meeting_said, lambda gate: gate.wants_meeting, "gate_meeting_record",
         lambda gate: "A meeting is recorded, but one side did not come." if gate.meetings else ""),
    Item("first_appointment", "First appointment after release", "the first appointment after release",
         _appointment_said, page="gate_appointment"),
    Item("treatment_handover", "Treatment handed over", "the handover of treatment",
         treatment.said, lambda gate: NeedKind.SUBSTANCE in gate.needs, "gate_treatment", treatment.hint),
    Item("address", "Address for the night of release", "an address for the night of release",
         lambda gate: "Recorded on the accommodation pathway" if gate.is_housed else "",
         lambda gate: gate.release is not None),
    Item("identity", "Identity documents", "identity documents",
         lambda gate: "Claimed as a milestone" if "right_to_work" in gate.reached else ""),
    Item("bank_account", "Bank account", "a bank account",
         lambda gate: "Claimed as a milestone" if "bank_account" in gate.reached else ""),
    Item("first_contact", "First contact by the hub", "the first contact by the hub",
         _contact_said, page="gate_contact_record", hint=_contact_hint, can_be_ticked=False,
         not_yet=lambda gate: "" if gate.contact_due_on else "After release"),
)  # fmt: skip


def item_called(slug: str) -> Item | None:
    """The item of the checklist with this slug."""
    return next((item for item in CHECKLIST if item.slug == slug), None)


def items_of(gate: Gate) -> list[Item]:
    """The items that belong to this referral."""
    return [item for item in CHECKLIST if item.asked(gate)]


def missing(gate: Gate) -> list[Item]:
    """What is still open, and can be done now."""
    return [item for item in items_of(gate) if not item.answer(gate) and not item.not_yet(gate)]


def release_of(releases: Iterable[Release]) -> Release | None:
    """The soonest release that has not happened, else the latest that has."""
    releases = list(releases)
    ahead = [each for each in releases if each.released_on is None]
    if ahead:
        return min(ahead, key=lambda each: each.day)
    return max(releases, key=lambda each: each.day, default=None)


def gate_of(referral: Referral) -> Gate:
    """Everything recorded about the referral's way through the gate, in a fixed number of queries."""
    rows = {"referral": referral.pk}
    releases = [
        each
        for each in Release.objects.filter(person=referral.person_id, kind__in=Release.COUNTED).select_related("prison")
        if each.recalled_on is None or each.recalled_on != each.released_on
    ]  # fmt: skip
    release = release_of(releases)
    claims = MilestoneClaim.objects.filter(person=referral.person_id, state__in=_CLAIMED)
    return Gate(
        referral=referral,
        releases=releases,
        meetings=list(JointMeeting.objects.filter(**rows)),
        appointment=FirstAppointment.objects.filter(**rows).first(),
        contacts=list(HubContact.objects.filter(**rows).select_related("made_by")),
        handover=TreatmentHandover.objects.filter(**rows).first(),
        sent=treatment.sent_of(referral),
        ticks={tick.item: tick for tick in GateTick.objects.filter(**rows)},
        needs=frozenset(Need.objects.filter(**rows, dropped_at=None).values_list("kind", flat=True)),
        is_housed=release is not None and _is_housed(referral, release.day),
        reached=frozenset(claims.order_by().values_list("milestone", flat=True)),
    )


_CLAIMED = (ClaimState.CLAIMED, ClaimState.VERIFIED)


def _is_housed(referral: Referral, night: datetime.date) -> bool:
    return Spell.objects.housed().covering(night).filter(person=referral.person_id).exists()
