"""Whom each hub serves: the people referred to it by need and by time in custody (outcomes: Hubs, case mix).

It stands beside the funnel, because hubs that serve others are not compared by one rate alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from outcomes.disclosure import RATE_FROM
from outcomes.indicators import indicator
from outcomes.places import HUBS
from outcomes.report import Report
from outcomes.strata import CUSTODY_LENGTH, NEED, counts_by_each

from .controlling import counts_shown

REFERRED = "decided-in-time"  # its rows are the referrals submitted
SHOWN = (
    (NEED, "substance", "Substance need"),
    (NEED, "accommodation", "Accommodation need"),
    (CUSTODY_LENGTH, "under_12_months", "Under 12 months in custody"),
)
EVERYBODY = ""


@dataclass(frozen=True)
class CaseMix:
    """How many were referred to a hub, and the shares of `SHOWN` among them; None for what may not be shown."""

    referred: int | None
    shares: tuple[float | None, ...]


def case_mix_of(report: Report, hubs: Collection[int]) -> dict[int, CaseMix]:
    """The case mix of some hubs, controlled for everybody: in one query."""
    found = counts_by_each(
        (NEED, CUSTODY_LENGTH),
        indicator(REFERRED),
        HUBS,
        report.moment,
        report.period.quarters,
        sorted(hubs),
    )
    return {hub: _mix(hub, found) for hub in hubs}


def _mix(hub: int, found: Mapping[str, Mapping]) -> CaseMix:
    shown: dict[tuple[str, str], int | None] = {}
    exact: Counter[tuple[str, str]] = Counter()
    for stratum in (NEED, CUSTODY_LENGTH):
        counts = Counter(dict.fromkeys(stratum.values, 0))
        for (place, _, value), parts in found[stratum.slug].items():
            if place == hub:
                counts[value] += sum(parts.values())
        everybody = sum(counts.values())
        exact.update({(stratum.slug, value): number for value, number in counts.items()})
        told = counts_shown({**counts, EVERYBODY: everybody}, [(EVERYBODY, list(counts))])
        shown |= {(stratum.slug, value): number for value, number in told.items()}
    referred = [shown[stratum.slug, EVERYBODY] for stratum in (NEED, CUSTODY_LENGTH)]
    if None in referred:
        return CaseMix(None, (None,) * len(SHOWN))
    shares = tuple(
        None if shown[stratum.slug, value] is None or everybody < RATE_FROM
        else round(exact[stratum.slug, value] / everybody, 2)
        for stratum, value, _ in SHOWN
    )  # fmt: skip
    return CaseMix(referred[0], shares)
