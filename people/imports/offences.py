"""Proven offences, and up to which day the file is complete."""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

from foundation.intake.columns import Column, day, one_of
from foundation.intake.importers import Row, in_batches
from foundation.lifecycle import events
from foundation.lifecycle.facts import Fact

from ..models import Offence, OffenceCoverage
from .about import AboutPeople, crn_column, detail

DISPOSED = ("disposed_on", "disposal", "offence_group")


class OffenceImport(AboutPeople):
    """One proven offence a row. The reference is the key where there is one; without it each of several identical rows
    counts, and its number among them is part of the key.
    """

    what, title, order, model = "offences", "Proven offences", 80, Offence
    covers_a_period = True
    columns = (
        crn_column,
        Column("offence_on", day, required=True, empty=None, example="2026-02-01"),
        Column("disposed_on", day, empty=None, example="2026-03-03"),
        Column("disposal", one_of(Offence.Disposal.values), example="conviction"),
        detail("offence_group", 60, "theft"),
        detail("reference", 60, "CT-2026-0001"),
    )

    def look_up(self) -> None:
        super().look_up()
        self._identical: Counter[tuple] = Counter()

    def known(self) -> Mapping[tuple, Fact]:
        references = (row["reference"] for row in self.rows if row["reference"])
        self._referenced = {
            each.reference: each for each in in_batches(Offence.objects.order_by(), "reference", references)
        }
        known: dict[tuple, Fact] = {(reference,): each for reference, each in self._referenced.items()}
        for each in self.facts_of_people(Offence, reference=""):
            key = (
                each.person_id,
                each.offence_on,
                each.disposed_on,
                each.disposal,
                each.offence_group,
                each.number,
            )
            known[key] = each
        return known

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        person = self.people.get(row["crn"])
        if person is None:
            return None
        self.not_after_today(row, "offence_on", "disposed_on")
        self.not_before_birth(row, person, "offence_on")
        self.in_order(row, "offence_on", "disposed_on")
        named = {"person_id": person.pk, "offence_on": row["offence_on"]}
        if row["reference"]:
            self._judge_known_disposal(row)
            return {"reference": row["reference"]}, named | self.values(row, *DISPOSED)
        said = named | {name: row[name] for name in DISPOSED}
        self._identical[tuple(said.values())] += 1
        return said | {"number": self._identical[tuple(said.values())]}, {}

    def _judge_known_disposal(self, row: Row) -> None:
        """A file without the day of disposal leaves the known one, which the offence may not come after."""
        offence = self._referenced.get(row["reference"])
        disposed_on = offence.disposed_on if offence and "disposed_on" not in self.stated else None
        if disposed_on and row["offence_on"] > disposed_on:
            self.wrong(row, "offence_on", f"{row['offence_on']} is after the known disposal ({disposed_on})")

    def moves_the_period(self, file: str, covers_to: datetime.date | None) -> bool:
        """A file says once without being asked how far it reaches; a day named says it again where another stands."""
        said = OffenceCoverage.objects.filter(source=file)
        if covers_to is None:
            return not said.exists()
        standing = OffenceCoverage.objects.order_by("-recorded_at", "-id").first()
        return (
            standing is None
            or standing.covers_to != covers_to
            or not said.filter(covers_to=covers_to).exists()
        )

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        super().write(by=by, source=source)
        if self.moves_the_period(source["file"], covers_to):
            coverage = OffenceCoverage.objects.create(
                covers_to=covers_to or self.today, source=source["file"]
            )
            told = dict(source) | {"covers_to": coverage.covers_to}
            events.write([events.entry(coverage, "imported", by=by, facts=told)])
