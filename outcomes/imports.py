"""The import of targets: what was agreed for a place, a measure and a period (files: targets)."""

from collections.abc import Mapping
from typing import Any

from foundation.intake.columns import Column
from foundation.intake.importers import OneFactEach, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle.facts import Fact
from hubs.models import Hub
from people.models import Area, ContractArea

from . import targets
from .models import Target
from .models.target import PLACES

KEY = (*(f"{place}_id" for place in PLACES), "measure", "period")
_NAMED = {"contract_area": "a contract area", "hub": "a hub", "area": "an area"}


def _as_written(cell: str) -> str:
    """A name of a list; which, the list says."""
    return cell


class TargetImport(OneFactEach):
    """One target a row. The key is everything but the figures; without the column `floor` known floors stay."""

    what, title, order, model = "targets", "Targets", 100, Target
    columns = (
        Column("contract_area", _as_written, empty=None),
        Column("hub", _as_written, empty=None, example="Chatham"),
        Column("area", _as_written, empty=None),
        Column("measure", targets.measure, required=True, example="attendance-rate"),
        Column("period", targets.period_label, required=True, example="2025-Q2"),
        Column("target", targets.figure, required=True, empty=None, example="0.75"),
        Column("floor", targets.figure, empty=None, example="0.65"),
    )
    references = {
        "contract_area": lambda: by_name(ContractArea),
        "hub": lambda: by_name(Hub),
        "area": lambda: by_name(Area),
    }

    def known(self) -> Mapping[tuple, Fact]:
        periods = {row["period"] for row in self.rows}
        found = in_batches(Target.objects.order_by(), "period", periods)
        self._standing = {tuple(getattr(each, name) for name in KEY): each for each in found}
        return self._standing

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        named = [place for place in PLACES if row[place]]
        if len(named) != 1:
            said = " and ".join(_NAMED[place] for place in named) or "no place"
            self.wrong(row, "row", f"names {said}; a target is for one contract area, hub or area")
            return None
        if targets.MEASURES[row["measure"]].kind == targets.INDICATOR and targets.is_month(row["period"]):
            self.wrong(
                row, "period", f"{row['measure']} is reported by quarter and financial year, not by month"
            )
        key = {f"{place}_id": row[place].pk if row[place] else None for place in PLACES}
        key |= {name: row[name] for name in ("measure", "period")}
        values = self.values(row, "target", "floor")
        self._judge_figures(row, key, values)
        return key, values

    def _judge_figures(self, row: Row, key: dict[str, Any], values: dict[str, Any]) -> None:
        """As they will stand: a file without the column leaves the floor that is known."""
        standing = self._standing.get(tuple(key.values()))
        floor = values.get("floor", standing.floor if standing else None)
        if why := targets.MEASURES[row["measure"]].why_not(values["target"], floor):
            self.wrong(row, "floor" if why.startswith("must not") else "target", why)

    def people_ids(self) -> tuple:
        """Nobody: a target is about a place."""
        return ()


IMPORTS = (TargetImport,)
