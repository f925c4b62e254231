"""Writers against readers who count again: whatever comes between, no reader is left with what is no longer so."""

import itertools
import threading

import pytest
from django.db import connections, transaction
from django.db.models import F
from django.utils import timezone

from foundation.lifecycle import facts, triggers
from foundation.lifecycle.dates import quarter_of
from outcomes import engine, rollup
from outcomes.indicators import indicator
from outcomes.models import KeptQuarter, Mark
from outcomes.moments import report_moment
from outcomes.places import AREAS
from outcomes.rollup import counting, keeping
from outcomes.rollup.doubting import doubt_what_is_marked
from people.models import Release
from tests.factories.people import AreaFactory
from tests.outcomes.rollup.compared import differing
from tests.outcomes.scenes import RELEASED, later, living_in, released
from tests.races import at_once, shared_database

__all__ = ["shared_database"]
HOUSED = "housed-on-release"
Q1 = quarter_of(RELEASED)


def read():
    """How many releases of the quarter are counted, as the rollup says it."""
    found = rollup.counts(indicator(HOUSED), AREAS, report_moment(timezone.localdate()), [Q1])
    return sum(counted.total() for counted in found.values())


def move(release, day):
    facts.correct([(Release.objects.get(pk=release.pk), {"released_on": day})], by=None)


def somebody_comes_between(monkeypatch, release, *, forgets_their_doubt):
    """While the first reader counts, a writer moves the release and another reader doubts what that reaches."""
    count, comes = keeping._counted, itertools.count()

    def counted(*args):
        found = count(*args)
        if next(comes) == 0:
            move(release, later(60))
            doubt_what_is_marked()
            if forgets_their_doubt:
                KeptQuarter.objects.update(turn=F("turn") - 1)
        return found

    monkeypatch.setattr(keeping, "_counted", counted)


def test_what_was_counted_before_somebody_elses_doubt_is_not_kept(person, monkeypatch):
    somebody_comes_between(monkeypatch, released(person), forgets_their_doubt=False)
    assert read() == 0


def test_without_turns_it_would_be_kept_and_be_wrong(person, monkeypatch):
    somebody_comes_between(monkeypatch, released(person), forgets_their_doubt=True)
    assert read() == 1
    assert differing(timezone.localdate(), only=(HOUSED,))


def test_a_count_that_is_always_doubted_again_is_counted_live(person, monkeypatch):
    release, count = released(person), keeping._counted
    days = itertools.cycle((later(1), later(2)))

    def counted(*args):
        found = count(*args)
        move(release, next(days))
        doubt_what_is_marked()
        return found

    monkeypatch.setattr(keeping, "_counted", counted)
    assert read() == 1


def test_of_many_indicators_only_the_one_that_cannot_be_kept_is_counted_live(person, monkeypatch):
    released(person)
    bring, count, live = counting.bring_up_to, engine.counts_together, []
    monkeypatch.setattr(
        counting, "bring_up_to", lambda asked, *about: asked[0].slug == HOUSED or bring(asked, *about)
    )
    monkeypatch.setattr(
        engine, "counts_together", lambda asked, *about: live.append(asked[0].slug) or count(asked, *about)
    )
    asked, about = (
        [indicator(HOUSED), indicator("job-sustained")],
        (AREAS, report_moment(timezone.localdate()), [Q1]),
    )
    family, at, quarters = about
    (found,) = rollup.read(at, rollup.Asked([[each] for each in asked], family, quarters))
    assert [found.counts(each.slug) for each in asked] == [engine.counts(each, *about) for each in asked]
    assert live == [HOUSED]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_change_is_counted_from_the_moment_it_is_committed(shared_database):
    release = released(living_in(AreaFactory()))
    assert read() == 1
    written, seen = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            move(release, later(60))
            written.set()
            seen.wait(20)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(20)
    assert read() == 1, "nobody sees what is not committed"
    seen.set()
    writer.join()
    assert read() == 0
    assert not Mark.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("forgets_their_doubt", [False, True], ids=["with turns", "without"])
def test_a_reader_overtaken_by_a_writer_keeps_nothing_and_would_without_turns(
    shared_database, monkeypatch, forgets_their_doubt
):
    release = released(living_in(AreaFactory()))
    count, counted, doubted = keeping._counted, threading.Event(), threading.Event()

    def slowly(*args):
        found = count(*args)
        if not counted.is_set():
            counted.set()
            assert doubted.wait(20)
        return found

    def write():
        assert counted.wait(20)
        move(release, later(60))
        doubt_what_is_marked()
        if forgets_their_doubt:
            KeptQuarter.objects.update(turn=F("turn") - 1)
        doubted.set()

    monkeypatch.setattr(keeping, "_counted", slowly)
    assert at_once(read, write) == [int(forgets_their_doubt), None]
    assert bool(differing(timezone.localdate(), only=(HOUSED,))) is forgets_their_doubt


def written_and_read_at_once():
    """Three writers, who move six releases into the next quarter and some of them back, against three readers."""
    area = AreaFactory()
    releases = [released(living_in(area)) for _ in range(6)]
    read()

    def write(own):
        for number in range(8):
            move(own[number % len(own)], later((number * 17 + 10) % 90))

    def read_often():
        for _ in range(8):
            read()

    writers = [lambda own=releases[first : first + 2]: write(own) for first in (0, 2, 4)]
    assert at_once(*writers, *[read_often] * 3) == [None] * 6


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_writers_and_readers_at_once_leave_what_counting_again_gives(shared_database):
    written_and_read_at_once()
    assert not differing(timezone.localdate(), only=(HOUSED,))
    assert read() == 3, "one of each two stayed in the quarter"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_marks_they_would_leave_what_was_kept_before(shared_database):
    with triggers.lifted():
        written_and_read_at_once()
        assert differing(timezone.localdate(), only=(HOUSED,))
    assert read() == 6
