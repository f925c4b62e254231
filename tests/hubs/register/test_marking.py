"""Marking a register: what is refused, what is kept, and two who mark at once."""

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import WrongState
from hubs import actions as hubs
from hubs.models import Booking
from hubs.register.entries import Entry, MarksClash, MarksRefused
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, InductionFactory, SessionFactory
from tests.factories.people import CaseloadFactory
from tests.hubs.register.marks import DAY, entries, fresh

pytestmark = pytest.mark.usefixtures("absence_reasons")


def test_nobody_is_marked_before_the_session_begins(session_to_come, booked, worker):
    with pytest.raises(WrongState, match="when the session begins"):
        hubs.save_register(session_to_come, entries(booked(into=session_to_come)), by=worker)


def test_nobody_is_marked_in_a_session_not_held(hub, booked, worker):
    session = SessionFactory(hub=hub, state="not_held")
    with pytest.raises(WrongState, match="was not held"):
        hubs.save_register(session, entries(booked(into=session)), by=worker)


def test_a_worker_of_another_hub_takes_no_register_here(session, booked, stranger):
    with pytest.raises(NotYou):
        hubs.save_register(session, entries(booked()), by=stranger)


@pytest.mark.parametrize("mark", ["attended", "late", "left_early"])
def test_somebody_not_inducted_by_the_day_did_not_come(session, booked, worker, mark):
    (booking,) = booked(inducted=False)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([booking], mark), by=worker)
    assert "no induction at Chatham" in refused.value.problems[booking.uuid].text
    assert fresh(booking).mark == ""


def test_an_induction_after_the_day_is_too_late(hub, someone, worker):
    session = SessionFactory(hub=hub, starts_at=timezone.now() - 80 * DAY)
    person = someone(inducted=False)
    InductionFactory(person=person, hub=hub, inducted_on=session.held_on + DAY)
    booking = BookingFactory(session=session, person=person)
    with pytest.raises(MarksRefused):
        hubs.save_register(session, entries([booking]), by=worker)
    InductionFactory(person=person, hub=hub, inducted_on=session.held_on)
    hubs.save_register(session, entries([booking]), by=worker)
    assert fresh(booking).mark == "attended"


def test_somebody_not_inducted_can_be_absent(session, booked, worker):
    hubs.save_register(session, entries(booked(inducted=False), "did_not_attend"), by=worker)
    assert Booking.objects.get().mark == "did_not_attend"


def test_nobody_is_marked_before_their_consent(session, booked, worker):
    (booking,) = booked(consented=False)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([booking], "did_not_attend"), by=worker)
    assert "had not given consent" in refused.value.problems[booking.uuid].text


def test_without_consent_somebody_may_be_not_expected(session, booked, worker):
    hubs.save_register(session, entries(booked(consented=False), "not_expected"), by=worker, submit=True)
    assert fresh(session).state == "recorded"


def test_a_register_is_submitted_only_with_a_mark_for_everybody(session, booked, worker):
    marked, unmarked = booked(2)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([marked]), by=worker, submit=True)
    assert list(refused.value.problems) == [unmarked.uuid]
    assert (fresh(session).state, fresh(marked).mark) == ("open", "attended")


def test_a_reason_that_is_not_in_the_list_is_refused(session, booked, worker):
    with pytest.raises(MarksRefused):
        hubs.save_register(session, entries(booked(), "did_not_attend", absence_reason="Lazy"), by=worker)


def test_turned_away_needs_a_note(session, booked, worker):
    turned_away = {"mark": "did_not_attend", "absence_reason": "Turned away because of behaviour"}
    (booking,) = booked()
    with pytest.raises(MarksRefused, match="Nothing is saved yet") as refused:
        hubs.save_register(session, entries([booking], **turned_away), by=worker)
    assert refused.value.problems[booking.uuid].field == "note"
    hubs.save_register(session, entries([booking], **turned_away, note="Shouted at a volunteer"), by=worker)
    assert fresh(booking).note == "Shouted at a volunteer"


