"""The funnel of hubs: its picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from foundation.design.charts import (
    PAGE_WIDTH,
    PHONE_WIDTH,
    Caption,
    FunnelHub,
    FunnelLimit,
    Scene,
    funnel,
    share_ticks,
)
from outcomes.comparing.funnels import Hubs
from outcomes.disclosure import RATE_FROM
from outcomes.parts.case_mix import SHOWN
from outcomes.statistics import funnel_limits
from outcomes.whole import WholeReport

from . import keys
from .words import SUPPRESSED, say_count, say_interval, say_percent, say_period

STEPS = 24
WITHIN = "lies inside the limits: chance alone could place it there"
BEYOND = "lies outside the 99.8% limits: look at case mix and recording before performance"


@dataclass(frozen=True)
class Funnel:
    """A drawn funnel, for the page and for the phone, and the rows of its tables.

    A row of `rows` is hub, count, rate, interval; of `mixes` hub, people referred, and a share for each of `mix_heads`.
    """

    wide: Scene
    narrow: Scene
    under: str
    rows: Sequence[tuple[str, str, str, str]]
    mixes: Sequence[tuple[str, ...]]
    mix_heads: tuple[str, ...]
    takeaway: str

    @property
    def keyed(self) -> list[tuple[str, tuple[str, str, str, str]]]:
        """The rows of hubs, each with the key that opens it."""
        return [(keys.of_hub(row[0]), row) for row in self.rows]

    @property
    def named_mixes(self) -> list[dict[str, object]]:
        """The case mix of each hub: its name, and each figure with its words."""
        heads = ("Referred", *self.mix_heads)
        return [
            {"key": keys.of_mix(name), "name": name, "figures": list(zip(heads, figures, strict=True))}
            for name, *figures in self.mixes
        ]

    @property
    def title(self) -> str:
        return self.wide.title


def hub_funnel(whole: WholeReport) -> Funnel | None:
    """The funnel of attendance by hub, for England and contract areas; None where no hub can be shown."""
    report, hubs = whole.report, whole.hubs
    if hubs is None:
        return None
    baseline = hubs.all.rate or 0.0
    outside = hubs.beyond
    drawn = [
        FunnelHub(name, cell.rate or 0, cell.denominator or 0, name in outside)
        for name, cell in hubs.by_name.items()
    ]
    title = _title(outside)
    description = (
        f"Attendance of {len(drawn)} hubs by number of bookings, against {say_percent(baseline, 0)} for all hubs of "
        f"England with 95% and 99.8% limits. {_where_named(hubs)}"
    )
    caption = Caption(title, description, "Attended, %")
    wide, narrow = (_draw(caption, drawn, baseline, hubs.own, width) for width in (PAGE_WIDTH, PHONE_WIDTH))
    under = f"Bookings in sessions held, hubs with 30 or more, {say_period(report.period)}"
    return Funnel(
        wide,
        narrow,
        under,
        _rows(hubs),
        _mixes(hubs),
        tuple(words for *_, words in SHOWN),
        _takeaway(hubs.own, outside),
    )


def _where_named(hubs: Hubs) -> str:
    """Where the figures of which hubs stand: others than the place’s own are in no table of its report."""
    if len(hubs.named) == len(hubs.by_name):
        return "The figures are in the table, by name."
    whose = "one hub that is" if len(hubs.named) == 1 else f"{len(hubs.named)} hubs that are"
    return f"The table has the figures of the {whose} named here; the others are in no table of this report."


def _title(outside: Sequence[str]) -> str:
    if not outside:
        return "No hub lies outside what chance alone explains"
    if len(outside) == 1:
        return "One hub lies outside the 99.8% limits"
    return f"{len(outside)} hubs lie outside the 99.8% limits"


def _takeaway(own: Sequence[str], outside: Sequence[str]) -> str:
    """Where the place's own hubs lie, and that there is no order of hubs."""
    told = [f"{name} {BEYOND if name in outside else WITHIN}." for name in own]
    return " ".join([*told, "Hubs are not ranked."])


def _mixes(hubs: Hubs) -> list[tuple[str, ...]]:
    """Whom each named hub serves."""
    return [(name, say_count(mix.referred), *map(_say_share, mix.shares)) for name, mix in hubs.mixes.items()]


def _say_share(share: float | None) -> str:
    return SUPPRESSED if share is None else say_percent(share, 0)


def _draw(
    caption: Caption, hubs: Sequence[FunnelHub], baseline: float, own: Sequence[str], width: float
) -> Scene:
    most = max(hub.out_of for hub in hubs)
    sizes = sorted({RATE_FROM, *(max(RATE_FROM, round(most * step / STEPS)) for step in range(1, STEPS + 1))})
    inner, outer = (
        [FunnelLimit(size, *funnel_limits(baseline, size)[level]) for size in sizes] for level in (0, 1)
    )
    return funnel(
        caption, hubs, baseline, inner, outer, size_words="Bookings", ticks=_ticks(hubs, outer), decimals=0,
        own=own[0] if len(own) == 1 else "",
        width=width, height=380 if width > PHONE_WIDTH else 340,
    )  # fmt: skip


def _ticks(hubs: Sequence[FunnelHub], outer: Sequence[FunnelLimit]) -> tuple[float, ...]:
    """From the whole tenth below every hub and most limits: a funnel need not start at 0, and its axis says so."""
    fair = [limit for limit in outer if limit.out_of >= outer[-1].out_of / 10]
    lowest = min([limit.low for limit in fair] + [hub.share for hub in hubs])
    highest = max([limit.high for limit in fair] + [hub.share for hub in hubs])
    return share_ticks(highest, floor(lowest * 10) / 10)


def _rows(hubs: Hubs) -> list[tuple[str, str, str, str]]:
    return [
        (
            name,
            f"{say_count(cell.numerator)} of {say_count(cell.denominator)}",
            say_percent(cell.rate or 0, 0),
            say_interval(cell.low or 0, cell.high or 0, 0),
        )
        for name, cell in hubs.named.items()
    ]
