"""What is joined belongs together: rows of two partnerships, or of two plans, never name each other (decision 151).

The database holds it, beside the actions that refuse it with a sentence: everybody in a partnership reads its figures,
so that a row that names another's would be a way in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from foundation.lifecycle.triggers import Trigger

from .rules import ACTIONS, LINES, PARTNERS, PLANS, QUESTIONS, RETURNS, VERSIONS, refused_before, refused_if

PRIORITIES = "partnership_priority"
MEASURES = "partnership_measure"
MEETINGS = "partnership_meeting"
ATTENDANCE = "partnership_meetingattendance"
RECOMMENDATIONS = "partnership_recommendation"
PACKS = "partnership_pack"

APART = "rows of two partnerships, plans or partners are never joined"
STAYS = "what a row belongs to never changes"


@dataclass(frozen=True)
class Same:
    """Of a table: two columns that lead to one and the same row, each by way of tables, as `table.column` to follow."""

    table: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, str]:
        return self.first[0], self.second[0]

    @property
    def differs(self) -> str:
        """Of a row that leaves one of them open, not true."""
        return f"{_followed(self.first)} <> {_followed(self.second)}"


def _followed(way: tuple[str, ...]) -> str:
    """The key at the end of a way that begins in the new row."""
    found = f"NEW.{way[0]}"
    for step in way[1:]:
        table, column = step.split(".")
        found = f"(SELECT {column} FROM {table} WHERE id = {found})"
    return found


OF_PARTNER = f"{PARTNERS}.partnership_id"
OF_PLAN = f"{PLANS}.partnership_id"
OF_MEETING = f"{MEETINGS}.partnership_id"
OF_MEASURE = (f"{MEASURES}.priority_id", f"{PRIORITIES}.plan_id")
TOGETHER = (
    Same(MEASURES, ("owner_id", OF_PARTNER), ("priority_id", f"{PRIORITIES}.plan_id", OF_PLAN)),
    Same(RETURNS, ("partner_id", OF_PARTNER), ("plan_id", OF_PLAN)),
    Same(RETURNS, ("version_of_plan_id", f"{VERSIONS}.plan_id"), ("plan_id",)),
    Same(LINES, ("measure_id", *OF_MEASURE), ("of_id", f"{RETURNS}.plan_id")),
    Same(ACTIONS, ("partner_id", OF_PARTNER), ("measure_id", *OF_MEASURE, OF_PLAN)),
    Same(ACTIONS, ("raised_in_id", f"{RETURNS}.partner_id"), ("partner_id",)),
    Same(ACTIONS, ("successor_id", f"{ACTIONS}.partner_id"), ("partner_id",)),
    Same(ATTENDANCE, ("partner_id", OF_PARTNER), ("meeting_id", OF_MEETING)),
    Same(QUESTIONS, ("partner_id", OF_PARTNER), ("partnership_id",)),
    Same(QUESTIONS, ("meeting_id", OF_MEETING), ("partnership_id",)),
    Same(RECOMMENDATIONS, ("partner_id", OF_PARTNER), ("meeting_id", OF_MEETING)),
    Same(PACKS, ("version_of_plan_id", f"{VERSIONS}.plan_id", OF_PLAN), ("partnership_id",)),
)
# What others lead through: a row that went elsewhere would take them along.
FIXED = (
    (PARTNERS, "partnership_id"), (PLANS, "partnership_id"), (PRIORITIES, "plan_id"), (MEASURES, "priority_id"),
    (RETURNS, "plan_id"), (RETURNS, "partner_id"), (MEETINGS, "partnership_id"),
)  # fmt: skip


def what_is_joined_belongs_together() -> list[Trigger]:
    """Every row above, however it is written."""
    return [*_together(), *_fixed()]


def _together() -> Iterator[Trigger]:
    for number, rule in enumerate(TOGETHER):
        columns = ", ".join(rule.columns)
        for name, event in (("insert", "AFTER INSERT"), ("update", f"AFTER UPDATE OF {columns}")):
            trigger = f"{rule.table}_joined_{number}_{name}"
            yield refused_if(trigger, rule.table, event, rule.differs, APART, needs=rule.first[0])


def _fixed() -> Iterator[Trigger]:
    for table, column in FIXED:
        moved = f"NEW.{column} <> OLD.{column}"
        yield refused_before(column, table, f"UPDATE OF {column}", moved, STAYS)
