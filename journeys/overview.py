"""The first page of a person: where everything stands today.

Eleven queries at most besides those of `about`, whatever the length of the life; fewer for those who see less.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day
from foundation.lifecycle.models import Event
from hubs.models import Concern
from pathways.ladder import steps_of
from pathways.models import Check, MilestoneClaim, Pathway
from people.finding.matching import Match
from people.merging.comparing import perhaps_the_same
from people.merging.former import former_records, records_of
from people.models import Consent, Note, Person, Release, RiskInformation
from referrals import circumstances
from referrals.readiness import missing_to_submit
from referrals.states import CLOSED
from referrals.states import ReferralState as S

from . import around, attendance, can_do, contacts, holding, next_action, timeline
from .about import About, consents_of
from .gate import gate_of
from .next_action.clocks import runs_about

ENTRIES_SHOWN = 8
CONCERNS_SHOWN = 5
RISK_DUE_AGAIN = datetime.timedelta(days=14)  # domain: Risk information, "not yet available"


@dataclass(frozen=True)
class Way:
    """A person's pathways with everything said about them."""

    pathways: Sequence[Pathway] = ()
    claims: Sequence[MilestoneClaim] = ()
    setbacks: Sequence[Event] = ()
    checks: Sequence[Check] = ()

    @property
    def ladders(self) -> list[dict[str, Any]]:
        """What the component needs for each pathway."""
        return [self._ladder(pathway) for pathway in self.pathways]

    def _ladder(self, pathway: Pathway) -> dict[str, Any]:
        claims = [each for each in self.claims if each.pathway_id == pathway.pk]
        setbacks = [each for each in self.setbacks if each.subject_id == pathway.pk]
        asked = {rule.name for rule in pathway.declaration.checks}
        return {
            "title": str(pathway),
            "state": pathway,
            "url": reverse("pathway_detail", args=[pathway.uuid]),
            "steps": steps_of(pathway, claims, setbacks),
            "checks": [
                {
                    "label": f"{each.get_name_display()}, {say_day(each.point_on)}",
                    "answer": each.in_words,
                }
                for each in self.checks
                if each.name in asked
            ],
        }


def overview_of(known: About) -> dict[str, Any]:
    """Everything the template shows."""
    person, user = known.person, known.user
    consents = consents_of(person)
    written = contacts.latest_of(known)
    way = _way_of(person) if known.sees_work else Way()
    came = attendance.of_person(person, known.releases) if known.sees_work else None
    due = _due(known, way, consents, came, written)
    has_consent = any(each.withdrawn_on is None for each in consents)
    return {
        "next_action": due[0] if due else None,
        "falls_to": _whose(due),
        "due": due,
        "ladders": way.ladders,
        "attendance": came,
        "concerns": _concerns_of(person) if known.shows_risk else [],
        "circumstances": [
            *_consent_rows(consents),
            *_supervision_rows(known),
            *_release_rows(known),
            *_address_rows(known),
        ],
        "risks": [
            (f"Risk to {each.get_to_whom_display().lower()}", _risk_words(each)) for each in known.risks
        ],
        "risk_due_again": _risk_due_again(known),
        "has_consent": has_consent,
        "acts": can_do.acts_for(
            known, has_consent=has_consent, pathways=way.pathways, has_next=bool(due and due[0].url)
        ),
        "acts_empty": can_do.empty_words(known),
        "involved": [*_key_worker(known), *holding.in_words(known.holdings)],
        "written": written,
        "may_keep": contacts.may_keep(known),
        "events": timeline.latest(person, user, ENTRIES_SHOWN),
        "formerly": former_records(person),
        "duplicates": _duplicates_of(known) if user.may(Permission.MERGE_PEOPLE) else [],
        "sees_work": known.sees_work,
    } | around.around(known)


def _due(
    known: About,
    way: Way,
    consents: Sequence[Consent],
    came: attendance.Attendance | None,
    written: Sequence[Note],
) -> list[next_action.NextAction]:
    """What the rules find, in what this page has fetched; what is booked for after a release only when one is near."""
    if not known.sees_work:
        return next_action.due_for(next_action.Situation(known))
    return next_action.due_for(
        next_action.Situation(
            known,
            consents=consents,
            lacking=_lacking(known),
            runs=runs_about(known),
            pathways=way.pathways,
            claims=way.claims,
            attendance=came,
            notes=written,
            gate=gate_of(known.person) if known.is_near_release else None,
        )
    )