def test_marks_saved_without_submitting_open_the_session(session, booked, worker):
    first, second = booked(2)
    hubs.save_register(session, entries([first], "late"), by=worker)
    assert (fresh(session).state, fresh(first).mark, fresh(second).mark) == ("open", "late", "")
    assert (fresh(first).marked_by, events.of(first).get().effective_on) == (worker, session.held_on)


def test_an_empty_register_saved_leaves_the_session_as_it_was(session, booked, worker):
    hubs.save_register(session, entries(booked(2), ""), by=worker)
    assert fresh(session).state == "scheduled"
    assert not Event.objects.exists()


def test_a_reason_stays_only_beside_an_absence(session, booked, worker):
    hubs.save_register(session, entries(booked(), absence_reason="No contact from the person"), by=worker)
    assert Booking.objects.get().absence_reason == ""


def test_the_same_marks_again_change_nothing(session, booked, worker):
    bookings = booked(3)
    for _ in range(2):
        hubs.save_register(session, entries(bookings), by=worker, submit=True)
    now = [fresh(booking) for booking in bookings]
    hubs.save_register(session, entries(now), by=worker, submit=True)
    assert [each.version for each in now] == [1, 1, 1]
    assert Booking.versions.count() == 6
    assert Event.objects.filter(subject_type="hubs.booking").count() == 3
    assert [event.what for event in events.of(session)] == ["open", "submit_register"]


def test_two_workers_who_mark_different_people_both_keep_their_marks(session, booked, worker, colleague):
    first, second = booked(2)
    page = {**entries([first]), **entries([second], "")}
    other = {**entries([first], ""), **entries([second], "late")}
    hubs.save_register(session, page, by=worker)
    hubs.save_register(session, other, by=colleague)
    assert (fresh(first).mark, fresh(second).mark) == ("attended", "late")


def test_two_workers_who_disagree_are_both_shown_and_nothing_is_overwritten(
    session, booked, worker, colleague
):
    agreed, disputed = booked(2)
    hubs.save_register(session, entries([disputed], "attended"), by=worker)
    theirs = {**entries([agreed]), disputed.uuid: Entry(0, "did_not_attend")}
    with pytest.raises(MarksClash) as clash:
        hubs.save_register(session, theirs, by=colleague)
    standing = clash.value.clashes[disputed.uuid]
    assert (standing.mark, standing.marked_by) == ("attended", worker)
    assert (fresh(disputed).mark, fresh(agreed).mark) == ("attended", "")


def test_two_workers_who_agree_do_not_clash(session, booked, worker, colleague):
    bookings = booked(2)
    hubs.save_register(session, entries(bookings), by=worker)
    hubs.save_register(session, entries(bookings), by=colleague)
    assert {booking.marked_by for booking in Booking.objects.all()} == {worker}


def test_taking_a_mark_away_that_somebody_changed_clashes(session, booked, worker, colleague):
    (booking,) = booked()
    hubs.save_register(session, entries([booking]), by=worker)
    opened_here = fresh(booking)
    hubs.save_register(session, entries([opened_here], "late"), by=worker)
    with pytest.raises(MarksClash):
        hubs.save_register(session, entries([opened_here], ""), by=colleague)


def test_thirty_marks_ask_as_many_queries_as_three(hub, booked, worker, queries_of):
    asked, holder, _ = {}, UserFactory(), worker.team_ids
    for number in (3, 30):
        session = SessionFactory(hub=hub)
        bookings = booked(number, into=session)
        for booking in bookings:
            CaseloadFactory(person=booking.person, practitioner=holder)
        marks = entries(bookings, "did_not_attend")
        asked[number] = queries_of(hubs.save_register, session, marks, by=worker, submit=True)
    assert asked[3] == asked[30] <= 30
    assert holder.notices.count() == 33
