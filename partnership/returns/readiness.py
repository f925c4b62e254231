"""What a return still lacks before it can be submitted (outcomes: section 5)."""

from typing import Any

from ..states import RED, asks_why


def what_a_return_lacks(quarterly: Any) -> list[str]:
    """One sentence for each thing that is missing, in the order of the measures; then of earlier actions.

    The computed ratings are those that `kept` on the lines when the return is submitted.
    """
    lines = list(quarterly.lines.select_related("measure"))
    helped = set(quarterly.partner.actions.still_open().values_list("measure_id", flat=True))
    lacking = [sentence for line in lines for sentence in _of_line(line, line.measure_id in helped)]
    return lacking + [f"what became of “{action}”" for action in unreported(quarterly)]


def _of_line(line: Any, is_helped: bool) -> list[str]:
    measure, lacking = line.measure, []
    if not line.own_rating:
        lacking.append(f"your rating of “{measure}”")
    if not line.behind.strip():
        lacking.append(f"what lies behind “{measure}”")
    if RED in (line.own_rating, line.computed_rating) and not is_helped:
        lacking.append(f"an improvement action for “{measure}”, which is red")
    is_rated = line.own_rating and line.computed_rating
    if is_rated and asks_why(line.own_rating, line.computed_rating) and not line.why_above.strip():
        lacking.append(f"why you rate “{measure}” above its figure")
    return lacking


def unreported(quarterly: Any) -> list[Any]:
    """The partner's open actions of before this return about which nothing was said since it was opened."""
    earlier = quarterly.partner.actions.still_open().exclude(raised_in=quarterly)
    return list(earlier.exclude(progress__reported_at__gte=quarterly.opened_at).order_by("due_on", "pk"))
