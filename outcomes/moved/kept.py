"""Why the figures of a published report differ from those of the one before: worked out once, with its draft, and kept.

Records may be corrected, merged or erased later; what was published of the change stays as it was.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from outcomes.freezing import CannotThaw, frozen, thawed
from outcomes.models import Move, Snapshot
from outcomes.periods import period as period_named
from outcomes.places import Kind, place_named
from outcomes.report import Line, Report
from outcomes.whole import WholeReport

from .change import Moved, Standing
from .dividing import Published, moved

TOO_OLD = "The earlier report was kept in a form that can be read no longer; its figures stand in its files."


def move_to(later: Snapshot) -> Move | None:
    """The change since the report before it, to be kept with the draft; None where there is none before it.

    `later` has its content, which need not be kept yet: this counts for long, and is done before anything is written.
    """
    earlier = before(later)
    if earlier is None:
        return None
    told = [frozen(each) for each in changes(earlier, later)]
    return Move(later=later, earlier=earlier, told=json.dumps(told, ensure_ascii=False))


def before(later: Snapshot) -> Snapshot | None:
    """The report that one follows: the version it corrects; else the standing one of the latest period before its own,
    of the same place and length.
    """
    if later.corrects is not None:
        return later.corrects
    begins = period_named(later.period).starts_on
    same = [
        (period_named(each.period), each)
        for each in Snapshot.objects.of(later.kind, later.place).standing().exclude(pk=later.pk)
    ]
    fitting = [
        (period.starts_on, each.pk, each)
        for period, each in same
        if period.starts_on < begins and period.is_year == period_named(later.period).is_year
    ]
    return max(fitting, default=(None, None, None))[2]


def changes(earlier: Snapshot, later: Snapshot) -> Iterable[Moved]:
    """The change of every rate of the later report, after control; refusals where the earlier can be read no longer."""
    second = _report(later)
    try:
        first = _report(earlier)
    except CannotThaw:
        yield from (
            Moved(line.indicator.slug, line.indicator.title, refusal=TOO_OLD) for line in _rates(second)
        )
        return
    standings = _standing(earlier), _standing(later)
    for line in _rates(second):
        slug = line.indicator.slug
        try:
            cell = first.line(slug).cell
        except LookupError:
            yield Moved(slug, line.indicator.title, refusal="The earlier report has no such figure.")
            continue
        yield moved(slug, *standings, Published(cell, line.cell))


def _rates(report: Report) -> Iterator[Line]:
    for line in report.lines:
        if line.indicator.unit == "share" and not line.indicator.survival and not line.indicator.led_by:
            yield line


def told_of(move: Move) -> tuple[Moved, ...]:
    """What was kept."""
    return thawed(tuple[Moved, ...], json.loads(move.told))


def _report(snapshot: Snapshot) -> Report:
    return thawed(WholeReport, json.loads(snapshot.content.report)).report


def _standing(snapshot: Snapshot) -> Standing:
    kind: Kind = snapshot.kind  # type: ignore[assignment]
    place: Any = place_named(kind, snapshot.place)
    return Standing(
        place, period_named(snapshot.period), snapshot.as_at, snapshot.known_at, snapshot.specification
    )
