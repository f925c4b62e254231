"""The first page of a person: where everything stands today.

Besides the head of the page: three queries, whatever the length of the life. All that is small is gathered in one;
attendance and the timeline are one each.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day
from foundation.lifecycle.models import Event, RunningClock
from hubs.models import Concern, Wellbeing
from hubs.wellbeing.course import course
from pathways.ladder import steps_of
from pathways.models import Check, MilestoneClaim, Pathway
from pathways.setbacks import TOLD, counted
from people.finding.matching import Match
from people.merging.comparing import perhaps_the_same
from people.merging.former import former_records, records_of
from people.models import Consent, Release, RiskInformation
from referrals import circumstances
from referrals.readiness import missing_to_submit
from referrals.states import CLOSED
from referrals.states import ReferralState as S

from .. import attendance, contacts, next_action, timeline
from ..known import around, gate, holding
from ..known.about import About
from ..known.gathering import Rows, gather, newest
from ..next_action.clocks import is_told, running_about
from . import can_do

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


def overview_of(known: About, *, entries: int = ENTRIES_SHOWN) -> dict[str, Any]:
    """Everything the template shows; entries: so many of the timeline, or none."""
    person, user = known.person, known.user
    found = gather(**_asked_about(known))
    way = _way_among(known, found)
    runs = [run for run in found.get("runs", ()) if is_told(run, known)]
    came = attendance.of_person(person, known.releases) if known.sees_work else None
    due = next_action.due_for(_situation(known, found, way, runs, came))
    has_consent = any(each.withdrawn_on is None for each in found["consents"])
    return {
        "next_action": due[0] if due else None,
        "falls_to": _whose(due),
        "due": due,
        "ladders": way.ladders,
        "attendance": came,
        "wellbeing_course": course(found.get("wellbeing", ())),
        "concerns": _concerns(found.get("concerns", ())),
        "circumstances": [
            *_consent_rows(found["consents"]),
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
        "written": found.get("notes", []),
        "may_keep": contacts.may_keep(known),
        "events": timeline.latest(person, user, entries) if entries else [],
        "formerly": former_records(person),
        "duplicates": _duplicates_of(known) if user.may(Permission.MERGE_PEOPLE) else [],
        "sees_work": known.sees_work,
    } | around.around(known, found, runs)


def _asked_about(known: About) -> dict[str, Rows]:
    """Everything small that the page says something of; what is booked after a release only when one is near."""
    person = known.person
    asked = around.asked_about(known)
    asked["consents"] = Rows(Consent.objects.filter(person=person), {"text": "number"})
    if known.user.may(Permission.KEEP_CONTACTS):
        asked |= contacts.asked_about(known)
    if known.shows_risk:
        concerns = newest(Concern.objects.filter(person=person), CONCERNS_SHOWN)
        hub = {"hub_name": F("booking__hub__name")}
        asked["concerns"] = Rows(concerns.annotate(**hub), {"recorded_by": "name"}, tuple(hub))
    if known.sees_work:
        told = Event.objects.filter(person_id__in=records_of(person), what__in=TOLD)
        claims = MilestoneClaim.objects.filter(person=person).order_by("reached_on", "id")
        asked |= {
            "pathways": Rows(Pathway.objects.filter(person=person)),
            "claims": Rows(claims, {"claimed_by": "name", "verified_by": "name"}),
            "setbacks": Rows(
                told.filter(subject_type=Pathway._meta.label_lower).order_by("effective_on", "id")
            ),
            "checks": Rows(Check.objects.filter(person=person)),
            "runs": Rows(running_about(person), {"team": "name", "user": "name"}),
            "wellbeing": Rows(Wellbeing.objects.filter(person=person)),
        }
        if known.is_near_release:
            asked |= gate.asked_about(person)
    return asked


def _way_among(known: About, found: Mapping[str, Sequence[Any]]) -> Way:
    """Each pathway, and each claim on it, knows whom it is about: nobody asks again."""
    if not known.sees_work:
        return Way()
    pathways = {each.pk: each for each in found["pathways"]}
    for pathway in pathways.values():
        pathway.person = known.person
    for claim in found["claims"]:
        claim.person, claim.pathway = known.person, pathways[claim.pathway_id]
    return Way(found["pathways"], found["claims"], counted(found["setbacks"]), found["checks"])


def _situation(
    known: About,
    found: Mapping[str, Sequence[Any]],
    way: Way,
    runs: Sequence[RunningClock],
    came: attendance.Attendance | None,
) -> next_action.Situation:
    return next_action.Situation(
        known,
        consents=found["consents"],
        lacking=_lacking(known),
        runs=runs,
        pathways=way.pathways,
        claims=way.claims,
        attendance=came,
        reached_on=next((each.on_day for each in found.get("reached", ())), None),
        gate=gate.gate_among(found) if "treatments" in found else None,
    )


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


def _concerns(concerns: Sequence[Any]) -> list[dict[str, Any]]:
    """For the thread, the newest first."""
    return [
        {"who": f"{each.recorded_by}, {each.hub_name}", "at": each.recorded_at, "text": each.text}
        for each in concerns
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
