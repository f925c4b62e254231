"""A draft: the controlled report as it may be published, judged against everything published before."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings

from outcomes import disclosure
from outcomes.cells import Cell
from outcomes.comparing.reoffending import ReoffendingCompared
from outcomes.exports import FORMATS
from outcomes.freezing import frozen
from outcomes.models import Snapshot, SnapshotContent, SnapshotFile, Suppression
from outcomes.pages.method import definition
from outcomes.periods import period as period_named
from outcomes.periods import year_of
from outcomes.places import Kind, place_named
from outcomes.report import Line, Report, outcome_report, without_control
from outcomes.whole import WholeReport, whole_report

from .guard import Breach, Publication, breaches
from .rows import rows_hash
from .sums import sums_of
from .told import COHORTS, LINES, ROWS, VERIFIED, Told, as_kept, kept, other_parts, told_of

STEPS = ("Waiting to begin", "Counting", "Comparing with everything published", "Writing the files")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Draft:
    """What a snapshot will hold, and the log of what control hid of it."""

    content: SnapshotContent
    files: list[SnapshotFile]
    suppressions: list[Suppression]


def draft_of(snapshot: Snapshot, progress: Progress) -> Draft:
    """Work out everything that a snapshot holds. `progress` is told each step of `STEPS` as it begins."""
    progress(1)
    controlled = _report(snapshot)
    exact, whole = whole_report(without_control(controlled)), whole_report(controlled)
    told = told_of(exact, whole)
    progress(2)
    found = judged(told)
    whole = withholding(whole, found)
    progress(3)
    text = _as_text(frozen(whole))
    content = SnapshotContent(
        snapshot=snapshot,
        report=text,
        report_hash=_hash(text.encode()),
        rows_hash=rows_hash(exact.report),
        definitions=_as_text([frozen(definition(line.indicator)) for line in exact.report.lines]),
        counted=kept(_as_told(told, found)),
        withheld=_as_text([frozen(each) for each in found]),
    )
    return Draft(content, list(_files(snapshot, whole)), list(_suppressions(snapshot, exact, told, found)))


def judged(told: Sequence[Told]) -> list[Breach]:
    """What stands against publishing these numbers beside everything that was ever published."""
    sums = sums_of(each.key for each in told)
    return breaches(told, published_beside(told), sums, settings.SMALLEST_NUMBER_SHOWN)


def published_beside(told: Sequence[Told]) -> list[Publication]:
    """What was published of the same financial years, in the order in which it was."""
    years = {year_of(period_named(each.key.period)) for each in told}
    found = []
    for snapshot in Snapshot.objects.ever_published().select_related("content").order_by("turn"):
        beside = [each for each in as_kept(snapshot.content.counted)
                  if year_of(period_named(each.key.period)) in years]  # fmt: skip
        if beside:
            found.append(Publication(str(snapshot), beside))
    return found


def withholding(whole: WholeReport, found: Collection[Breach]) -> WholeReport:
    """The whole report without what the guard forbids: indicators, their cohorts, or other parts of it altogether."""
    report, gone = whole.report, _gone(found)
    lines = tuple(_withheld(line) if (LINES, line.indicator.slug) in gone else line for line in report.lines)
    has_curve = all(
        (LINES, line.indicator.slug) not in gone for line in report.lines if line.indicator.survival
    )
    slugs = {table for part, table in gone if part == LINES}
    parts = {part: _nothing_of(getattr(whole, part)) for part in other_parts() if part in dict(gone)}
    return replace(
        whole,
        report=replace(report, lines=lines, survival=report.survival if has_curve else ()),
        cohorts={slug: each for slug, each in whole.cohorts.items() if (COHORTS, slug) not in gone},
        ratings={slug: each for slug, each in whole.ratings.items() if slug not in slugs},
        directions={slug: each for slug, each in whole.directions.items() if slug not in slugs},
        **{"divided": tuple(each for each in whole.divided if each.indicator.slug not in slugs)} | parts,
    )


def _nothing_of(part: Any) -> Any:
    """A part with nothing in it: no rows, no numbers, and its cells without theirs."""
    if isinstance(part, Cell):
        return disclosure.withheld(part)
    if isinstance(part, ReoffendingCompared):
        return ReoffendingCompared(part.period, (), None)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _nothing_of(getattr(part, each.name)) for each in fields(part)})
    if isinstance(part, Mapping | tuple):
        return type(part)()
    return None if isinstance(part, float) else part


def _gone(found: Iterable[Breach]) -> set[tuple[str, str]]:
    """The parts and tables withheld. The verified share of an indicator goes with it."""
    return {(each.part, each.table.removesuffix(VERIFIED)) for each in found}


def _withheld(line: Line) -> Line:
    return Line(line.indicator, disclosure.withheld(line.cell), dict.fromkeys(line.apart))


def _report(snapshot: Snapshot) -> Report:
    kind: Kind = snapshot.kind  # type: ignore[assignment]
    return outcome_report(
        place_named(kind, snapshot.place),
        period_named(snapshot.period),
        snapshot.as_at,
        snapshot.known_at,
        specification=snapshot.specification,
    )


def _as_told(told: Iterable[Told], found: Collection[Breach]) -> list[Told]:
    """What is told in the end. What is withheld tells nothing, and is not kept as hidden either: it may be large."""
    gone = _gone(found)
    parts = {part for part, _ in gone} & set(other_parts())
    return [
        each
        for each in told
        if each.part not in parts and (each.part, each.table.removesuffix(VERIFIED)) not in gone
    ]


def _files(snapshot: Snapshot, whole: WholeReport) -> Iterator[SnapshotFile]:
    for name, form in FORMATS.items():
        content = form.write(whole)
        yield SnapshotFile(
            snapshot=snapshot,
            format=name,
            content_type=form.content_type,
            content=content,
            content_hash=_hash(content),
        )


def _suppressions(
    snapshot: Snapshot, exact: WholeReport, told: Sequence[Told], found: Sequence[Breach]
) -> Iterator[Suppression]:
    """A row of the log for each indicator and reason: never a number."""
    by_itself = {line.indicator.slug: disclosure.hides_by_itself(line.cell, settings.SMALLEST_NUMBER_SHOWN)
                 for line in exact.report.lines}  # fmt: skip
    hidden: dict[tuple[str, str, str], list[str]] = {}
    for breach in found:
        hidden.setdefault((breach.part, breach.table, Suppression.Why.DIFFERENCING), []).append(breach.entry)
    for each in told:
        if not each.is_shown:
            why = _why(each, by_itself.get(each.table, frozenset()))
            hidden.setdefault((each.part, each.table, why), []).append(each.entry)
    for (part, table, why), entries in hidden.items():
        words = ", ".join(dict.fromkeys(entries)).replace("_", " ")
        yield Suppression(snapshot=snapshot, part=part, cell=table, entries=words, why=why)


def _why(told: Told, by_itself: frozenset[str]) -> str:
    entry = {ROWS: "denominator", "non_events": "events"}.get(told.entry, told.entry)
    small = entry in by_itself or 0 < told.count < settings.SMALLEST_NUMBER_SHOWN
    return Suppression.Why.SMALL if small else Suppression.Why.COMPLEMENTARY


def _as_text(plain: object) -> str:
    """JSON in the order in which it was written: a database's own JSON would sort its names."""
    return json.dumps(plain, ensure_ascii=False)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
