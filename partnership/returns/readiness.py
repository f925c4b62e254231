"""What a return still lacks before it can be submitted (outcomes: section 5)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ..states import RED, asks_why


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, in words; and the line, or the earlier action, that it is missing of."""

    words: str
    line: Any = None
    action: Any = None
    asks_for_action: bool = False

    def __str__(self) -> str:
        return self.words


def what_a_return_lacks(quarterly: Any, *, version_of_plan: Any) -> list[str]:
    """One sentence for each thing that is missing, in the order of the measures; then of earlier actions.

    The computed ratings are those that are kept on the lines when the return is submitted, by this version of the plan.
    """
    lines = list(quarterly.lines.select_related("measure"))
    ratings = {line.measure_id: line.computed_rating for line in lines}
    return [str(lack) for lack in lacks(lines, ratings, helped_by(quarterly.partner), unreported(quarterly))]


def lacks(
    lines: Iterable[Any],
    ratings: Mapping[int, str],
    helped: Collection[int],
    silent: Iterable[Any],
    said: Mapping[int, Any] = {},
) -> list[Lack]:
    """What is missing of the lines and then of earlier actions. ratings: the computed one by measure; "" where it is
    not known. helped: measures with an open action. silent: earlier actions about which nothing was said. said: what
    the plan says of the measures, by key.
    """
    found = [
        lack
        for line in lines
        for lack in _of_line(
            line,
            said.get(line.measure_id, line.measure),
            ratings.get(line.measure_id, ""),
            line.measure_id in helped,
        )
    ]
    return found + [Lack(f"what became of “{action}”", action=action) for action in silent]


def helped_by(partner: Any) -> set[int]:
    """The measures for which the partner has an open action."""
    return set(partner.actions.still_open().values_list("measure_id", flat=True))


def without_action(lines: Iterable[Any], helped: Collection[int]) -> list[Any]:
    """The lines that are red, by the partner's own rating or the computed one, without an open action."""
    return [
        line
        for line in lines
        if RED in (line.own_rating, line.computed_rating) and line.measure_id not in helped
    ]


def _of_line(line: Any, measure: Any, computed: str, is_helped: bool) -> list[Lack]:
    lacking = []
    if not line.own_rating:
        lacking.append(Lack(f"your rating of “{measure}”", line))
    if not line.behind.strip():
        lacking.append(Lack(f"what lies behind “{measure}”", line))
    if RED in (line.own_rating, computed) and not is_helped:
        words = f"an improvement action for “{measure}”, which is red"
        lacking.append(Lack(words, line, asks_for_action=True))
    if line.own_rating and computed and asks_why(line.own_rating, computed) and not line.why_above.strip():
        lacking.append(Lack(f"why your rating of “{measure}” is not that of its figure", line))
    return lacking


def is_earlier(action: Any, quarterly: Any) -> bool:
    """Whether an action of the partner is of before this return; of those that were open when it was opened, the return
    tells what became of them.
    """
    was_there = action.added_on < timezone.localdate(quarterly.opened_at)
    return was_there and action.raised_in_id != quarterly.pk


def unreported(quarterly: Any) -> list[Any]:
    """Earlier actions still open about which nothing was said since the return was opened."""
    told = quarterly.partner.actions.still_open().exclude(progress__reported_at__gte=quarterly.opened_at)
    return [each for each in told.order_by("due_on", "pk") if is_earlier(each, quarterly)]
