"""Whom each hub serves: the people referred to it by need and by time in custody (outcomes: Hubs, case mix).

It stands beside the funnel, because hubs that serve others are not compared by one rate alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from outcomes.disclosure import RATE_FROM
from outcomes.engine import Counts
from outcomes.indicators import indicator
from outcomes.places import HUBS
from outcomes.report import Report
from outcomes.strata import CUSTODY_LENGTH, NEED, Stratum, WhereOf, counts_by_each

from .controlling import counts_shown

REFERRED = "decided-in-time"  # its rows are the referrals submitted
SHOWN = (
    (NEED, "substance", "Substance need"),
    (NEED, "accommodation", "Accommodation need"),
    (CUSTODY_LENGTH, "under_12_months", "Under 12 months in custody"),
)
EVERYBODY, ENGLAND = "", "England"


@dataclass(frozen=True)
class CaseMix:
    """How many were referred to a hub, and the shares of `SHOWN` among them; None for what may not be shown."""

    referred: int | None
    shares: tuple[float | None, ...]


def case_mix_of(report: Report, hubs: Collection[int]) -> dict[int, CaseMix]:
    """The case mix of some hubs, controlled for everybody among all hubs of England: in one query."""
    found = counts_by_each(
        (NEED, CUSTODY_LENGTH), indicator(REFERRED), HUBS, report.moment, report.period.quarters
    )
    groups = {stratum.slug: _by_hub(stratum, found[stratum.slug]) for stratum in (NEED, CUSTODY_LENGTH)}
    shown = {slug: mixes_shown(by_hub, hubs) for slug, by_hub in groups.items()}
    return {hub: _mix(hub, groups, shown) for hub in hubs}


def _by_hub(stratum: Stratum, found: Mapping[WhereOf, Counts]) -> dict[int | None, Counter[str]]:
    """How many were referred to each hub, by group."""
    by_hub: dict[int | None, Counter[str]] = defaultdict(lambda: Counter(dict.fromkeys(stratum.values, 0)))
    for (hub, _, value), parts in found.items():
        by_hub[hub][value] += sum(parts.values())
    return by_hub


def mixes_shown(
    by_hub: Mapping[int | None, Mapping[str, int]], hubs: Collection[int]
) -> dict[int, dict[str, int | None]]:
    """How many each hub has of every group, and of everybody, as it may be shown: no small group follows from the
    others of its hub, nor from the same group of all hubs together, which England's figures tell.
    """
    told = {str(hub): {**counts, EVERYBODY: sum(counts.values())} for hub, counts in by_hub.items()}
    names = {name for counts in told.values() for name in counts}
    told[ENGLAND] = {name: sum(counts[name] for counts in told.values()) for name in names}
    across = [(_at(ENGLAND, name), [_at(str(hub), name) for hub in by_hub]) for name in sorted(names)]
    within = [
        (_at(where, EVERYBODY), [_at(where, name) for name in sorted(names - {EVERYBODY})]) for where in told
    ]
    shown = counts_shown(
        {_at(where, name): number for where, counts in told.items() for name, number in counts.items()},
        [*within, *across],
    )
    return {hub: {name: shown.get(_at(str(hub), name), 0) for name in names} for hub in hubs}


def _at(where: str, name: str) -> str:
    return f"{where}|{name}"


def _mix(
    hub: int,
    groups: Mapping[str, Mapping[int | None, Mapping[str, int]]],
    shown: Mapping[str, Mapping[int, Mapping[str, int | None]]],
) -> CaseMix:
    referred = [shown[slug][hub].get(EVERYBODY, 0) for slug in groups]
    if None in referred:
        return CaseMix(None, (None,) * len(SHOWN))
    shares = tuple(
        _share(groups[stratum.slug][hub], value, shown[stratum.slug][hub]) for stratum, value, _ in SHOWN
    )
    return CaseMix(referred[0], shares)


def _share(exact: Mapping[str, int], value: str, shown: Mapping[str, int | None]) -> float | None:
    everybody = sum(exact.values())
    if shown.get(value) is None or everybody < RATE_FROM:
        return None
    return round(exact[value] / everybody, 2)
