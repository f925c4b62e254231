"""Releases: expected, moved, happened, recalled."""

import datetime
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import facts
from foundation.lifecycle.reactions import happened
from foundation.lifecycle.transitions import Refused

from .. import rules
from ..access import insist_may_write
from ..causes import RECALLED, RELEASE_PLANNED, RELEASE_PUT_RIGHT, RELEASED
from ..models import Person, Prison, Release
from .locking import locked


class AlreadyExpected(Refused):
    """A release that has not happened is recorded there already. `.release` is it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        super().__init__(
            f"A release from {release.prison} is expected already. Change its date instead of adding a second one."
        )


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
    release = facts.record([Release(person=person, prison=prison, kind=kind, **dates)], by=by)[0]
    _tell_what_happened(release, {}, by=by)
    return release


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
    former = {name: getattr(release, name) for name in rules.RELEASE_DATES}
    facts.correct([(release, changes)], by=by, what=_what_changed(release, changes), words=reason)
    _tell_what_happened(release, former, by=by, reason=reason.strip())
    return release


def _tell_what_happened(
    release: Release, former: dict[str, datetime.date | None], *, by: User | None, reason: str = ""
) -> None:
    """Let the storeys above act on what is new: a date to come, a release, a recall, a day put right."""
    before = former.get("expected_on")
    if release.expected_on and not release.released_on and release.expected_on != before:
        happened(RELEASE_PLANNED, by=by, release=release, former_on=before, reason=reason)
    if release.released_on and not former.get("released_on"):
        happened(RELEASED, by=by, release=release)
    if release.recalled_on and not former.get("recalled_on"):
        happened(RECALLED, by=by, release=release)
    happened_on = {
        name: day for name, day in former.items() if day and name in ("released_on", "recalled_on")
    }
    if any(getattr(release, name) != day for name, day in happened_on.items()):
        happened(RELEASE_PUT_RIGHT, by=by, release=release, former=former, reason=reason)


def _what_changed(release: Release, changes: dict[str, Any]) -> str:
    """The event's name, after the latest thing that happened."""
    new = {name for name, day in changes.items() if day and not getattr(release, name)}
    named = {"recalled_on": "recalled", "released_on": "released"}
    return next((what for name, what in named.items() if name in new), "moved")
