"""Proven offences, and up to which day the file is complete."""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

from foundation.intake.columns import Column, day, one_of
from foundation.intake.importers import Row, in_batches
from foundation.lifecycle.facts import Fact

from ..models import Offence, OffenceCoverage
from .about import AboutPeople, crn_column, detail


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
        known: dict[tuple, Fact] = {
            (each.reference,): each
            for each in in_batches(Offence.objects.order_by(), "reference", references)
        }
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
        said = {
            "person_id": person.pk,
            "offence_on": row["offence_on"],
            "disposed_on": row["disposed_on"],
            "disposal": row["disposal"],
            "offence_group": row["offence_group"],
        }
        if row["reference"]:
            return {"reference": row["reference"]}, said
        self._identical[tuple(said.values())] += 1
        return said | {"number": self._identical[tuple(said.values())]}, {}

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        super().write(by=by, source=source)
        coverage = {"covers_to": covers_to or self.today, "source": source["file"]}
        if not OffenceCoverage.objects.filter(**coverage).exists():
            OffenceCoverage.objects.create(**coverage)
