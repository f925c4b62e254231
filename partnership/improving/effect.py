"""What was seen in a measure after an action: its figure before, and those of periods begun after (decision 156)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.pages.words import say_period

from ..figures.course import break_between
from ..figures.rated import rating_of
from ..figures.value import Figure
from ..figures.wording import say_counts, say_figure, say_interval_of
from ..states import Rating

NO_PROOF = (
    "A change after an action is not proof that the action caused it: other things changed in the same time, and "
    "figures move by chance. Where intervals overlap, the change itself is not established."
)


@dataclass(frozen=True)
class Seen:
    """One figure of the measure. when: "before" the action, or "after" it."""

    when: str
    measure: Any
    figure: Figure

    @property
    def period(self) -> str:
        return say_period(self.figure.period)

    @property
    def value(self) -> str:
        return say_figure(self.measure.unit, self.figure)

    @property
    def interval(self) -> str:
        return say_interval_of(self.measure.unit, self.figure)

    @property
    def counts(self) -> str:
        return say_counts(self.figure)

    @property
    def rating(self) -> Rating:
        return rating_of(self.measure, self.figure)


@dataclass(frozen=True)
class Effect:
    """since: the day after which a period must begin to be after the action. before: None where no figure was told.
    broken: why figures were left out that cannot be compared with these.
    """

    since: datetime.date
    before: Seen | None
    after: list[Seen]
    broken: str = ""

    @property
    def rows(self) -> list[Seen]:
        return [*([self.before] if self.before else []), *self.after]

    @property
    def words(self) -> str:
        """What cannot be said yet, where something cannot; "" else."""
        if self.broken:
            return self.broken
        if self.before is None and not self.after:
            return "The measure has no figure from before the action, and none from after it yet."
        if not self.after:
            return "No period that began after the action has a figure yet."
        return "" if self.before else "The measure had no figure before the action."


def effect_of(action: Any, measure: Any, figures: Sequence[Figure], today: datetime.date) -> Effect:
    """The last figure told of a period that ended before the action was added, and those of periods that began after it
    was closed; of an open action, after it was due. Figures of another series than the one before the action, or, where
    there is none, than the last, are left out.

    measure: the action's, as the plan says it; figures: its, in the order of their periods.
    """
    since = action.closed_on or min(action.due_on, today)
    before = [each for each in figures if each.is_told and each.period.ends_on < action.added_on]
    after = [each for each in figures if each.period.starts_on > since]
    beside = (before or after)[-1:]
    comparable = [each for each in after if not _break_between(measure, beside[0], each)]
    left_out = [each for each in after if each not in comparable]
    return Effect(
        since=since,
        before=Seen("before", measure, before[-1]) if before else None,
        after=[Seen("after", measure, each) for each in comparable],
        broken=_break_between(measure, beside[0], left_out[0]) if left_out else "",
    )


def _break_between(measure: Any, one: Figure, other: Figure) -> str:
    first, last = sorted((one.period, other.period), key=lambda period: period.ends_on)
    return break_between(measure, first, last)
