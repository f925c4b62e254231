"""Booking a group into a series of sessions: what was done is said, and what was not."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Booking
from tests.factories.hubs import BookingFactory, SessionFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def series(hub):
    """Three sessions, a day apart, of four places each."""
    return [SessionFactory(hub=hub, starts_at=timezone.now() + days * DAY, capacity=4) for days in (1, 2, 3)]


@pytest.fixture
def group(someone):
    return [someone() for _ in range(3)]


def people_in(session):
    return set(Booking.objects.booked().filter(session=session).values_list("person_id", flat=True))


def test_a_reason_is_said_once_with_everybody_whom_it_keeps_out(series, group, someone, worker):
    again, full = group[0], [someone() for _ in range(3)]
    hubs.book(series[0], again, by=worker)
    (done,) = hubs.book_group(series[:1], [*group, *full], by=worker)
    assert done.reasons == [("Booked already.", [again]), (hubs.NEUTRAL, full[1:])]


def test_more_than_twelve_sessions_are_refused(hub, group, worker):
    many = SessionFactory.create_batch(13, hub=hub, starts_at=timezone.now() + DAY)
    with pytest.raises(Refused, match="12 sessions at most"):
        hubs.book_group(many, group, by=worker)
    assert not Booking.objects.exists()


def test_a_worker_of_another_hub_books_no_group_here(series, group, stranger):
    with pytest.raises(NotYou):
        hubs.book_group(series, group, by=stranger)


def test_a_session_that_cannot_be_booked_says_so_and_the_others_go_on(hub, series, group, worker):
    off = SessionFactory(hub=hub, state="not_held", starts_at=timezone.now() + DAY)
    done = hubs.book_group([off, series[0]], group, by=worker)
    assert "not held" in done[0].refused
    assert (done[0].booked, len(done[1].booked)) == ([], 3)


def test_those_for_whom_there_is_no_room_are_named_with_the_neutral_text(series, group, worker):
    BookingFactory.create_batch(2, session=series[0])
    (done,) = hubs.book_group(series[:1], group, by=worker)
    assert [booking.person for booking in done.booked] == group[:2]
    assert [(each.person, each.why) for each in done.not_booked] == [(group[2], hubs.NEUTRAL)]
    assert done.may_wait == [group[2]]


def test_whoever_may_not_meet_another_of_the_group_is_left_out_alone(series, group, worker, keep_apart):
    keep_apart(group[0], group[1])
    done = hubs.book_group(series[:2], group, by=worker)
    for each, session in zip(done, series, strict=False):
        assert people_in(session) == {group[0].pk, group[2].pk}
        assert [(one.person, one.why) for one in each.not_booked] == [(group[1], hubs.NEUTRAL)]


def test_whoever_is_booked_or_waits_already_stays_so(series, group, worker):
    BookingFactory(session=series[0], person=group[0])
    BookingFactory(session=series[0], person=group[1], state="waiting_list")
    (done,) = hubs.book_group(series[:1], group, by=worker)
    assert [booking.person for booking in done.booked] == [group[2]]
    assert [each.person for each in done.not_booked] == group[:2]
    assert done.may_wait == []


def test_a_group_is_booked_into_each_session_and_sent_twice_is_booked_once(series, group, worker):
    for _ in range(2):
        done = hubs.book_group(series, group, by=worker)
    assert [len(each.booked) for each in done] == [0, 0, 0]
    assert Booking.objects.count() == 9
    assert {frozenset(people_in(session)) for session in series} == {frozenset(person.pk for person in group)}


def test_a_session_without_a_number_takes_everybody(hub, group, worker):
    open_day = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=None)
    (done,) = hubs.book_group([open_day], group, by=worker)
    assert len(done.booked) == 3


def test_a_group_of_thirty_asks_as_many_queries_as_one_of_three(hub, someone, worker, queries_of):
    asked, _ = {}, worker.team_ids
    for number in (3, 30):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=40)
        asked[number] = queries_of(hubs.book_group, [session], [someone() for _ in range(number)], by=worker)
    assert asked[3] == asked[30]
