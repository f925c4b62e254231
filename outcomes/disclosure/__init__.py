"""Disclosure control: what may leave the staff of a hub without telling on anyone (outcomes: section 3).

Applied once, last, to uncontrolled cells. A reader is assumed to know every rule here, the exact
number of index rows of a cell (another indicator over the same people may give it) and, in a table, the
exact counts of the whole, which whole percentages may pin down; no part of 1 to k-1 may follow from that.

1. A part of 1 to k-1 is hidden. Events and non-events go together, with numerator, rate and interval; a
   denominator of 1 to k-1 takes both. Nobody, or everybody, in a denominator under 30 is hidden too.
2. Within a row, hidden parts beside the denominator must be at least two, together at least k people, and
   not all of nearly k-1. Otherwise the smallest other parts are hidden, all that round to the same; where only
   empty parts are left, all of them are, because choosing one would point at the one that is not empty; and
   where that is still not enough, the denominator with its rate.
3. Between a whole and its parts (an area and its hubs, or an area and its only other part) the same holds
   for each column; a whole in the middle is hidden rather than a part with a rate of its own, and covers no more
   than what is hidden in it, since one sum can be put into another. What follows from nobody covers nothing.
   Covering one row can uncover a column, so both are repeated until nothing moves.
4. A figure per person says how many events there were beyond the first of each: a count as any other, hidden from 1 to
   k-1, with the figure. Where the people who share the events are those who had one, they go with the events.
5. Counts are rounded to 5, each on its own; rates and intervals are whole percent worked out from unrounded
   figures, and shown from a denominator of 30.

The guard against comparing one publication with an earlier one works on whole publications: `publishing.guard`.
"""

from outcomes.rounding import RATE_FROM, ROUNDED_TO

from .cells import (
    control,
    control_count,
    control_table,
    hides_by_itself,
    known_share,
    only_counted,
    withheld,
)
from .curves import KNOTS, Knot, control_curve

__all__ = [
    "KNOTS",
    "RATE_FROM",
    "ROUNDED_TO",
    "Knot",
    "control",
    "control_count",
    "control_curve",
    "control_table",
    "hides_by_itself",
    "known_share",
    "only_counted",
    "withheld",
]
