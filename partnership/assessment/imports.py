"""Import files of the strategic assessment: yearly figures, and what residents said (outcomes: section 5; files)."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.accounts.roles import Permission
from foundation.intake.columns import Column, one_of, quoted, text, yes_no
from foundation.intake.importers import OneFactEach, Row
from foundation.lifecycle.facts import Fact

from .. import access
from ..models import AssessmentFigure, Partnership, SurveyAnswer
from ..states import Counts, Good, Unit
from . import rules
from .entering import ANSWER_KEY, FIGURE_KEY
from .years import year_label

LARGEST = Decimal(10) ** 8


def number(cell: str) -> Decimal:
    """A plain number; a share is a fraction."""
    try:
        read = Decimal(cell)
    except InvalidOperation:
        raise ValueError(f"{quoted(cell)} is not a number") from None
    if not read.is_finite() or abs(read) >= LARGEST:
        raise ValueError(f"{quoted(cell)} is not a number that fits")
    if read != round(read, 6):
        raise ValueError(f"{quoted(cell)} has more than six decimals")
    return read


def whole(cell: str) -> int:
    """A whole number, 0 or more."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 9):
        raise ValueError(f"{quoted(cell)} is not a whole number of 0 or more")
    return int(cell)


def partnerships_by_area() -> Mapping[str, Partnership]:
    """Each partnership by the name of its area."""
    return {str(each.area): each for each in Partnership.objects.with_area()}


_AREA = Column("area", text(80), required=True, empty=None, example="Medway")
_SOURCE = Column("source", text(200), required=True, example="Police recorded crime, table 3")


class _OfPartnership(OneFactEach):
    """One fact a row, of the partnership of an area: by an officer of it, or from the command line."""

    permission = Permission.KEEP_PLAN
    references = {"area": partnerships_by_area}
    key: tuple[str, ...]

    def known(self) -> Mapping[tuple, Fact]:
        named = {row["area"].pk for row in self.rows if row["area"]}
        kept: Any = self.model._default_manager
        rows = kept.filter(partnership__in=named).select_related("partnership")
        self.standing = {self._key_of(row): row for row in rows}
        return self.standing

    def _key_of(self, fact: Any) -> tuple:
        return (fact.partnership, *(getattr(fact, name) for name in self.key))

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        if self.by is not None and not access.is_officer_of(self.by, row["area"]):
            self.wrong(row, "area", f"you are no officer of {row['area']}")
            return None
        key = {"partnership": row["area"]} | {name: row[name] for name in self.key}
        others = [each.name for each in self.columns if each.name not in (*self.key, "area")]
        values = self.values(row, *others)
        for column, problem in self.judged(key | self._as_it_will_stand(key, values, row)).items():
            self.wrong(row, column, problem[:1].lower() + problem[1:].rstrip("."))
        return key, values

    def _as_it_will_stand(self, key: dict[str, Any], values: dict[str, Any], row: Row) -> dict[str, Any]:
        """What the file does not say is as it is known, and else empty."""
        standing = self.standing.get(tuple(key.values()))
        lacking = [each.name for each in self.columns if each.name not in (*key, *values, "area")]
        return values | {name: getattr(standing, name) if standing else row[name] for name in lacking}

    def judged(self, given: dict[str, Any]) -> rules.Problems:
        raise NotImplementedError

    def people_ids(self) -> tuple:
        """Nobody: these are figures of a place."""
        return ()


class AssessmentImport(_OfPartnership):
    """One figure of one year a row; without the columns `counts`, `break_before` and `quality` what is known of them
    stays.
    """

    what, title, order, model = "assessment", "Strategic assessment: yearly figures", 110, AssessmentFigure
    key = FIGURE_KEY
    columns = (
        _AREA,
        Column("theme", text(80), required=True, example="Anti-social behaviour"),
        Column("title", text(160), required=True, example="Incidents recorded by the police"),
        Column("year", year_label, required=True, example="2024/25"),
        Column("value", number, required=True, empty=None, example="5210"),
        Column("unit", one_of(Unit.values), required=True, example="count"),
        Column("good", one_of(Good.values), required=True, example="down"),
        Column("counts", one_of(Counts.values), example="things"),
        Column("break_before", yes_no, empty=False, example="no"),
        _SOURCE,
        Column("quality", text(500)),
    )

    def judged(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_figure(given)

    def judge_whole(self) -> None:
        """A series has one unit over all its years, those that stay as they are known included."""
        units = {name: fact.unit for name, fact in self.standing.items()}
        named = {(row["area"], *(row[part] for part in self.key)): row for row in self.rows if row["area"]}
        units |= {name: row["unit"] for name, row in named.items()}
        series: dict[tuple, set[str]] = {}
        for (*of, _), unit in units.items():
            series.setdefault(tuple(of), set()).add(unit)
        for (*of, _), row in named.items():
            if len(series[tuple(of)]) > 1:
                self.wrong(row, "unit", "differs from the unit of this figure in other years")


class SurveyImport(_OfPartnership):
    """The share of one answer to one question a row; without the column `position` the known order stays."""

    what, title, order, model = "survey", "Strategic assessment: residents’ survey", 120, SurveyAnswer
    key = ANSWER_KEY
    columns = (
        _AREA,
        Column("survey", text(120), required=True, example="Residents’ survey"),
        Column("year", year_label, required=True, example="2024"),
        Column("question", text(300), required=True, example="How safe do you feel after dark?"),
        Column("answer", text(120), required=True, example="Very safe"),
        Column("position", whole, empty=0, example="1"),
        Column("share", number, required=True, empty=None, example="0.25"),
        Column("respondents", whole, required=True, empty=None, example="800"),
        _SOURCE,
    )

    def judged(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_answer(given)


IMPORTS = (AssessmentImport, SurveyImport)
