"""Supervisions and releases."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from foundation.intake.columns import Column, day, one_of, text
from foundation.intake.importers import CORRECTED, NEW, UNCHANGED, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle import facts
from foundation.lifecycle.facts import Fact

from ..models import Prison, Release, Supervision
from .about import AboutPeople, Known, NamesPeople, crn_column, detail

Correction = tuple[Release, dict[str, Any], int]  # the release, its new values, the line that says so


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
        if row["end_reason"] and not row["ended_on"]:
            self.wrong(row, "end_reason", "needs ended_on")
        key = {"person_id": person.pk, "kind": row["kind"], "started_on": row["started_on"]}
        return key, self.values(row, "ended_on", "end_reason")


class ReleaseImport(NamesPeople):
    """A release, expected or actual. The key is person, prison and the day of release.

    A row without an exact match updates the person's one release to come at that prison; its former date is kept. An
    expectation that has been fulfilled since says nothing new, so that older files can be loaded again.
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
        self.corrections: list[Correction] = []
        self._standing: dict[tuple[int, int], list[_Standing]] = {}
        self._fulfilled: set[tuple] = set()
        self._fetch()
        for row, person in self.known_rows():
            self._judge_dates(row, person)
            if row.line not in self.problems:
                self._sort(row, person)

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

    def _sort(self, row: Row, person: Known) -> None:
        here = self._standing.setdefault((person.pk, row["prison"].pk), [])
        exact = [each for each in here if each.values["released_on"] == row["released_on"]]
        to_come = exact or [each for each in here if each.values["released_on"] is None]
        if not exact and not row["released_on"]:
            to_come = []
        if len(to_come) > 1:
            self.wrong(
                row,
                "prison",
                f"the person has {len(to_come)} releases to come here; say which in the product",
            )
        elif to_come:
            self._update(row, to_come[0], exact=bool(exact))
        elif not row["released_on"] and (person.pk, row["prison"].pk, row["expected_on"]) in self._fulfilled:
            self.sort_as(row, UNCHANGED)
        else:
            self._add(row, person, here)

    def _add(self, row: Row, person: Known, here: list["_Standing"]) -> None:
        release = Release(
            person_id=person.pk, prison_id=row["prison"].pk, kind=row["kind"], received_on=row["received_on"],
            expected_on=row["expected_on"], released_on=row["released_on"], recalled_on=row["recalled_on"],
        )  # fmt: skip
        release.imported_line = row.line  # type: ignore[attr-defined]
        self.new.append(release)
        here.append(_Standing(release, row))
        self.sort_as(row, NEW)

    def _update(self, row: Row, standing: "_Standing", *, exact: bool) -> None:
        """Say what the row says; an empty received_on or expected_on takes no known date away."""
        said = {"kind": row["kind"], "released_on": row["released_on"]}
        said |= {name: row[name] for name in ("received_on", "expected_on") if row[name]}
        if "recalled_on" in self.stated:
            said["recalled_on"] = row["recalled_on"]
        moved = {name: value for name, value in said.items() if standing.values[name] != value}
        if not moved:
            self.sort_as(row, UNCHANGED)
        elif exact and standing.row:
            self.wrong(row, "row", f"says something else than line {standing.row.line} with the same key")
        elif self._out_of_order(row, standing.values | moved):
            self.wrong(row, "received_on", "the release would lie before the reception that is known")
        else:
            standing.values |= moved
            standing.row = row
            self.corrections.append((standing.release, moved, row.line))
            self.sort_as(row, CORRECTED)

    @staticmethod
    def _out_of_order(row: Row, values: Mapping[str, Any]) -> bool:
        received, released = values["received_on"], values["released_on"]
        return bool(received and released and released < received)

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to=None) -> None:
        facts.record(self.new, by=by, what="imported", source=source)
        for layer in _one_each(self.corrections):
            for release, _, line in layer:
                release.imported_line = line  # type: ignore[attr-defined]
            facts.correct([(release, moved) for release, moved, _ in layer], by=by, source=source)

    def people_ids(self) -> set[int]:
        return {release.person_id for release in [*self.new, *(each for each, _, _ in self.corrections)]}


class _Standing:
    """A release as it will stand after the rows judged so far; `row` is the last of them about it."""

    def __init__(self, release: Release, row: Row | None = None) -> None:
        self.release, self.row = release, row
        self.values = {
            name: getattr(release, name)
            for name in ("kind", "received_on", "expected_on", "released_on", "recalled_on")
        }


def _one_each(corrections: list[Correction]) -> Iterator[list[Correction]]:
    """The corrections in layers that name no release twice: each step keeps its former values."""
    while corrections:
        seen: set[int] = set()
        layer: list[Correction] = []
        rest: list[Correction] = []
        for correction in corrections:
            release = correction[0]
            (rest if release.pk in seen else layer).append(correction)
            seen.add(release.pk)
        yield layer
        corrections = rest
