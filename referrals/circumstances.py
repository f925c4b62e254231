"""What is known of a person that a referral rests on, fetched once and said in words."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from people.models import Area, Consent, Person, Release, RiskInformation, Supervision
from people.scope import area_of


@dataclass(frozen=True)
class Circumstances:
    """One person's consent, supervision, releases and risk. `risks` is empty for a viewer who may not see risk."""

    person: Person
    area: Area | None
    consent: Consent | None
    supervisions: list[Supervision]
    releases: list[Release]
    risks: list[RiskInformation] = field(default_factory=list)
    shows_risk: bool = False

    @property
    def release(self) -> Release | None:
        """The next release, or the last one."""
        return next_or_last(self.releases)


def circumstances_of(person: Person, viewer) -> Circumstances:
    """Everything a referral's pages say about the person, in a fixed number of queries."""
    shows_risk = viewer.may(Permission.VIEW_RISK)
    return Circumstances(
        person=person,
        area=area_of(person),
        consent=person.consents.live().select_related("text").first(),
        supervisions=list(person.supervisions.all()),
        releases=list(person.releases.select_related("prison")),
        risks=list(person.risks.all()) if shows_risk else [],
        shows_risk=shows_risk,
    )


def next_or_last(releases: list[Release]) -> Release | None:
    """The soonest release that has not happened, else the latest that has."""
    ahead = [each for each in releases if each.released_on is None]
    if ahead:
        return min(ahead, key=lambda each: each.day)
    return max(releases, key=lambda each: each.day, default=None)


def identity(known: Circumstances) -> dict[str, Any]:
    """The bar at the head of a page about this person: name, facts and alerts."""
    person, release = known.person, known.release
    age = _years(person.date_of_birth, person.died_on or today())
    said = [("Born", f"{say_day(person.date_of_birth)} ({age})"), ("CRN", person.crn)]
    said.append(("Prison number", person.prison_number))
    if release:
        said.append(
            (
                "Released" if release.released_on else "Release",
                f"{say_day(release.day)} from {release.prison}",
            )
        )
    alerts = []
    if person.died_on:
        alerts.append({"text": f"Died {say_day(person.died_on)}", "kind": "risk"})
    if release and not release.released_on and release.is_friday:
        alerts.append({"text": "Friday release", "kind": "friday"})
    if any(
        risk.level in (RiskInformation.Level.HIGH, RiskInformation.Level.VERY_HIGH) for risk in known.risks
    ):
        alerts.append({"text": "High risk: read risk information", "kind": "risk"})
    if person.communication_needs:
        alerts.append({"text": person.communication_needs, "kind": "info"})
    return {
        "name": str(person),
        "state": None,
        "state_label": "",
        "facts": [(label, words) for label, words in said if words],
        "alerts": alerts,
    }


def _years(born: datetime.date, on: datetime.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def say_consent(consent: Consent | None) -> str:
    """Given 27 May 2026, in person, version 3"""
    if consent is None:
        return ""
    parts = [f"Given {say_day(consent.given_on)}", consent.get_how_display().lower()]
    return ", ".join([*parts, str(consent.text)] if consent.text else parts)


def say_supervision(supervision: Supervision) -> str:
    """Licence, 19 June 2026 to 18 December 2026"""
    to = f" to {say_day(supervision.ended_on)}" if supervision.ended_on else ""
    return f"{supervision.get_kind_display()}, from {say_day(supervision.started_on)}{to}"


def say_release(release: Release) -> str:
    """Rochester, expected 15 July 2026"""
    if release.released_on:
        return f"{release.prison}, released {say_day(release.released_on)}"
    return f"{release.prison}, expected {say_day(release.day)}"
