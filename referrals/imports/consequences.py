"""What follows from imported referrals: consent, induction, place, the hub's involvement, pathways. All by sets."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from foundation.intake.importers import BATCH, Row, in_batches
from foundation.lifecycle import events, facts
from hubs.models import Induction, Place
from pathways.catching_up import open_as_imported
from pathways.kinds import kinds_for
from people.models import Consent, Involvement

from .. import running_clocks
from ..actions.drafting import INVOLVED_FOR
from ..models import Need, Referral
from ..states import LIVE
from ..states import ReferralState as S


@dataclass
class Change:
    """One referral that a row makes or corrects. The former dates are those before the correction."""

    row: Row
    referral: Referral
    is_new: bool
    moved: dict[str, Any]
    added: list[str]
    dropped: list[Need]
    former_start: datetime.date | None = None
    former_decision: datetime.date | None = None

    @property
    def is_accepted(self) -> bool:
        return self.referral.decision == Referral.Decision.ACCEPTED

    @property
    def ended_on(self) -> datetime.date | None:
        """The day from which the hub is no longer concerned; None while the referral is open."""
        return self.row["decided_on"] if self.referral.state == S.DECLINED else self.row["ended_on"]


@dataclass
class Moved:
    """New values for a row that keeps no versions, and the change behind them."""

    row: Any
    change: Change
    to: dict[str, Any]

    def apply(self) -> dict[str, dict[str, Any]]:
        """Give the row its new values; returns from what to what, for the event."""
        moved = {name: value for name, value in self.to.items() if getattr(self.row, name) != value}
        former = {name: getattr(self.row, name) for name in moved}
        for name, value in moved.items():
            setattr(self.row, name, value)
        return {"from": former, "to": moved}


def follow(changes: Sequence[Change], *, by: Any, source: Mapping[str, Any]) -> None:
    """Write everything that rests on these referrals, as their rows leave it."""
    people = {change.referral.person_id for change in changes}
    _consents(changes, people, by=by, source=source)
    _inductions(changes, people, by=by, source=source)
    _places(changes, people, by=by, source=source)
    _involvements(changes, people, by=by, source=source)
    _pathways(changes, by=by, source=source)
    running_clocks.catch_up()


def _consents(changes: Sequence[Change], people: set[int], *, by: Any, source: Mapping[str, Any]) -> None:
    known = {
        (each.person_id, each.given_on)
        for each in in_batches(Consent.objects.order_by(), "person_id", people)
    }
    new: dict[tuple, Any] = {}
    for change in changes:
        key = (change.referral.person_id, change.row["consent_on"])
        if key[1] and key not in known:
            consent = Consent(person_id=key[0], given_on=key[1], how=Consent.How.IMPORTED)
            new.setdefault(key, _marked(consent, change))
    facts.record(list(new.values()), by=by, what="imported", source=source)


def _inductions(changes: Sequence[Change], people: set[int], *, by: Any, source: Mapping[str, Any]) -> None:
    """The induction that started a referral; a corrected start moves the induction of the former one."""
    known = {
        (each.person_id, each.hub_id, each.inducted_on): each
        for each in in_batches(Induction.objects.order_by(), "person_id", people)
    }
    new: dict[tuple, Any] = {}
    moved: list[tuple[Any, dict[str, Any]]] = []
    for change in changes:
        person_id, hub_id, day = change.referral.person_id, change.row["hub"].pk, change.row["started_on"]
        if day is None or (person_id, hub_id, day) in known:
            continue
        former = known.pop((person_id, hub_id, change.former_start), None)
        if former:
            moved.append((_marked(former, change), {"inducted_on": day}))
        else:
            induction = Induction(person_id=person_id, hub_id=hub_id, inducted_on=day)
            new.setdefault((person_id, hub_id, day), _marked(induction, change))
    facts.record(list(new.values()), by=by, what="imported", source=source)
    facts.correct(moved, by=by, source=source)
    _lay_aside(_unfounded(changes, people, known), by=by, source=source)


def _unfounded(changes: Sequence[Change], people: set[int], known: Mapping[tuple, Any]) -> list[Any]:
    """Inductions that stood only for a start which a row takes back. One that staff recorded here stays theirs."""
    started = Referral.objects.filter(started_on__isnull=False).order_by()
    starts = set(in_batches(started.values_list("person_id", "hub_id", "started_on"), "person_id", people))
    gone = []
    for change in changes:
        key = (change.referral.person_id, change.row["hub"].pk, change.former_start)
        induction = known.get(key)
        if (
            change.row["started_on"] is None
            and induction
            and not induction.inducted_by_id
            and key not in starts
        ):
            gone.append(_marked(induction, change))
    return gone


def _lay_aside(inductions: Sequence[Any], *, by: Any, source: Mapping[str, Any]) -> None:
    """Known until now and no longer: a report of an earlier day still meets them."""
    now = timezone.now()
    for induction in inductions:
        induction.superseded_at = now
    Induction.versions.bulk_update(inductions, ["superseded_at"], batch_size=BATCH)
    events.write(
        events.entry(
            induction,
            "corrected",
            by=by,
            at=now,
            facts={"from": {"inducted_on": induction.inducted_on}, "to": {"inducted_on": None}}
            | dict(source)
            | {"line": induction.imported_line},
        )
        for induction in inductions
    )


def _places(changes: Sequence[Change], people: set[int], *, by: Any, source: Mapping[str, Any]) -> None:
    """An accepted referral has a place from its acceptance to its end."""
    known = {
        (each.person_id, each.hub_id, each.opened_on): each
        for each in in_batches(Place.objects.order_by("id"), "person_id", people)
    }
    new: dict[tuple, Any] = {}
    moved: list[Moved] = []
    for change in changes:
        person_id, hub_id, opened_on = (
            change.referral.person_id,
            change.row["hub"].pk,
            change.row["decided_on"],
        )
        former = change.former_decision or opened_on
        place = known.get((person_id, hub_id, opened_on)) or known.get((person_id, hub_id, former))
        if not change.is_accepted:
            if place and place.ended_on is None and not change.is_new:
                moved.append(Moved(place, change, {"ended_on": place.opened_on}))
        elif place is None:
            place = Place(person_id=person_id, hub_id=hub_id, opened_on=opened_on, ended_on=change.ended_on)
            new.setdefault((person_id, hub_id, opened_on), (place, change))
        elif (place.opened_on, place.ended_on) != (opened_on, change.ended_on):
            moved.append(Moved(place, change, {"opened_on": opened_on, "ended_on": change.ended_on}))
    _save(Place, new.values(), moved, by=by, source=source)


def _involvements(changes: Sequence[Change], people: set[int], *, by: Any, source: Mapping[str, Any]) -> None:
    """The hub's team sees the person from submission until the referral is closed."""
    rows = Involvement.objects.filter(purpose=INVOLVED_FOR).order_by("id")
    known = {
        (each.person_id, each.team_id, each.since): each for each in in_batches(rows, "person_id", people)
    }
    new: dict[tuple, Any] = {}
    moved: list[Moved] = []
    for change in changes:
        key = (change.referral.person_id, change.row["hub"].team_id, change.row["submitted_on"])
        standing = known.get(key)
        if standing is None:
            made = Involvement(
                person_id=key[0], team_id=key[1], purpose=INVOLVED_FOR, since=key[2], until=change.ended_on
            )
            new.setdefault(key, (made, change))
        elif standing.until != change.ended_on:
            moved.append(Moved(standing, change, {"until": change.ended_on}))
    _save(Involvement, new.values(), moved, by=by, source=source)


