"""The published figures to read, one to enter, and what was entered before."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import Http404

from foundation.design.dates import say_moment
from foundation.lifecycle import events
from outcomes.models import Benchmark
from outcomes.querysets import BenchmarkQuerySet

from .tables import figure_words, period_words


def benchmarks() -> BenchmarkQuerySet:
    """Every published figure, by indicator: they are public, and about nobody."""
    return Benchmark.objects.by_indicator()


def benchmark_numbered(number: int) -> Benchmark:
    """One published figure. Raises Http404."""
    found = benchmarks().filter(pk=number).first()
    if found is None:
        raise Http404("There is no such published figure.")
    return found


def history_of(benchmark: Benchmark) -> Iterator[tuple[str, str, str, str]]:
    """What stood there, the newest first: since when and by whom, the figure, its period, its source."""
    entered = events.of(benchmark).filter(what="entered")
    who = {event.recorded_at: str(event.by or "whoever runs Throughgate") for event in entered}
    versions = Benchmark.versions.filter(Q(pk=benchmark.pk) | Q(version_of=benchmark.pk))
    for version in versions.order_by("-recorded_at", "-pk"):
        by = who.get(version.recorded_at, "came with the list")
        yield (
            f"{say_moment(version.recorded_at)}, {by}",
            figure_words(version),
            period_words(version),
            version.source,
        )
