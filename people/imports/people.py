"""People, and the areas they belong to from when."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from foundation.intake.columns import Column, day, one_of, text, yes_no
from foundation.intake.importers import CORRECTED, NEW, UNCHANGED, Importer, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle import facts
from foundation.lifecycle.models import Event

from ..actions.pairs import join_pairs
from ..finding.sounds import keys_of
from ..models import Area, PendingPair, Person, PersonArea
from ..rules.identifiers import clean_pnc_id, clean_prison_number
from .about import KEPT_LAST, crn_column, identifier
from .news import tell_of_deaths

OF_THE_PERSON = (
    "prison_number", "pnc_id", "pnc_matched", "family_name", "given_names", "date_of_birth", "sex", "ethnicity",
    "died_on",
)  # fmt: skip

MERGED = (
    "names a record that was merged into another one: put what is new in the row of the record that was kept"
)


class PersonImport(Importer):
    """The person with a CRN, and a new area from a date.

    Several rows may name one person, one for each area; all else they say must agree. A prison number that somebody
    else has already is kept as provisional, as on the page where people are added (domain: Person).
    """

    what, title, order = "people", "People", 10
    collects_people = True
    columns = (
        crn_column,
        Column(
            "prison_number",
            identifier(clean_prison_number, "a prison number like A1234BC"),
            example="A1234BC",
        ),
        Column("pnc_id", identifier(clean_pnc_id, "a PNC id like 2012/0123456X"), example="2012/0123456X"),
        Column("pnc_matched", yes_no, empty=True, example="yes"),
        Column("family_name", text(100), required=True, example="Larkfield"),
        Column("given_names", text(100), required=True, example="Kofi"),
        Column("date_of_birth", day, required=True, empty=None, example="1990-05-14"),
        Column("sex", one_of(Person.Sex.values), required=True, example="male"),
        Column("ethnicity", one_of(Person.Ethnicity.values), example="white"),
        Column("area", text(80), required=True, example="Medway"),
        Column("area_since", day, empty=None, example="2026-01-01"),
        Column("died_on", day, empty=None),
    )
    references = {"area": lambda: by_name(Area)}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.new: list[Person] = []
        self.corrections: list[tuple[Person, dict[str, Any]]] = []
        self.new_areas: list[PersonArea] = []
        self.corrected_areas: list[tuple[PersonArea, dict[str, Any]]] = []

    def judge(self) -> None:
        self._known = self._known_people()
        self._died_by_hand = self._deaths_by_hand()
        self._areas = self._known_areas()
        self._taken = self._taken_prison_numbers()
        self._first: dict[str, tuple[Row, Person, bool]] = {}
        self._stated_areas: dict[tuple[str, datetime.date | None], Row] = {}
        for row in self.rows:
            self._judge_dates(row)
            if row.line not in self.problems:
                self.sort_as(row, self._sort(row))

    def _judge_dates(self, row: Row) -> None:
        self.not_after_today(row, "date_of_birth", "died_on")
        self.in_order(row, "date_of_birth", "died_on")
        if row["area_since"] and row["area_since"] < row["date_of_birth"]:
            self.wrong(row, "area_since", f"{row['area_since']} is before the person was born")

    def _sort(self, row: Row) -> str:
        crn = row["crn"]
        if crn in self._first:
            first, person, changed = self._first[crn]
            differing = [name for name in OF_THE_PERSON if row[name] != first[name]]
            for name in differing:
                self.wrong(row, name, f"differs from line {first.line} about the same person")
            changed = False
        else:
            person, changed = self._sort_person(row)
            self._first[crn] = (row, person, changed)
        added = self._sort_area(row, person)
        if person.merged_into_id and (added or changed):
            self.wrong(row, "crn", MERGED)
        if person._state.adding:
            return NEW if added or changed else UNCHANGED
        return CORRECTED if added or changed else UNCHANGED

    def _sort_person(self, row: Row) -> tuple[Person, bool]:
        """(the person, whether the row says something new about them)"""
        said = {name: row[name] for name in OF_THE_PERSON if name in self.stated}
        person = self._known.get(row["crn"])
        if person is None:
            values = {name: row[name] for name in OF_THE_PERSON}
            person = Person(crn=row["crn"], **values, **self._names_and_number(values, None))
            self.new.append(person)
            person.imported_line = row.line  # type: ignore[attr-defined]
            return person, True
        if not row["died_on"] and person.pk in self._died_by_hand:
            said.pop("died_on", None)
        said = {name: value for name, value in said.items() if getattr(person, name) != value}
        if said:
            said |= self._names_and_number(said, person)
            self.corrections.append((person, said))
            person.imported_line = row.line  # type: ignore[attr-defined]
        return person, bool(said)

    def _names_and_number(self, values: Mapping[str, Any], person: Person | None) -> dict[str, Any]:
        """What follows from the values: the keys of a name, and whether a prison number is this person's alone."""
        more: dict[str, Any] = {}
        if "family_name" in values or "given_names" in values:
            names = (
                values[name] if name in values else getattr(person, name)
                for name in ("family_name", "given_names")
            )
            more |= keys_of(*names)
        if "prison_number" in values:
            number = values["prison_number"]
            more["prison_number_confirmed"] = not number or number not in self._taken
            if number:
                self._taken.add(number)
        return more

    def _sort_area(self, row: Row, person: Person) -> bool:
        """Whether the row names an area that was not known for that date. No date means always."""
        since = row["area_since"]
        if first := self._stated_areas.get((row["crn"], since)):
            if first["area"] != row["area"]:
                self.wrong(row, "area", f"differs from line {first.line} about the same person and date")
            return False
        self._stated_areas[row["crn"], since] = row
        known = self._areas.get((person.pk, since)) if person.pk else None
        if known is None:
            known = PersonArea(person=person, area=row["area"], since=since)
            self.new_areas.append(known)
        elif known.area_id != row["area"].pk:
            self.corrected_areas.append((known, {"area_id": row["area"].pk}))
        else:
            return False
        known.imported_line = row.line  # type: ignore[attr-defined]
        return True

    def _known_people(self) -> dict[str, Person]:
        """By CRN. A row of a merged record is taken while it says nothing new, so that a file sent again is; news is
        refused: lost on the merged record, it might undo on the kept one what a steward chose.
        """
        confirmed = Person.objects.with_merged().filter(crn_confirmed=True).order_by(*KEPT_LAST)
        return {
            person.crn: person for person in in_batches(confirmed, "crn", (row["crn"] for row in self.rows))
        }

    def _deaths_by_hand(self) -> set[int]:
        """Whose death was recorded on the page: it is taken back there too, with a reason (decision 31)."""
        dead = [person.pk for person in self._known.values() if person.died_on]
        recorded = Event.objects.filter(what="died", subject_type=Person._meta.label_lower)
        return set(in_batches(recorded.order_by().values_list("subject_id", flat=True), "subject_id", dead))

    def _known_areas(self) -> dict[tuple[int, datetime.date | None], PersonArea]:
        areas = in_batches(
            PersonArea.objects.all(), "person_id", (person.pk for person in self._known.values())
        )
        return {(area.person_id, area.since): area for area in areas}

    def _taken_prison_numbers(self) -> set[str]:
        numbers = (row["prison_number"] for row in self.rows if row["prison_number"])
        taken = (
            Person.objects.with_merged()
            .filter(prison_number_confirmed=True)
            .order_by()
            .values_list("prison_number", flat=True)
        )
        return set(in_batches(taken, "prison_number", numbers))

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        died = [each for each, said in self.corrections if said.get("died_on") and each.died_on is None]
        facts.record(self.new, by=by, what="imported", source=source)
        facts.correct(self.corrections, by=by, source=source)
        facts.record(self.new_areas, by=by, what="imported", source=source)
        facts.correct(self.corrected_areas, by=by, source=source)
        tell_of_deaths(died, by=by)
        unmet = PendingPair.objects.confirmed_but_unmet().values_list("crn", flat=True)
        join_pairs(set(unmet) & {person.crn for person in self.new})

    def people_ids(self) -> Iterable[int]:
        touched = [*self.new, *(person for person, _ in self.corrections)]
        areas = [*self.new_areas, *(area for area, _ in self.corrected_areas)]
        return {person.pk for person in touched} | {area.person_id for area in areas}
