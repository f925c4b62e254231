"""Offers in turn whenever a place is free, answers, and 48 hours."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs.models import Booking, Session
from tests.factories.accounts import UserFactory
from tests.factories.people import CaseloadFactory
from tests.hubs.waiting.turns import DAY, HOUR, OFFER_OVER, states

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
