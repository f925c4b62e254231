"""Whom each hub serves: the people referred to it by need and by time in custody (outcomes: Hubs, case mix).

It stands beside the funnel, because hubs that serve others are not compared by one rate alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from outcomes.beside.groups import CASE_MIX, MIXED_BY, by_value
from outcomes.disclosure import RATE_FROM
from outcomes.engine import Counts
from outcomes.report import Report
from outcomes.strata import CUSTODY_LENGTH, NEED, Stratum, WhereOf

from .controlling import counts_shown

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
    """The case mix of some hubs, controlled for everybody among all hubs of England."""
    found = report.beside.hubs.counts(CASE_MIX.slug)
    groups = {stratum.slug: _by_hub(stratum, by_value(stratum, found)) for stratum in MIXED_BY}
    shown = {slug: mixes_shown(by_hub) for slug, by_hub in groups.items()}
    return {hub: _mix(hub, groups, shown) for hub in hubs}


def counts_of_mixes(report: Report) -> dict[int | None, dict[str, int]]:
    """How many were referred to each hub, and how many of them are in each group of `SHOWN`: without control."""
    found = report.beside.hubs.counts(CASE_MIX.slug)
    groups = {stratum.slug: _by_hub(stratum, by_value(stratum, found)) for stratum in MIXED_BY}
    first, *_ = groups.values()
    return {
        hub: {"referred": sum(of.values())}
        | {words: groups[by.slug][hub][value] for by, value, words in SHOWN}
        for hub, of in first.items()
    }


def _by_hub(stratum: Stratum, found: Mapping[WhereOf, Counts]) -> dict[int | None, Counter[str]]:
    """How many were referred to each hub, by group."""
    by_hub: dict[int | None, Counter[str]] = {}
    for (hub, _, value), parts in found.items():
        by_hub.setdefault(hub, Counter(dict.fromkeys(stratum.values, 0)))[value] += sum(parts.values())
    return by_hub


def mixes_shown(by_hub: Mapping[int | None, Mapping[str, int]]) -> dict[int | None, dict[str, int | None]]:
    """How many each hub has of every group, and of everybody, as it may be shown: no small group follows from the
    others of its hub, nor a small hub from England, whose number of referrals is told, less the others.
    """
    counts = {_at(hub, EVERYBODY): sum(groups.values()) for hub, groups in by_hub.items()}
    sums = [(ENGLAND, list(counts))] if counts else []
    counts[ENGLAND] = sum(counts.values())
    for hub, groups in by_hub.items():
        sums.append((_at(hub, EVERYBODY), [_at(hub, name) for name in groups]))
        counts |= {_at(hub, name): number for name, number in groups.items()}
    shown = counts_shown(counts, sums, told=[_at(hub, EVERYBODY) for hub in by_hub])
    return {
        hub: {name: shown[_at(hub, name)] for name in (EVERYBODY, *groups)} for hub, groups in by_hub.items()
    }


def _at(hub: int | None, name: str) -> str:
    return f"{hub}|{name}"


def _mix(
    hub: int,
    groups: Mapping[str, Mapping[int | None, Mapping[str, int]]],
    shown: Mapping[str, Mapping[int | None, Mapping[str, int | None]]],
) -> CaseMix:
    if any(hub not in of_hubs for of_hubs in shown.values()):
        return CaseMix(0, (None,) * len(SHOWN))
    referred = [of_hubs[hub][EVERYBODY] for of_hubs in shown.values()]
    if None in referred:
        return CaseMix(None, (None,) * len(SHOWN))
    shares = (
        _share(groups[stratum.slug][hub], value, shown[stratum.slug][hub]) for stratum, value, _ in SHOWN
    )
    return CaseMix(referred[0], tuple(shares))


def _share(exact: Mapping[str, int], value: str, shown: Mapping[str, int | None]) -> float | None:
    everybody = sum(exact.values())
    return None if shown[value] is None or everybody < RATE_FROM else round(exact[value] / everybody, 2)
