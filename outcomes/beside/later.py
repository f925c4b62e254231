"""Releases of people whose referral to a hub came only afterwards (outcomes: Place).

What follows from a release is the hub's only where a referral was submitted by then. Somebody referred later had to
stay free until the referral, so to count them from their release would be immortal-time bias: they stand apart, as a
number (delayed entry).
"""

from collections.abc import Callable, Mapping

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from outcomes.indicators import CATALOGUE, Indicator
from outcomes.indicators.declaration import Index, Part
from outcomes.indicators.rows import RELEASED
from outcomes.indicators.through_the_gate import THROUGH_THE_GATE
from outcomes.moments import ReportMoment
from outcomes.places import hub_referred_later
from people.models import Release

REFERRED_LATER = "referred_later"
RELEASED_BEFORE = Index(
    "release before a referral", Release, "released_on", F("released_on"), hub_referred_later
)


def _code(at: ReportMoment) -> Combinable:
    return Value(REFERRED_LATER)


def _counted_with(of: Indicator) -> Indicator:
    """The rows of an indicator, at the hub of a later referral."""
    return Indicator(
        slug=f"{of.slug} of those referred later", id="", title="", why="", index_date="", denominator="",
        numerator="", notes="", parts={REFERRED_LATER: Part("apart", REFERRED_LATER)}, index=RELEASED_BEFORE,
        rows=of.rows, code=_code,
    )  # fmt: skip


def _by_rows() -> Mapping[str, Indicator]:
    """Indicators with the same rows share their count. One whose rows need an earlier referral has nobody to add."""
    by_rows: dict[Callable[[ReportMoment], QuerySet], Indicator] = {}
    found = {}
    for each in CATALOGUE:
        if each.index is RELEASED and each is not THROUGH_THE_GATE:
            found[each.slug] = by_rows.setdefault(each.rows, _counted_with(each))
    return found


LATER_OF: Mapping[str, Indicator] = _by_rows()
LATER: tuple[Indicator, ...] = tuple({each.slug: each for each in LATER_OF.values()}.values())
