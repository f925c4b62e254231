"""What the plan says of the measures of a return: while it is with its partner as the plan stands, and once it is
submitted as it stood then (decision 140).
"""

from collections.abc import Iterable, Mapping

from ..models import Return, ReturnLine
from ..plans.standing import Standing, said_of
from ..plans.value import PlannedMeasure


def said_of_lines(quarterly: Return, lines: Iterable[ReturnLine]) -> Mapping[int, PlannedMeasure]:
    """{measure: what the plan says of it}, by key. The lines come with their measure, its priority and its owner."""
    kept = quarterly.version_of_plan
    known = Standing(kept).measures if kept else {}
    rest = said_of(line.measure for line in lines if line.measure_id not in known)
    return {
        line.measure_id: known[line.measure_id] if line.measure_id in known else rest[line.measure_id]
        for line in lines
    }
