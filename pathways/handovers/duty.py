"""The duty-to-refer: owed before release where somebody has no home (Homelessness Reduction Act 2017, section 10).

It is a handover to a housing authority, or made outside the product and written down. While none is made, a clock says
so to the team that holds the person.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from foundation.design.dates import today
from foundation.intake.importers import in_batches
from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from people.models import Caseload, Person, Release

from ..models import DutyToRefer, Handover, MilestoneClaim, Pathway, Spell
from ..states import ClaimState
from . import releases
from .clocks import DUTY_DAYS, DUTY_TO_REFER
from .releases import release_of
from .states import HandoverState, ServiceKind

KIND, MILESTONE = "accommodation", "duty_to_refer"  # of the pathway, and what is claimed on it
_GONE = (HandoverState.REFUSED, HandoverState.WITHDRAWN)


@dataclass(frozen=True)
class Made:
    """A duty-to-refer that stands, whichever way it was made."""

    on: datetime.date
    authority: str


@dataclass(frozen=True)
class Context:
    """The 56 days of the law beside one person's release: what a page says before the duty-to-refer is made."""

    release: Release | None
    made: "Made | None"
    is_housed: bool

    @property
    def is_ahead(self) -> bool:
        return self.release is not None and self.release.released_on is None

    @property
    def owed_from(self) -> datetime.date | None:
        """56 days before the expected release: from then on the person is threatened with homelessness."""
        if self.release is None or not self.is_ahead:
            return None
        return self.release.day - datetime.timedelta(days=DUTY_DAYS)

    @property
    def days_left(self) -> int | None:
        if self.release is None or not self.is_ahead:
            return None
        return (self.release.day - today()).days

    @property
    def is_within(self) -> bool:
        """Whether the 56 days before release have begun."""
        return self.owed_from is not None and self.owed_from <= today()


def context_of(person: Person) -> Context:
    """What is known about release, home and the duty-to-refer of a person."""
    release = release_of(person)
    return Context(
        release, made_for(person, release), is_housed_on(person, release.day) if release else False
    )


def made_for(person: Person, release: Release | None) -> Made | None:
    """The latest duty-to-refer that stands and was made for this release: open, closed or made elsewhere."""
    handed = Handover.objects.about(person).of_kind(ServiceKind.HOUSING).exclude(state__in=_GONE)
    handed = handed.select_related("service").latest_first()
    elsewhere = DutyToRefer.objects.about(person).latest_first()
    sent = releases.made_for(handed, TruncDate("sent_at"), release)[:1]
    recorded = releases.made_for(elsewhere, F("made_on"), release)[:1]
    made = [Made(each.sent_on, str(each.service)) for each in sent]
    made += [Made(each.made_on, each.authority) for each in recorded]
    return max(made, key=lambda each: each.on, default=None)


def is_housed_on(person: Person, night: datetime.date) -> bool:
    """Whether a home is recorded that is so that night."""
    return Spell.objects.filter(person=person).housed().covering(night).exists()


def settle(person: Person, *, because: str = "") -> None:
    """Let the clock run while a duty-to-refer is owed and not made, and no longer. Twice changes nothing.

    because: why its due date moves.
    """
    if pathway := Pathway.objects.filter(person=person, kind=KIND).first():
        settle_on(pathway, because=because)


def settle_after_a_file(people: Iterable[int]) -> None:
    """As settle, for those of many people whose release is to come, or whose clock runs."""
    ahead = Release.objects.filter(person=OuterRef("person"), released_on=None, kind__in=Release.COUNTED)
    running_now = RunningClock.objects.filter(
        subject_type=Pathway._meta.label_lower, subject_id=OuterRef("pk"), clock=DUTY_TO_REFER.name, stopped_at=None
    )  # fmt: skip
    concerned = Pathway.objects.filter(Exists(ahead) | Exists(running_now), kind=KIND).order_by("pk")
    for pathway in in_batches(concerned.select_related("person"), "person_id", people):
        settle_on(pathway, because="A file that was imported")


def settle_on(pathway: Pathway, *, because: str = "") -> None:
    """As settle, for who has the person's accommodation pathway at hand."""
    person = pathway.person
    release = release_of(person) if pathway.is_under_way and not person.died_on else None
    if release is None or release.released_on is not None:
        running.stop(pathway, DUTY_TO_REFER, met=False)
        return
    if _is_met(person, pathway, release):
        running.stop(pathway, DUTY_TO_REFER)
        return
    if whose := _whose(person):
        due_on = release.day - datetime.timedelta(days=1)
        url = reverse("handover_send", args=[person.uuid, ServiceKind.HOUSING.value])
        running.start(DUTY_TO_REFER, pathway, url=url, due_on=due_on, person_id=person.pk, **whose)
        running.move(pathway, DUTY_TO_REFER, due_on=due_on, because=because)
        running.hand_over(pathway, DUTY_TO_REFER, **whose)


def _is_met(person: Person, pathway: Pathway, release: Release) -> bool:
    """Made or claimed as made for this release, or there is a home for its night."""
    if is_housed_on(person, release.day) or made_for(person, release):
        return True
    return _is_claimed(pathway, release)


def _is_claimed(pathway: Pathway, release: Release) -> bool:
    """Claimed as made another way, for this release."""
    claims = MilestoneClaim.objects.filter(
        pathway=pathway, milestone=MILESTONE, state__in=(ClaimState.CLAIMED, ClaimState.VERIFIED)
    )
    return releases.made_for(claims, F("reached_on"), release).exists()


def _whose(person: Person) -> dict[str, Any] | None:
    """The practitioner and team that hold the person, else the team of a hub involved with them."""
    held = Caseload.objects.filter(person=person, until=None).select_related("team", "practitioner").first()
    if held:
        return {"team": held.team, "user": held.practitioner}
    involved = (
        person.involvements.filter(until=None, fields=[])
        .order_by("since", "id")
        .select_related("team")
        .first()
    )
    return {"team": involved.team, "user": None} if involved else None
