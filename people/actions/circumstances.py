"""Consent, supervision, releases and risk: written by the team that holds the person."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused

from .. import rules
from ..access import insist_may_write
from ..models import Consent, ConsentText, Person, Prison, Release, RiskInformation, Supervision
from .locking import locked


class AlreadyExpected(Refused):
    """A release that has not happened is recorded there already. `.release` is it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        super().__init__(
            f"A release from {release.prison} is expected already. Change its date instead of adding a second one."
        )


@transaction.atomic
def record_consent(
    person: Person, *, by: User | None, given_on: datetime.date, how: str, text: ConsentText
) -> Consent:
    """Write down agreement to a version of the text. Raises Unfit: in the future, before birth, over 3 months back."""
    insist_may_write(by, person)
    rules.insist(rules.of_consent(person, given_on))
    person = locked(person)
    given = Consent(person=person, text=text, given_on=given_on, how=how, taken_by=by)
    same = person.consents.live().filter(text=text, given_on=given_on, how=how).first()
    return same or facts.record([given], by=by, what="given")[0]


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User | None, withdrawn_on: datetime.date) -> Consent:
    """End a consent, and with it every other live one of the person: who says no means all of them.

    Raises Unfit: in the future, or before a live consent was given.
    """
    insist_may_write(by, consent.person)
    live = list(locked(consent.person).consents.live())
    for each in live:
        rules.insist(rules.of_withdrawal(each.given_on, withdrawn_on))
    facts.correct([(each, {"withdrawn_on": withdrawn_on}) for each in live], by=by, what="withdrawn")
    consent.refresh_from_db()
    return consent


@transaction.atomic
def record_supervision(
    person: Person,
    *,
    by: User | None,
    kind: str,
    started_on: datetime.date,
    ended_on: datetime.date | None = None,
) -> Supervision:
    """Write down supervision, or when the one of that kind and day ends. Raises Unfit (rules.of_supervision)."""
    insist_may_write(by, person)
    rules.insist(rules.of_supervision(person, kind, started_on, ended_on))
    person = locked(person)
    if same := person.supervisions.filter(kind=kind, started_on=started_on).first():
        facts.correct([(same, {"ended_on": ended_on})], by=by)
        return same
    return facts.record(
        [Supervision(person=person, kind=kind, started_on=started_on, ended_on=ended_on)], by=by
    )[0]


@transaction.atomic
def record_release(
    person: Person,
    *,
    by: User | None,
    prison: Prison,
    kind: str,
    expected_on: datetime.date | None = None,
    released_on: datetime.date | None = None,
    received_on: datetime.date | None = None,
) -> Release:
    """Write down a release, expected or actual. Raises Unfit (rules.of_release), or AlreadyExpected when one that has
    not happened is recorded at the same prison."""
    insist_may_write(by, person)
    dates = {"expected_on": expected_on, "released_on": released_on, "received_on": received_on}
    rules.insist(rules.of_release(person, **dates))
    person = locked(person)
    same = person.releases.filter(prison=prison, kind=kind, **dates).first()
    if same:
        return same
    if expected := person.releases.expected().filter(prison=prison).first():
        raise AlreadyExpected(expected)
    if released_on and person.releases.filter(prison=prison, released_on=released_on).exists():
        raise rules.Unfit({"released_on": "A release from this prison on that day is recorded already."})
    return facts.record([Release(person=person, prison=prison, kind=kind, **dates)], by=by)[0]


@transaction.atomic
def change_release(
    release: Release, *, by: User | None, reason: str, **changes: datetime.date | None
) -> Release:
    """Move an expected date, record the day of release, or a recall; what was said before is kept.

    changes: expected_on, released_on, received_on, recalled_on. reason: why; not needed to record the day of an
    expected release. Raises Unfit (rules.of_change), TypeError for another name.
    """
    insist_may_write(by, release.person)
    if unknown := set(changes) - set(rules.RELEASE_DATES):
        raise TypeError(f"A release has no date {', '.join(sorted(unknown))} to change")
    locked(release.person)
    release.refresh_from_db()
    rules.insist(rules.of_change(release, changes, reason))
    on_that_day = release.person.releases.filter(
        prison=release.prison, released_on=changes.get("released_on")
    )
    if changes.get("released_on") and on_that_day.exclude(pk=release.pk).exists():
        raise rules.Unfit({"released_on": "A release from this prison on that day is recorded already."})
    facts.correct([(release, changes)], by=by, what=_what_changed(release, changes), reason=reason.strip())
    return release


def _what_changed(release: Release, changes: dict[str, Any]) -> str:
    """The event's name, after the latest thing that happened."""
    new = {name for name, day in changes.items() if day and not getattr(release, name)}
    named = {"recalled_on": "recalled", "released_on": "released"}
    return next((what for name, what in named.items() if name in new), "moved")


@transaction.atomic
def record_risk(
    person: Person,
    *,
    by: User | None,
    to_whom: str,
    level: str,
    meaning: str,
    source: str,
    assessed_on: datetime.date,
) -> RiskInformation:
    """Write down the level of risk to one group, in place of the former one. Raises Unfit (rules.of_risk)."""
    insist_may_write(by, person)
    rules.insist(rules.of_risk(person, level, meaning, source, assessed_on))
    said = {"level": level, "meaning": meaning.strip(), "source": source.strip(), "assessed_on": assessed_on}
    if former := locked(person).risks.filter(to_whom=to_whom).first():
        facts.correct([(former, said)], by=by, what="assessed")
        return former
    return facts.record([RiskInformation(person=person, to_whom=to_whom, **said)], by=by, what="assessed")[0]


@transaction.atomic
def record_risks(
    person: Person, risks: Iterable[dict[str, Any]], *, by: User | None
) -> list[RiskInformation]:
    """`record_risk` for several groups at once: all or none."""
    return [record_risk(person, by=by, **each) for each in risks]