def _way_of(person: Person) -> Way:
    pathways = list(Pathway.objects.filter(person=person))
    if not pathways:
        return Way()
    claims = list(
        MilestoneClaim.objects.filter(person=person).with_those_named().order_by("reached_on", "id")
    )
    setbacks = Event.objects.filter(
        person_id__in=records_of(person), what="set_back", subject_type=Pathway._meta.label_lower
    ).order_by("effective_on", "id")
    return Way(pathways, claims, list(setbacks), list(Check.objects.filter(person=person)))


def _lacking(known: About) -> dict[int, list[str]]:
    """What the user's drafts still need; asked of the rule that submitting asks."""
    if not known.user.may(Permission.WRITE_REFERRAL):
        return {}
    drafts = [each for each in known.referrals if each.state == S.DRAFT]
    for draft in drafts:
        draft.person = known.person
    return {draft.pk: [str(item) for item in missing_to_submit(draft)] for draft in drafts}


def _whose(due: Sequence[next_action.NextAction]) -> str:
    """Whose turn it is, and what comes after."""
    if not due:
        return ""
    first, *after = due
    return f"{first.whose} After that: {after[0].text}" if after else first.whose


def _concerns_of(person: Person) -> list[dict[str, Any]]:
    """For the thread, the newest first."""
    found = Concern.objects.filter(person=person).select_related("recorded_by", "booking__hub")[
        :CONCERNS_SHOWN
    ]
    return [
        {"who": f"{each.recorded_by}, {each.booking.hub}", "at": each.recorded_at, "text": each.text}
        for each in found
    ]


def _consent_rows(consents: Sequence[Consent]) -> list[dict[str, Any]]:
    if not consents:
        return [{"key": "Consent", "value": "No consent is recorded. Nobody can be referred without it."}]
    return [{"key": "Consent", "value": _consent_words(each)} for each in consents]


def _consent_words(consent: Consent) -> str:
    words = circumstances.say_consent(consent)
    return f"{words}; withdrawn {say_day(consent.withdrawn_on)}" if consent.withdrawn_on else words


def _supervision_rows(known: About) -> list[dict[str, Any]]:
    if not known.supervisions:
        return [{"key": "Supervision", "value": ""}]
    return [
        {"key": "Supervision", "value": circumstances.say_supervision(each)} for each in known.supervisions
    ]


def _address_rows(known: About) -> list[dict[str, Any]]:
    """For those who keep it right; nobody else is told where somebody lives."""
    return [{"key": "Address", "value": known.person.address}] if known.may_write else []


def _release_rows(known: About) -> list[dict[str, Any]]:
    if not known.releases:
        return [{"key": "Release", "value": ""}]
    return [
        {"key": f"Release, {each.prison}", "value": _release_words(each, known.former_days[each.pk])}
        for each in known.releases
    ]


def _release_words(release: Release, former_days: Sequence[datetime.date]) -> str:
    """Expected 5 June 2026 (Friday), on licence. Before: 29 May 2026, 22 May 2026"""
    friday = " (Friday)" if release.is_friday else ""
    happened = "Released" if release.released_on else "Expected"
    words = f"{happened} {say_day(release.day)}{friday}, {release.get_kind_display().lower()}"
    if release.recalled_on:
        words += f"; recalled {say_day(release.recalled_on)}"
    former = ", ".join(map(say_day, former_days))
    return f"{words}. Before: {former}" if former else words


def _risk_words(risk: RiskInformation) -> str:
    assessed = f"Assessed {say_day(risk.assessed_on)}" + (f", {risk.source}" if risk.source else "")
    return ". ".join(part for part in (risk.get_level_display(), risk.meaning.rstrip("."), assessed) if part)


def _risk_due_again(known: About) -> datetime.date | None:
    """When risk information is due that the latest referral said was not yet available; None when it is recorded."""
    if known.risks or not known.shows_risk:
        return None
    said = (each for each in known.referrals if each.risk_not_yet_available and each.state not in CLOSED)
    referral = next(said, None)
    return day_of(referral.submitted_at or referral.drafted_at) + RISK_DUE_AGAIN if referral else None


def _key_worker(known: About) -> list[tuple[str, str]]:
    referral = known.referral
    return (
        [("Key worker", f"{referral.key_worker}, {referral.hub}")] if referral and referral.key_worker else []
    )


def _duplicates_of(known: About) -> list[Match]:
    """Others in the steward's scope who may be the same person, with why."""
    return perhaps_the_same(known.user, known.person)
