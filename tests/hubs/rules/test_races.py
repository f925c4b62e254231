"""Two transactions at once never break a rule of the database; without its locks and triggers they do.

`make test` runs a few rounds of each, `make test-races` 200 (THROUGHGATE_RACES). (trust: 12)
"""

import contextlib
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import triggers
from hubs import actions as hubs
from hubs import rules
from hubs.actions import closing
from hubs.models import Booking
from hubs.rules.holding import HOLD
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import NoContactFactory, PersonFactory
from tests.races import at_once, shared_database  # noqa: F401

from .racing import Day, book, broken, kinds, listed
from .written import HOUR, change

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = int(os.environ.get("THROUGHGATE_RACES", "2"))
MOST_TRIES = 200  # of the control, until it breaks a rule
POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def two():
    """Two threads, each with a connection that lives as long as the test."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
        ready = threading.Barrier(2)
        for closed in [pool.submit(lambda: (ready.wait(), connections.close_all())) for _ in range(2)]:
            closed.result()


def whole(act, start, act_together=False):
    """One transaction: its answer, "refused", or the error."""
    start.wait()
    try:
        with transaction.atomic():
            answer = act()
            if act_together:
                _meet(start)
            else:
                time.sleep(0.001)
        return answer
    except IntegrityError:
        return "refused"
    except Exception as error:
        return error


def _meet(start):
    """Wait until the other has acted too; not for long, because it may be waiting for a row of this one."""
    with contextlib.suppress(threading.BrokenBarrierError):
        start.wait(timeout=0.05)


def asks_first(act, start):
    """As code does without the database: look what it would break, and then write. Both look before either writes."""
    start.wait()
    try:
        with transaction.atomic():
            before, _, after = broken(), act(), broken()
            transaction.set_rollback(True)
        allowed = after <= before
    except IntegrityError:
        allowed = False
    start.wait()
    return whole(act, threading.Barrier(1)) if allowed else "refused"


def race(two, acts, how=whole):
    start = threading.Barrier(2, timeout=60)
    return [done.result() for done in [two.submit(how, act, start) for act in acts]]


@pytest.mark.parametrize("group", kinds())
def test_no_race_breaks_a_rule(two, group):
    day = Day()
    for name, kind in kinds()[group].items():
        answers = [answer for _ in range(ROUNDS) for answer in race(two, kind(day))]
        assert [answer for answer in answers if isinstance(answer, Exception)] == [], name
        assert broken() - set(listed(answers)) - day.known == set(), name
        day.known |= set(listed(answers))
        refusals = answers.count("refused")
        assert refusals <= ROUNDS if group == "late" else refusals == ROUNDS, name


@pytest.mark.parametrize("group", [group for group in kinds() if group != "one person twice"])
def test_without_the_locks_or_the_triggers_races_break_rules(two, group):
    """PostgreSQL: the triggers stay and hold nothing. SQLite has one writer: there the code asks, and then writes."""
    day, how = Day(), partial(whole, act_together=True) if POSTGRES else asks_first
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute(triggers._created(triggers.Function(HOLD.name, HOLD.arguments, "BEGIN END")))
    else:
        triggers.remove()
    try:
        unbroken = [name for name, kind in kinds()[group].items() if not _breaks(two, kind, day, how)]
    finally:
        triggers.install()
    assert unbroken == [], f"{MOST_TRIES} races without the rules broke none: the test above proves nothing"
    assert triggers.missing() == []


def _breaks(two, kind, day, how):
    for _ in range(MOST_TRIES):
        before, answers = broken(), race(two, kind(day), how)
        if broken() - before - set(listed(answers)):
            return True
    return False


def test_a_freed_place_goes_to_who_waits_and_never_to_a_newcomer(hub, someone, worker, colleague):
    for number in range(ROUNDS):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + (number + 2) * HOUR, capacity=1)
        held, waiting = (
            BookingFactory(session=session, person=someone(), state=s) for s in ("booked", "waiting_list")
        )
        newcomer = someone()
        found = at_once(
            lambda held=held: hubs.cancel_booking(held, by=worker),
            lambda session=session, newcomer=newcomer: hubs.book(session, newcomer, by=colleague),
        )
        assert isinstance(found[1], hubs.BookingRefused), found
        waiting.refresh_from_db()
        assert waiting.state == "offered"
    assert broken() == set()


def test_a_newcomer_who_is_told_to_wait_is_one_of_two_at_the_last_place(hub, someone, worker, colleague):
    for number in range(ROUNDS):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + (number + 2) * HOUR, capacity=1)
        people = someone(), someone()
        found = at_once(
            lambda session=session, people=people: hubs.book(session, people[0], by=worker),
            lambda session=session, people=people: hubs.join_waiting_list(session, [people[1]], by=colleague),
        )
        assert not [
            each
            for each in found
            if isinstance(each, Exception) and not isinstance(each, hubs.BookingRefused)
        ]
        assert Booking.objects.filter(session=session, state__in=("booked", "offered")).count() == 1


def test_an_offer_accepted_while_the_two_are_put_on_record_stands_or_is_refused_and_nothing_else(
    hub, someone, worker
):
    for number in range(ROUNDS):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + (number + 2) * HOUR, capacity=2)
        one, other = someone(), someone()
        BookingFactory(session=session, person=other)
        offer = BookingFactory(session=session, person=one, state="offered", offered_at=timezone.now())
        accepted, _ = at_once(
            lambda offer=offer: hubs.accept_offer(offer, by=worker, answered_by="person"),
            lambda one=one, other=other: NoContactFactory(first=one, second=other),
        )
        offer.refresh_from_db()
        refused = isinstance(accepted, hubs.BookingRefused)
        assert (offer.state, refused) in {("booked", False), ("offered", True)}, accepted


def test_closing_a_hub_leaving_it_and_moving_away_never_wait_for_each_other(hub, someone, worker, manager):
    elsewhere = HubFactory(places=1000)
    mover = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team, elsewhere.team])
    for number in range(ROUNDS):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + (number + 2) * 24 * HOUR)
        leaving, moving = someone(), someone()
        for person in (leaving, moving):
            BookingFactory(session=session, person=person)
        day, shown = session.held_on, [session.uuid]
        found = at_once(
            lambda day=day, shown=shown: closing.close(
                hub, by=manager, first_on=day, last_on=day, reason="A flood", shown=shown, call_off=True
            ),
            lambda leaving=leaving: hubs.leave(leaving, hub, by=worker),
            lambda moving=moving: hubs.move_place(moving, hub, elsewhere, by=mover),
        )
        assert [answer for answer in found if isinstance(answer, Exception)] == []


# --- Waiting for each other -----------------------------------------------------------------------------------------


def _row_then_family(day, holds):
    """One books and then restores a row; the other restores the row: row and family in opposite order."""
    session = day.at()
    row, person = BookingFactory(session=session, state="cancelled_by_hub"), PersonFactory()

    def restores():
        if holds:
            rules.hold(session.hub_id)
        change(row, state="booked")
        time.sleep(0.002)

    def books_and_restores():
        if holds:
            rules.hold(session.hub_id)
        book(session, person)
        time.sleep(0.002)
        change(row, state="booked")

    return books_and_restores, restores


def _two_families(day, holds):
    """Both book at the same two hubs, in opposite order."""
    sessions = day.at(), day.at(where=day.elsewhere)

    def books(first, second):
        person = PersonFactory()

        def both():
            if holds:
                rules.hold(first.hub_id, second.hub_id)
            book(first, person)
            time.sleep(0.002)
            book(second, person)

        return both

    return books(*sessions), books(*sessions[::-1])


@pytest.mark.parametrize("kind", [_row_then_family, _two_families])
def test_families_held_first_never_wait_for_each_other(two, kind):
    day = Day()
    answers = [answer for _ in range(ROUNDS) for answer in race(two, kind(day, True))]
    assert [answer for answer in answers if answer is not None] == []


@pytest.mark.skipif(not POSTGRES, reason="SQLite has one writer")
@pytest.mark.parametrize("kind", [_row_then_family, _two_families])
def test_families_not_held_first_do(two, kind):
    day = Day()
    for _ in range(MOST_TRIES):
        if any("deadlock" in str(answer) for answer in race(two, kind(day, False))):
            return
    pytest.fail("no deadlock without holding first: the test above proves nothing")
