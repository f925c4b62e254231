"""A draft: the controlled report as it may be published, judged against everything published before."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings

from outcomes import disclosure
from outcomes.exports import FORMATS
from outcomes.freezing import frozen
from outcomes.models import Snapshot, SnapshotContent, SnapshotFile, Suppression
from outcomes.pages.method import definition
from outcomes.parts.directions import directions_through
from outcomes.periods import period as period_named
from outcomes.periods import year_of
from outcomes.places import Kind, place_named
from outcomes.report import Report, outcome_report, without_control
from outcomes.whole import WholeReport, whole_report

from .guard import Breach, Publication, breaches
from .rates import published_rates
from .rows import rows_hash
from .sums import quarters_of, sums_of
from .telling import told_of
from .told import OF, ROWS, Told, as_kept, kept
from .withholding import left, withholding

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
    exact, whole = whole_report(without_control(controlled), controlled), whole_report(controlled)
    told = told_of(exact, whole)
    progress(2)
    found = judged(told)
    whole = withholding(whole, found)
    whole = replace(
        whole, directions=directions_through(whole.report, whole.directions, published_rates(whole))
    )
    progress(3)
    text = _as_text(frozen(whole))
    content = SnapshotContent(
        snapshot=snapshot,
        report=text,
        report_hash=_hash(text.encode()),
        rows_hash=rows_hash(exact.report),
        definitions=_as_text([frozen(definition(line.indicator)) for line in exact.report.lines]),
        counted=kept(left(told, found)),
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
    labels = {label for year in years for label in (year.label, *quarters_of(year.label))}
    found = []
    for snapshot in Snapshot.objects.ever_published().that_count(labels).with_counts():
        beside = [each for each in as_kept(snapshot.content.counted)
                  if year_of(period_named(each.key.period)) in years]  # fmt: skip
        if beside:
            found.append(Publication(str(snapshot), beside))
    return found


def _report(snapshot: Snapshot) -> Report:
    kind: Kind = snapshot.kind  # type: ignore[assignment]
    return outcome_report(
        place_named(kind, snapshot.place),
        period_named(snapshot.period),
        snapshot.as_at,
        snapshot.known_at,
        specification=snapshot.specification,
    )


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
        words = ", ".join(dict.fromkeys(entry.partition(OF)[0] for entry in entries)).replace("_", " ")
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
