"""Supervisions and releases."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from foundation.intake.columns import Column, day, one_of, text
from foundation.intake.importers import CORRECTED, NEW, UNCHANGED, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle import facts
from foundation.lifecycle.facts import Fact
from foundation.lifecycle.reactions import happened

from ..causes import RELEASES_IMPORTED
from ..models import Prison, Release, Supervision
from .about import AboutPeople, Known, NamesPeople, crn_column, detail
from .news import tell_of_recalls


class SupervisionImport(AboutPeople):
    """A dated period of supervision; the key is person, kind and first day."""

    what, title, order, model = "supervisions", "Supervisions", 20, Supervision
    columns = (
        crn_column,
        Column("kind", one_of(Supervision.Kind.values), required=True, example="licence"),
        Column("started_on", day, required=True, empty=None, example="2026-01-05"),
        Column("ended_on", day, empty=None),
        detail("end_reason", 120),
    )

    def known(self) -> Mapping[tuple, Fact]:
        return {
            (each.person_id, each.kind, each.started_on): each for each in self.facts_of_people(Supervision)
        }

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        person = self.people.get(row["crn"])
        if person is None:
            return None
        self.in_order(row, "started_on", "ended_on")
        self.not_before_birth(row, person, "started_on")
        key = {"person_id": person.pk, "kind": row["kind"], "started_on": row["started_on"]}
        return key, self.values(row, "ended_on", "end_reason")


class ReleaseImport(NamesPeople):
    """A release, expected or actual. The key is person, prison and the day of release.

    A row without an exact match updates the person's one release that was to come at that prison before the file,
    unless another row says that it is still to come; its former date is kept. An expectation that has been fulfilled
    since says nothing new, so that older files can be loaded again.
    """

    what, title, order = "releases", "Releases", 30
    columns = (
        crn_column,
        Column("prison", text(80), required=True, example="Rochester"),
        Column("received_on", day, empty=None, example="2025-03-10"),
        Column("expected_on", day, empty=None, example="2026-06-05"),
        Column("released_on", day, empty=None),
        Column("kind", one_of(Release.Kind.values), required=True, example="licence"),
        Column("recalled_on", day, empty=None),
    )
    references = {"prison": lambda: by_name(Prison)}

    def judge(self) -> None:
        self.find_people()
        self.new: list[Release] = []
        self.corrections: list[tuple[Release, dict[str, Any]]] = []
        self._standing: dict[tuple[int, int], list[_Standing]] = {}
        self._fulfilled: set[tuple] = set()
        self._fetch()
        sound: list[tuple[Row, Known]] = []
        for row, person in self.known_rows():
            self._judge_dates(row, person)
            if row.line not in self.problems:
                sound.append((row, person))
        self._sort_all(sound)

    def _sort_all(self, rows: list[tuple[Row, Known]]) -> None:
        """Exact keys first, then releases to come, the nearest day first: the order of the file means nothing.

        An expectation that another row of the file fulfils, saying when it was expected, says nothing of its own.
        """
        came = {_expectation(*each) for each in rows if each[0]["released_on"]}
        rest: list[tuple[Row, Known]] = []
        for row, person in rows:
            exact = [
                each for each in self._here(row, person) if each.values["released_on"] == row["released_on"]
            ]
            if not row["released_on"] and _expectation(row, person) in came:
                self.sort_as(row, UNCHANGED)
            elif exact:
                self._update_one(row, exact)
            else:
                rest.append((row, person))
        for row, person in sorted(rest, key=lambda each: self._nearness(*each)):
            self._sort_rest(row, person)

    def _here(self, row: Row, person: Known) -> list["_Standing"]:
        return self._standing.setdefault((person.pk, row["prison"].pk), [])

    def _nearness(self, row: Row, person: Known) -> tuple[int, datetime.date]:
        """How many days the row's release lies from the one expected; equally near ones by date."""
        expected = [
            each.values["expected_on"]
            for each in self._here(row, person)
            if each.values["expected_on"] and not each.values["released_on"]
        ]
        released_on = row["released_on"] or datetime.date.max
        return min((abs((released_on - day_).days) for day_ in expected), default=0), released_on

    def _fetch(self) -> None:
        everyone = [person.pk for person in self.people.values()]
        for release in in_batches(Release.objects.order_by("id"), "person_id", everyone):
            self._standing.setdefault((release.person_id, release.prison_id), []).append(_Standing(release))
            if release.released_on and release.expected_on:
                self._fulfilled.add((release.person_id, release.prison_id, release.expected_on))
        laid_aside = Release.versions.filter(
            superseded_at__isnull=False, released_on=None, expected_on__isnull=False
        )
        former = laid_aside.filter(~Q(version_of__released_on=None)).order_by()
        columns = former.values_list("person_id", "prison_id", "expected_on")
        self._fulfilled.update(in_batches(columns, "person_id", everyone))

    def _judge_dates(self, row: Row, person: Known) -> None:
        if not (row["expected_on"] or row["released_on"]):
            self.wrong(row, "released_on", "one of expected_on and released_on is required")
        if row["recalled_on"] and not row["released_on"]:
            self.wrong(row, "recalled_on", "needs released_on: only a release can be recalled")
        self.not_after_today(row, "received_on", "released_on", "recalled_on")
        self.not_before_birth(row, person, "received_on", "expected_on", "released_on")
        self.in_order(row, "received_on", "released_on", "recalled_on")

    def _sort_rest(self, row: Row, person: Known) -> None:
        """A row without an exact match among the releases known before the file."""
        here = self._here(row, person)
        repeated = [each for each in here if each.row and each.values["released_on"] == row["released_on"]]
        to_come = [each for each in here if not each.row and each.values["released_on"] is None]
        if repeated or (to_come and row["released_on"]):
            self._update_one(row, repeated or to_come)
        elif not row["released_on"] and _expectation(row, person) in self._fulfilled:
            self.sort_as(row, UNCHANGED)
        else:
            self._add(row, person, here)

    def _update_one(self, row: Row, found: list["_Standing"]) -> None:
        if len(found) > 1:
            text = f"the person has {len(found)} releases to come here; say which in the product"
            self.wrong(row, "prison", text)
        else:
            self._update(row, found[0])

    def _add(self, row: Row, person: Known, here: list["_Standing"]) -> None:
        release = Release(
            person_id=person.pk, prison_id=row["prison"].pk, kind=row["kind"], received_on=row["received_on"],
            expected_on=row["expected_on"], released_on=row["released_on"], recalled_on=row["recalled_on"],
        )  # fmt: skip
        release.imported_line = row.line  # type: ignore[attr-defined]
        self.new.append(release)
        here.append(_Standing(release, row))
        self.sort_as(row, NEW)

    def _update(self, row: Row, standing: "_Standing") -> None:
        """Say what the row says; an empty received_on or expected_on takes no known date away."""
        if standing.row:
            if any(row[column.name] != standing.row[column.name] for column in self.columns):
                self.wrong(row, "row", f"says something else than line {standing.row.line} with the same key")
            self.sort_as(row, UNCHANGED)
            return
        standing.row = row
        said = {"kind": row["kind"], "released_on": row["released_on"]}
        said |= {name: row[name] for name in ("received_on", "expected_on") if row[name]}
        if "recalled_on" in self.stated:
            said["recalled_on"] = row["recalled_on"]
        moved = {name: value for name, value in said.items() if standing.values[name] != value}
        if moved and self._out_of_order(row, standing.values | moved):
            self.wrong(row, "received_on", "the release would lie before the reception that is known")
        elif moved:
            standing.values |= moved
            standing.release.imported_line = row.line  # type: ignore[attr-defined]
            self.corrections.append((standing.release, moved))
        self.sort_as(row, CORRECTED if moved else UNCHANGED)

    @staticmethod
    def _out_of_order(row: Row, values: Mapping[str, Any]) -> bool:
        received, released = values["received_on"], values["released_on"]
        return bool(received and released and released < received)

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to=None) -> None:
        recalled = [each for each in self.new if each.recalled_on]
        recalled += [
            each for each, moved in self.corrections if moved.get("recalled_on") and not each.recalled_on
        ]
        facts.record(self.new, by=by, what="imported", source=source)
        facts.correct(self.corrections, by=by, source=source)
        concerned = {each.person_id for each in (*self.new, *(release for release, _ in self.corrections))}
        happened(RELEASES_IMPORTED, by=by, people=concerned, source=source)
        tell_of_recalls(recalled, by=by)

    def people_ids(self) -> set[int]:
        return {release.person_id for release in [*self.new, *(each for each, _ in self.corrections)]}


class _Standing:
    """A release as it will stand after the rows judged so far; `row` is the one that made, changed or confirmed it."""

    def __init__(self, release: Release, row: Row | None = None) -> None:
        self.release, self.row = release, row
        self.values = {
            name: getattr(release, name)
            for name in ("kind", "received_on", "expected_on", "released_on", "recalled_on")
        }


def _expectation(row: Row, person: Known) -> tuple:
    """Which expected release a row speaks of."""
    return person.pk, row["prison"].pk, row["expected_on"]
