"""The annexes of a pack: how good the data are, how each figure is counted, and what it rests on."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from foundation.design.dates import say_day
from outcomes.freezing import CannotThaw, thawed
from outcomes.models import Snapshot
from outcomes.pages.method import Entry
from outcomes.pages.rows import Row
from outcomes.pages.words import MARKERS, ROUNDED
from outcomes.periods import period as period_named
from outcomes.publishing.pages import frozen_whole

from ..figures.reading import source_of
from ..models import PublishedFigure
from ..states import Unit
from .measures import Courses
from .value import Block, Headed, Listed, RestsOn, Said, Section, Tabled

PROVISIONAL = (
    "A provisional figure may still move: records of its period may come in late. The report of a later day gives the "
    "final one."
)
ENTERED = (
    "What a partner enters is public with a pack. Of people it is rounded and kept back as in reports, and so is "
    "a figure that would give away another, such as a year beside its quarters."
)


def reports_behind(courses: Courses) -> list[tuple[Snapshot, list[str]]]:
    """The published reports that figures of the pack are from and that stand, the newest first, each with the
    indicators it gave.
    """
    slugs = {each.measure.key: each.measure.indicator for each in courses.values()}
    told = {
        (each.measure.key, kept.source)
        for each in courses.values()
        for kept in each.course
        if not kept.withdrawn
    }
    found: dict[Snapshot, list[str]] = defaultdict(list)
    taken = PublishedFigure.objects.of(list(slugs)).ever_published().select_related("snapshot__content")
    for row in taken:
        if (row.measure_id, source_of(row.snapshot)) in told:
            found[row.snapshot].append(slugs[row.measure_id])
    return sorted(found.items(), key=lambda pair: -(pair[0].turn or 0))


def rests_on(reports: Iterable[tuple[Snapshot, list[str]]], courses: Courses) -> tuple[RestsOn, ...]:
    """What the pack keeps of each report."""
    titles = {each.measure.indicator: each.measure.title for each in courses.values()}
    return tuple(
        RestsOn(
            str(snapshot),
            snapshot.content.report_hash,
            tuple(titles[slug] for slug in slugs),
            str(snapshot.uuid),
        )
        for snapshot, slugs in reports
    )


def data_quality(reports: Sequence[tuple[Snapshot, list[str]]]) -> Section:
    """Of the newest report of each length of period: how much is known of each indicator."""
    blocks: list[Block] = [
        Said(
            "What is not known about somebody is never counted as a no: it leaves the figure, and is shown here."
        )
    ]
    for snapshot, slugs in _newest(reports):
        rows = tuple(_quality(snapshot, slugs))
        if rows:
            title = f"{snapshot}, data as at {say_day(snapshot.as_at)}"
            blocks += [
                Headed(title),
                Tabled(f"How much is known: {title}", ("Indicator", "Known", "Unknown", "Verified", "Maturity"),
                       (190.0, 60.0, 70.0, 90.0, 89.0), (False, True, True, True, False), rows),
            ]  # fmt: skip
    return Section("quality", "Annex: how good the data are", tuple(blocks))


def _newest(reports: Sequence[tuple[Snapshot, list[str]]]) -> Iterator[tuple[Snapshot, list[str]]]:
    """The one published last of the latest quarter, and of the latest financial year."""
    seen: set[bool] = set()
    for snapshot, slugs in sorted(
        reports, key=lambda pair: period_named(pair[0].period).ends_on, reverse=True
    ):
        is_year = period_named(snapshot.period).is_year
        if is_year not in seen:
            seen.add(is_year)
            yield snapshot, slugs


def _quality(snapshot: Snapshot, slugs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    try:
        report = frozen_whole(snapshot).report
    except CannotThaw:
        return
    for slug in dict.fromkeys(slugs):
        try:
            row = Row(report.line(slug), report.period, report.as_at, decimals=0)
        except LookupError:
            continue
        yield row.indicator.title, row.known_share, row.unknown, row.verified, row.maturity


def method(reports: Sequence[tuple[Snapshot, list[str]]], courses: Courses) -> Section:
    """How each measure is counted: of indicators the definition that was published, of others what their owner says."""
    blocks: list[Block] = [
        Said(ROUNDED), Listed(tuple(f"{marker} {meaning}" for marker, meaning in MARKERS)), Said(PROVISIONAL),
        Said(ENTERED),
    ]  # fmt: skip
    defined = _definitions(reports)
    for drawn in courses.values():
        measure = drawn.measure
        blocks.append(Headed(measure.title))
        if measure.indicator in defined:
            blocks.append(
                Listed(tuple(f"{words}: {meaning}" for words, meaning in defined[measure.indicator].facts))
            )
        elif measure.indicator:
            blocks.append(Said("No report with this indicator has been published for the area yet."))
        else:
            sources = [kept.source for kept in drawn.course]
            blocks += [Said(f"{measure.definition.rstrip('.')}. Unit: {Unit(measure.unit).label.lower()}."),
                       Listed(tuple(f"Source: {source}" for source in dict.fromkeys(sources)))]  # fmt: skip
    return Section("method", "Annex: how each figure is counted", tuple(blocks))


def _definitions(reports: Iterable[tuple[Snapshot, list[str]]]) -> dict[str, Entry]:
    """{indicator: its definition as the newest report that gave it was published with}"""
    found: dict[str, Entry] = {}
    for snapshot, slugs in reports:
        wanted = set(slugs) - set(found)
        if not wanted:
            continue
        try:
            lines = frozen_whole(snapshot).report.lines
            entries = thawed(tuple[Entry, ...], json.loads(snapshot.content.definitions))
        except CannotThaw:
            continue
        for line, entry in zip(lines, entries, strict=True):
            if line.indicator.slug in wanted:
                found[line.indicator.slug] = entry
    return found


def sources(rested: Sequence[RestsOn]) -> Section:
    """The published reports, with what proves that they are the ones."""
    rows = tuple(
        (each.report, ", ".join(dict.fromkeys(each.measures)), _in_groups(each.report_hash))
        for each in rested
    )
    block: Block = (
        Tabled(
            "Published reports", ("Report", "Measures", "SHA-256"), (120.0, 255.0, 124.0), (False,) * 3, rows
        )
        if rows
        else Said("No published report is behind this pack.")
    )
    return Section("sources", "Annex: what this pack rests on", (block,))


def _in_groups(text: str) -> str:
    return " ".join(text[place : place + 8] for place in range(0, len(text), 8))
