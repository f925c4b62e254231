"""Figures by groups of people: each row of an indicator in its part, once for each way of grouping (decision 134)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes.engine import Counts, Where, code_of
from outcomes.indicators import CATALOGUE, Indicator, indicator
from outcomes.indicators.declaration import Part
from outcomes.indicators.rows import DECIDED, RELEASED, STARTED, SUBMITTED
from outcomes.moments import ReportMoment
from outcomes.strata import AGE_BAND, CUSTODY_LENGTH, ETHNICITY, NEED, SEX, Stratum, WhereOf

from .joined import Joined

# Every rate of which a row is a person's referral or release; in bookings, who comes often would count often.
INDICATORS = tuple(
    each.slug
    for each in CATALOGUE
    if each.unit == "share" and each.index in (SUBMITTED, DECIDED, STARTED, RELEASED)
)
GROUPINGS = (SEX, AGE_BAND, ETHNICITY, NEED)
MIXED_BY = (NEED, CUSTODY_LENGTH)  # the case mix of hubs
REFERRED = indicator("decided-in-time")  # its rows are the referrals submitted


def by_groups(of: Indicator, strata: Sequence[Stratum]) -> Indicator:
    """The rows of an indicator, each counted in its part once for each stratum: part.of is stratum and value."""
    return replace(
        of, slug=f"{of.slug} by group", code=_code(of, strata), says=_says(of, strata), series_break=None,
        verified=None, survival=None, waits=None, led_by="", counted_with="",
    )  # fmt: skip


def by_value(stratum: Stratum, counted: Mapping[Where, Counts]) -> Mapping[WhereOf, Counts]:
    """The counts of each group of one stratum, out of those by all of them."""
    found: dict[WhereOf, Counts] = defaultdict(Counter)
    for (place, quarter), parts in counted.items():
        for part, number in parts.items():
            slug, _, value = part.of.partition(" ")
            if slug == stratum.slug:
                found[place, quarter, value][Part(part.name, part.reason)] += number
    return found


def _code(of: Indicator, strata: Sequence[Stratum]) -> Callable[[ReportMoment], Joined]:
    def code(at: ReportMoment) -> Joined:
        return Joined(code_of(of, at), *(stratum.value(at) for stratum in strata))

    return code


def _says(of: Indicator, strata: Sequence[Stratum]) -> Callable[[str], Iterable[Part]]:
    def says(code: str) -> Iterator[Part]:
        first, *values = code.split("|")
        part = of.part_of(first)
        for stratum, value in zip(strata, values, strict=True):
            yield Part(part.name, part.reason, f"{stratum.slug} {value}")

    return says


CASE_MIX = by_groups(REFERRED, MIXED_BY)
_DIVIDED = {slug: (of := indicator(slug), by_groups(of, GROUPINGS)) for slug in INDICATORS}


def divided_by_groups(of: Indicator) -> Indicator:
    """One of `INDICATORS` by the four groupings; of an earlier form of it, by that form."""
    in_force, found = _DIVIDED[of.slug]
    return found if in_force is of else by_groups(of, GROUPINGS)


DIVIDED = tuple(found for _, found in _DIVIDED.values())
