"""What every import about people shares: the person is named by their CRN."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce

from foundation.intake.columns import Column, Reader, text
from foundation.intake.importers import Importer, OneFactEach, Row, in_batches
from foundation.lifecycle.facts import CURRENT, Fact

from ..models import Person
from ..rules.identifiers import clean_crn

# Where a merged record and the one it was merged into share a number, the kept one is met last and counts.
KEPT_LAST = (F("merged_into").asc(nulls_last=True), "pk")


class Known(NamedTuple):
    """What an import needs of a person."""

    pk: int
    date_of_birth: datetime.date


def identifier(clean: Reader, what: str) -> Reader:
    """Reads an identifier; `what` says how it is written."""

    def read(cell: str) -> str:
        try:
            return clean(cell)
        except ValueError:
            raise ValueError(f"is not {what}") from None

    return read


crn_column = Column(
    "crn",
    identifier(clean_crn, "a CRN: a letter and six figures, like X123456"),
    required=True,
    example="X123456",
)


def detail(name: str, longest: int, example: str = "") -> Column:
    """A column of free text."""
    return Column(name, text(longest), example=example)


class NamesPeople(Importer):
    """An import whose rows name people who must be known already."""

    people: dict[str, Known]

    def find_people(self) -> None:
        """Fetch everyone the file names, and note the rows that name nobody: a CRN counts once it is confirmed.

        The CRN of a merged record names the person whose record was kept.
        """
        named = (row["crn"] for rows in (self.rows, self.broken) for row in rows if row["crn"])
        confirmed = Person.objects.with_merged().filter(crn_confirmed=True).order_by(*KEPT_LAST)
        meant = confirmed.values_list(
            "crn", Coalesce("merged_into", "pk"), Coalesce("merged_into__date_of_birth", "date_of_birth")
        )
        self.people = {crn: Known(pk, born) for crn, pk, born in in_batches(meant, "crn", named)}
        for rows in (self.rows, self.broken):
            for row in rows:
                if row["crn"] and row["crn"] not in self.people:
                    self.wrong(row, "crn", f"no person has the CRN {row['crn']}; import people first")

    def known_rows(self) -> Iterator[tuple[Row, Known]]:
        """The rows about somebody known, with whom they are about."""
        for row in self.rows:
            if (person := self.people.get(row["crn"])) is not None:
                yield row, person

    def not_before_birth(self, row: Row, person: Known, *columns: str) -> None:
        for column in columns:
            if row[column] and row[column] < person.date_of_birth:
                self.wrong(row, column, f"{row[column]} is before the person was born")


class AboutPeople(NamesPeople, OneFactEach):
    """An import whose row is one fact about one person."""

    def look_up(self) -> None:
        self.find_people()

    def facts_of_people(self, model: type[Fact], **conditions: Any) -> Iterable[Any]:
        """The current facts of one model about the people of the file."""
        everyone = (person.pk for person in self.people.values())
        return in_batches(model.versions.filter(CURRENT, **conditions).order_by("id"), "person_id", everyone)
