"""The waiting list of a session: joining it, offers in turn whenever a place is free, answers, and 48 hours."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs.models import Booking, Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import BreakGlassFactory, CaseloadFactory, PersonFactory

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
OFFER_OVER = datetime.timedelta(hours=48, seconds=1)


@pytest.fixture
def full(session_to_come):
    """A session to come with both places taken."""
    BookingFactory.create_batch(2, session=session_to_come)
    return session_to_come


@pytest.fixture
def sitting(full):
    """Whoever has the first place."""
    return Booking.objects.filter(session=full).first()


@pytest.fixture
def waiting(full, someone, worker):
    """Three who joined one after the other."""
    return [hubs.join_waiting_list(full, [someone()], by=worker)[0] for _ in range(3)]


@pytest.fixture
def offered(sitting, waiting, worker):
    """The offer that the first of them was made."""
    hubs.cancel_booking(sitting, by=worker)
    return Booking.objects.offered().get()


def states(bookings):
    return [Booking.objects.get(pk=booking.pk).state for booking in bookings]


# Joining


def test_somebody_without_a_place_at_the_hub_does_not_join(full, worker):
    with pytest.raises(Refused, match="no place at Chatham"):
        hubs.join_waiting_list(full, [PersonFactory()], by=worker)


def test_a_worker_of_another_hub_lets_nobody_join_here(full, someone, stranger):
    with pytest.raises(NotYou):
        hubs.join_waiting_list(full, [someone()], by=stranger)


def test_nobody_waits_for_a_session_that_has_begun(session, someone, worker):
    with pytest.raises(Refused, match="has begun, so nobody can wait"):
        hubs.join_waiting_list(session, [someone()], by=worker)


@pytest.mark.parametrize("state", ["recorded", "corrected", "not_held"])
def test_nobody_waits_for_a_session_that_is_over_or_called_off(hub, someone, worker, state):
    later = timezone.now() + DAY
    with pytest.raises(WrongState):
        hubs.join_waiting_list(SessionFactory(hub=hub, state=state, starts_at=later), [someone()], by=worker)


def test_a_record_that_is_only_open_to_read_joins_no_list(full, someone, worker):
    person = someone()
    person.involvements.update(until=timezone.localdate() - 100 * DAY)
    BreakGlassFactory(user=worker, person=person)
    with pytest.raises(Refused, match="open to you by break-glass"):
        hubs.join_waiting_list(full, [person], by=worker)


def test_joining_twice_is_one_turn(full, someone, worker):
    person = someone()
    first, second = (hubs.join_waiting_list(full, [person], by=worker)[0] for _ in range(2))
    assert first == second
    assert [event.what for event in events.of(first)] == ["joined"]


def test_somebody_booked_already_stays_booked(full, someone, worker):
    person = someone()
    BookingFactory(session=SessionFactory(hub=full.hub, starts_at=full.starts_at, capacity=1), person=person)
    roomy = SessionFactory(hub=full.hub, starts_at=full.starts_at + DAY, capacity=5)
    booked = hubs.book(roomy, person, by=worker)
    assert hubs.join_waiting_list(roomy, [person], by=worker) == [booked]
    assert Booking.objects.get(pk=booked.pk).state == "booked"


def test_joining_a_session_with_room_is_offered_a_place_at_once(session_to_come, someone, worker):
    (booking,) = hubs.join_waiting_list(session_to_come, [someone()], by=worker)
    assert booking.state == "offered"


def test_somebody_who_waits_is_not_booked_past_their_turn(waiting, full, worker):
    with pytest.raises(Refused, match="on the waiting list of this session already"):
        hubs.book(full, waiting[2].person, by=worker)


# Offers


def test_nothing_is_offered_while_the_session_is_full(waiting):
    assert states(waiting) == ["waiting_list"] * 3


def test_nothing_is_offered_once_the_session_has_begun(full, waiting):
    full.starts_at = timezone.now() - HOUR
    full.save()
    Booking.objects.booked().filter(session=full).delete()
    assert hubs.offer_what_is_free(full) == []


def test_a_cancelled_place_is_offered_to_whoever_joined_first(offered, waiting, full):
    assert offered == waiting[0]
    assert states(waiting) == ["offered", "waiting_list", "waiting_list"]
    assert offered.offer_ends_at == min(offered.offered_at + 2 * DAY, full.starts_at)


def test_of_two_who_joined_in_one_moment_the_first_on_the_list_is_first(full, sitting, someone, worker):
    pair = hubs.join_waiting_list(full, [someone(), someone()], by=worker)
    hubs.cancel_booking(sitting, by=worker)
    assert states(pair) == ["offered", "waiting_list"]


def test_a_place_that_is_offered_is_not_booked_by_a_newcomer(offered, full, someone, worker):
    with pytest.raises(hubs.BookingRefused):
        hubs.book(full, someone(), by=worker)


def test_more_room_is_offered_to_as_many_as_it_holds(full, waiting):
    full.capacity = 4
    full.save()
    hubs.offer_what_is_free(full)
    assert states(waiting) == ["offered", "offered", "waiting_list"]


def test_whom_a_rule_refuses_keeps_their_turn_and_the_next_is_offered(
    full, sitting, waiting, worker, keep_apart
):
    other = Booking.objects.booked().filter(session=full).exclude(pk=sitting.pk).get()
    keep_apart(waiting[0].person, other.person)
    hubs.cancel_booking(sitting, by=worker)
    assert states(waiting) == ["waiting_list", "offered", "waiting_list"]
    hubs.cancel_booking(other, by=worker)
    assert states(waiting) == ["offered", "offered", "waiting_list"]


def test_an_offer_tells_whoever_works_with_the_person_and_names_nobody(
    sitting, waiting, worker, django_capture_on_commit_callbacks, mailoutbox
):
    holder, person = UserFactory(), waiting[0].person
    CaseloadFactory(person=person, practitioner=holder)
    with django_capture_on_commit_callbacks(execute=True):
        hubs.cancel_booking(sitting, by=worker)
    (mail,) = mailoutbox
    assert "is offered to somebody you work with" in holder.notices.get().text
    assert person.family_name not in holder.notices.get().text + mail.subject + mail.body


def test_an_offer_takes_no_more_queries_beside_thirty_who_wait(full, sitting, someone, worker, queries_of):
    worker.team_ids  # noqa: B018
    hubs.join_waiting_list(full, [someone() for _ in range(3)], by=worker)
    few = queries_of(hubs.cancel_booking, sitting, by=worker)
    hubs.join_waiting_list(full, [someone() for _ in range(27)], by=worker)
    other = Booking.objects.booked().filter(session=full).first()
    assert queries_of(hubs.cancel_booking, other, by=worker) == few


# Answers


def test_an_answer_needs_who_gave_it(offered, worker):
    with pytest.raises(Refused, match="Say who answered"):
        hubs.accept_offer(offered, by=worker, answered_by="")
    with pytest.raises(Refused, match="Say who answered"):
        hubs.decline_offer(offered, by=worker, answered_by="nobody", reason="Works that day")


def test_declining_needs_a_reason(offered, worker):
    with pytest.raises(Refused, match="Say why"):
        hubs.decline_offer(offered, by=worker, answered_by="person", reason=" ")


def test_an_offer_is_not_answered_after_48_hours(offered, worker):
    Booking.objects.filter(pk=offered.pk).update(offered_at=timezone.now() - OFFER_OVER)
    with pytest.raises(WrongState, match="This offer has ended"):
        hubs.accept_offer(offered, by=worker, answered_by="person")


def test_whoever_waits_still_cannot_accept(offered, waiting, worker):
    with pytest.raises(WrongState, match="No offer stands"):
        hubs.accept_offer(waiting[1], by=worker, answered_by="person")


def test_a_worker_of_another_hub_answers_nothing_here(offered, stranger):
    with pytest.raises(NotYou):
        hubs.accept_offer(offered, by=stranger, answered_by="person")


def test_an_accepted_offer_is_a_booking_and_it_is_kept_who_answered(offered, worker):
    for _ in range(2):  # pressed twice
        assert hubs.accept_offer(offered, by=worker, answered_by="practitioner").state == "booked"
    accepted = events.of(offered).filter(what="accept_offer").get()
    assert accepted.facts == {"answered_by": "practitioner"}


def test_a_declined_place_goes_to_the_next(offered, waiting, worker):
    for _ in range(2):
        hubs.decline_offer(offered, by=worker, answered_by="person", reason="Works that day")
    assert states(waiting) == ["declined", "offered", "waiting_list"]
    assert events.of(offered).filter(what="decline_offer").get().why == "Works that day"


def test_an_offer_taken_back_and_a_turn_given_up_leave_the_order_of_the_others(offered, waiting, worker):
    hubs.cancel_booking(waiting[1], by=worker)
    hubs.cancel_booking(offered, by=worker, for_hub=True, reason="Offered by mistake")
    assert states(waiting) == ["cancelled_by_hub", "cancelled_by_person", "offered"]


# 48 hours


def test_an_offer_that_still_stands_does_not_expire(offered):
    call_command("expire_offers", stdout=None)
    assert states([offered]) == ["offered"]


def test_after_48_hours_an_offer_expires_and_the_next_is_offered(offered, waiting, capsys):
    Booking.objects.filter(pk=offered.pk).update(offered_at=timezone.now() - OFFER_OVER)
    call_command("expire_offers")
    call_command("expire_offers")
    assert states(waiting) == ["expired", "offered", "waiting_list"]
    assert capsys.readouterr().out == "1 offer ended.\n0 offers ended.\n"


def test_when_the_session_begins_its_offers_expire_and_nobody_is_offered_any_more(offered, waiting, full):
    full.starts_at = timezone.now() - HOUR
    full.save()
    assert hubs.expire_offers() == 1
    assert states(waiting)[0] == "expired"
    assert "offered" not in states(waiting)


def test_when_the_session_begins_nobody_waits_for_it_any_more_and_nobody_is_told(full, waiting):
    holder = UserFactory()
    CaseloadFactory(person=waiting[0].person, practitioner=holder)
    assert hubs.expire_offers() == 0
    assert states(waiting) == ["waiting_list"] * 3
    Session.objects.filter(pk=full.pk).update(starts_at=timezone.now() - HOUR, held_on=timezone.localdate())
    Booking.objects.filter(session=full).update(held_on=timezone.localdate())
    assert (hubs.expire_offers(), hubs.expire_offers()) == (0, 0)
    assert states(waiting) == ["cancelled_by_hub"] * 3
    assert [event.what for event in events.of(waiting[0])].count("cancel_for_hub") == 1
    assert not holder.notices.exists()


def test_whoever_let_an_offer_expire_may_join_again_at_the_end(offered, waiting, full, worker):
    Booking.objects.filter(pk=offered.pk).update(offered_at=timezone.now() - OFFER_OVER)
    hubs.expire_offers()
    (again,) = hubs.join_waiting_list(full, [offered.person], by=worker)
    assert list(Booking.objects.in_turn().filter(session=full)) == [waiting[2], again]


# What else frees a place


def test_leaving_the_hub_gives_up_bookings_offers_and_turns(offered, waiting, full, worker):
    for booking, state in ((offered, "cancelled_by_hub"), (waiting[2], "cancelled_by_hub")):
        hubs.leave(booking.person, full.hub, by=worker)
        assert states([booking]) == [state]
    assert states(waiting) == ["cancelled_by_hub", "offered", "cancelled_by_hub"]


def test_whoever_holds_somebody_who_leaves_is_told_once_of_all_that_was_booked(hub, someone, worker):
    person, holder = someone(), UserFactory()
    CaseloadFactory(person=person, practitioner=holder)
    for days in (3, 4):
        later = SessionFactory(
            hub=hub, starts_at=timezone.now() + datetime.timedelta(days=days), title="Choir"
        )
        BookingFactory(session=later, person=person)
    hubs.leave(person, hub, by=worker)
    notice = holder.notices.get()
    assert notice.kind == "bookings_taken_back"
    assert "at Chatham is taken back: 2 sessions from " in notice.text
    assert person.family_name not in notice.text


def test_somebody_who_waited_and_comes_anyway_is_a_walk_in(full, waiting, worker):
    full.starts_at = timezone.now() - HOUR
    full.save()
    walked_in = hubs.add_walk_in(full, waiting[0].person, by=worker)
    assert (walked_in.walk_in, walked_in.state) == (True, "booked")
    assert states(waiting[:1]) == ["cancelled_by_hub"]