def _pathways(changes: Sequence[Change], *, by: Any, source: Mapping[str, Any]) -> None:
    """A pathway for each need of an accepted referral; closed when the person has no open referral left."""
    accepted = [change for change in changes if change.is_accepted]
    people = {change.referral.person_id for change in accepted}
    open_ones = Referral.objects.filter(state__in=LIVE).order_by().values_list("person_id", flat=True)
    with_open = set(in_batches(open_ones, "person_id", people))
    wanted: dict[tuple[int, str], tuple[datetime.date, bool]] = {}
    for change in sorted(accepted, key=lambda each: each.row["decided_on"], reverse=True):
        person_id = change.referral.person_id
        for kind in kinds_for(change.row["needs"]):
            wanted[person_id, kind] = (change.row["decided_on"], person_id in with_open)
    line_of = {change.referral.person_id: change.row.line for change in accepted}
    open_as_imported(wanted, by=by, source=source, line_of=line_of)


def _marked(fact: Any, change: Change) -> Any:
    fact.imported_line = change.row.line
    return fact


def _save(model: Any, new: Iterable, moved: Sequence[Moved], *, by: Any, source: Mapping) -> None:
    """Write rows that keep no versions, with an event each. new: pairs of a row and the change behind it."""
    new = [(row, change, {}) for row, change in new]
    corrected = [(each.row, each.change, each.apply()) for each in moved]
    if fields := sorted({name for each in moved for name in each.to}):
        model.objects.bulk_update([row for row, _, _ in corrected], fields, batch_size=BATCH)
    model.objects.bulk_create([row for row, _, _ in new], batch_size=BATCH)
    events.write(
        events.entry(
            row,
            what,
            by=by,
            effective_on=change.row["submitted_on"],
            facts=told | dict(source) | {"line": change.row.line},
        )
        for rows, what in ((new, "imported"), (corrected, "corrected"))
        for row, change, told in rows
    )
