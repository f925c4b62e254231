"""Changing and ending rules: what is said beforehand, what is refused, and what becomes of sessions and bookings."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events
from hubs.actions import mark_not_held
from hubs.models import Booking, Session, TimetableRule
from hubs.rules.refusals import NEUTRAL_CHANGE
from hubs.timetable import actions, planning, single
from hubs.timetable.actions import PlanChanged
from hubs.timetable.recurrence import RuleRefused
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, RoomFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory, NoContactFactory

from .conftest import TODAY, days

DAY = datetime.timedelta(days=1)
APRIL = datetime.date(2027, 4, 1)


@pytest.fixture
def cooking(put_on):
    return put_on()


@pytest.fixture
def book(someone):
    """Books somebody into the session of a day, whose practitioner is there to be told."""

    def make(rule, day, **about):
        person = someone(**about)
        CaseloadFactory(person=person, practitioner=UserFactory())
        return BookingFactory(session=Session.objects.get(rule=rule, held_on=day), person=person)

    return make


def test_nobody_from_elsewhere_changes_a_rule(cooking, stranger):
    with pytest.raises(NotYou, match="Only a worker of Chatham"):
        actions.end_rule(cooking, by=stranger, last_on=TODAY, reason="No need", seen="")


def test_a_change_needs_a_reason_and_a_day_to_come(cooking, change, end):
    with pytest.raises(RuleRefused, match="Say why"):
        change(cooking, starts=datetime.time(11), reason=" ")
    with pytest.raises(RuleRefused, match="past stays as it was"):
        change(cooking, from_on=TODAY - DAY)
    with pytest.raises(RuleRefused, match="past stays as it was"):
        end(cooking, TODAY - 2 * DAY)
    end(cooking, APRIL)
    with pytest.raises(RuleRefused, match="ends on 1 April 2027 already"):
        end(TimetableRule.objects.get(pk=cooking.pk), APRIL + DAY)


def test_fewer_places_than_are_taken_are_refused_with_the_day(cooking, change, book):
    for _ in range(3):
        book(cooking, datetime.date(2027, 3, 15))
    with pytest.raises(
        RuleRefused, match=r"1 session has more people already than 2 \(Monday 15 March 2027\)"
    ):
        change(cooking, capacity=2)


def test_fewer_places_than_are_taken_by_somebody_hidden_are_refused_without_the_day(
    cooking, change, book, colleague
):
    for hidden in (book(cooking, datetime.date(2027, 3, 15)) for _ in "abc"):
        LimitedAccessFactory(person=hidden.person, user=colleague, kind="restriction")
    with pytest.raises(RuleRefused) as refused:
        change(cooking, capacity=2)
    assert str(refused.value) == NEUTRAL_CHANGE
    assert change(cooking, capacity=3).capacity == 3


def test_who_was_let_in_beyond_the_places_does_not_stand_against_fewer(cooking, change, book, worker):
    session = Session.objects.filter(rule=cooking).order_by("starts_at").first()
    for _ in "ab":
        BookingFactory(session=session, walk_in=True, allowed_by=worker)
    assert change(cooking, capacity=1).capacity == 1


def test_somebody_hidden_who_is_booked_meanwhile_does_not_change_what_was_read(
    cooking, worker, colleague, book
):
    cooking = TimetableRule.objects.get(pk=cooking.pk)
    seen = planning.plan_end(cooking, last_on=APRIL, by=worker).fingerprint
    hidden = book(cooking, datetime.date(2027, 4, 5))
    LimitedAccessFactory(person=hidden.person, user=colleague, kind="restriction")
    actions.end_rule(cooking, by=worker, last_on=APRIL, reason="The lead has left", seen=seen)
    hidden.refresh_from_db()
    assert hidden.state == "cancelled_by_hub"
    assert not Session.objects.filter(rule=cooking, held_on__gt=APRIL).exists()  # as where nobody was booked


def test_a_plan_that_has_changed_since_it_was_read_is_not_worked_off(cooking, worker, book):
    seen = planning.plan_end(TimetableRule.objects.get(pk=cooking.pk), last_on=APRIL, by=worker).fingerprint
    book(cooking, datetime.date(2027, 4, 5))
    with pytest.raises(PlanChanged) as refused:
        actions.end_rule(cooking, by=worker, last_on=APRIL, reason="The lead has left", seen=seen)
    assert len(refused.value.plan.bookings) == 1
    assert TimetableRule.objects.get(pk=cooking.pk).until_on is None


def test_two_who_may_not_meet_stand_against_a_new_time_and_only_the_session_is_named(
    cooking, put_on, change, book
):
    art = put_on(title="Art", room=None, starts=datetime.time(14))
    day = datetime.date(2027, 3, 15)
    here, there = book(cooking, day), book(art, day)
    first, second = sorted([here.person, there.person], key=lambda person: person.pk)
    NoContactFactory(first=first, second=second)
    with pytest.raises(RuleRefused) as refused:
        change(art, starts=datetime.time(10))
    assert str(refused.value) == (
        "Art, Monday 15 March 2027, 14.00 to 16.00: This change cannot be made with the bookings the session has."
    )
    assert set(days(art)) == {f"{day[:10]} 14:00" for day in days(art)}


def test_a_rule_changed_as_a_whole_moves_its_sessions_and_their_bookings(cooking, change, book):
    booking = book(cooking, datetime.date(2027, 3, 8))
    changed = change(cooking, starts=datetime.time(13), from_on=cooking.first_on)
    assert [len(change.plan.moved), len(change.plan.added), len(change.plan.removed)] == [7, 0, 0]
    assert changed.pk == cooking.pk
    assert days(changed)[:2] == ["Mon 08 Mar 13:00", "Mon 15 Mar 13:00"]
    assert Booking.objects.get(pk=booking.pk).state == "booked"
    assert Notice.objects.filter(kind="session_re_timed").count() == 1


def test_this_and_following_leaves_the_sessions_before_as_they_were(cooking, change):
    changed = change(cooking, from_on=APRIL, starts=datetime.time(13), recurrence="FREQ=WEEKLY;BYDAY=MO")
    assert changed.follows == cooking
    assert days(TimetableRule.objects.get(pk=cooking.pk)) == [
        "Mon 08 Mar 10:00", "Mon 15 Mar 10:00", "Mon 22 Mar 10:00",
    ]  # fmt: skip
    assert days(changed) == ["Mon 05 Apr 13:00", "Mon 12 Apr 13:00", "Mon 19 Apr 13:00", "Mon 26 Apr 13:00"]
    assert TimetableRule.objects.get(pk=cooking.pk).until_on == APRIL - DAY
    assert actions.make_sessions() == 0
    assert [event.what for event in events.of(changed)] == ["changed"]


def test_another_weekday_takes_the_bookings_along_within_the_week(cooking, change, book):
    booking = book(cooking, datetime.date(2027, 3, 8))
    change(cooking, recurrence="FREQ=WEEKLY;BYDAY=TH")
    assert days(cooking)[:3] == ["Thu 04 Mar 10:00", "Thu 11 Mar 10:00", "Thu 18 Mar 10:00"]
    booking.refresh_from_db()
    assert booking.held_on == datetime.date(2027, 3, 11)
    assert actions.make_sessions() == 0


def test_more_days_add_sessions_and_fewer_take_the_empty_ones_away(cooking, change):
    change(cooking, recurrence="FREQ=WEEKLY;BYDAY=MO,TH")
    assert len(change.plan.added) == 8
    assert not change.plan.moved
    change(cooking, recurrence="FREQ=WEEKLY;BYDAY=TH")
    assert {day[:3] for day in days(cooking)} == {"Thu"}
    assert Session.versions.filter(rule=cooking, superseded_at__isnull=False, version_of=None).count() == 7


def test_room_and_lead_change_at_the_same_time_without_a_word_to_anybody(cooking, change, hub, worker, book):
    book(cooking, datetime.date(2027, 3, 8))
    change(cooking, room=RoomFactory(hub=hub, name="Hall"), lead=worker)
    assert len(change.plan.altered) == 7
    assert not change.plan.bookings
    assert set(Session.objects.filter(rule=cooking).values_list("room__name", "lead")) == {
        ("Hall", worker.pk)
    }
    assert not Notice.objects.exists()


def test_an_end_calls_off_what_is_booked_and_takes_the_empty_away(cooking, end, book):
    booking = book(cooking, datetime.date(2027, 4, 5))
    end(cooking, APRIL)
    assert days(cooking) == ["Mon 08 Mar 10:00", "Mon 15 Mar 10:00", "Mon 22 Mar 10:00", "Mon 05 Apr 10:00"]
    called_off = Session.objects.get(pk=booking.session_id)
    assert (called_off.state, called_off.not_held_reason) == ("not_held", "The lead has left")
    assert Notice.objects.filter(kind="session_not_held").count() == 1
    assert actions.make_sessions() == 0


def test_a_past_session_and_one_the_register_knows_are_never_touched(cooking, end, worker):
    open_now, called_off = Session.objects.filter(rule=cooking).order_by("starts_at")[:2]
    Session.objects.filter(pk=open_now.pk).update(state="open")
    mark_not_held(called_off, by=worker, reason="Staff absence")
    before = list(Session.objects.filter(pk__in=[open_now.pk, called_off.pk]).values())
    end(cooking, TODAY)
    assert list(Session.objects.filter(pk__in=[open_now.pk, called_off.pk]).values()) == before
    assert Session.objects.filter(rule=cooking).count() == 2


def test_a_day_that_was_called_off_is_not_put_on_again_by_a_change(cooking, change, worker):
    called_off = Session.objects.filter(rule=cooking).order_by("starts_at").first()
    mark_not_held(called_off, by=worker, reason="Staff absence")
    changed = change(cooking, starts=datetime.time(13))
    assert days(changed)[0] == "Mon 08 Mar 10:00"
    assert actions.make_sessions() == 0


def test_a_session_changed_on_its_own_stays_so_when_its_rule_changes(cooking, change, worker):
    session = Session.objects.filter(rule=cooking).order_by("starts_at").first()
    later = timezone.make_aware(datetime.datetime(2027, 3, 9, 15, 0))
    wanted = single.Wanted(later, later + datetime.timedelta(hours=1), None, None, 8)
    single.change_session(
        session, wanted, by=worker, seen=session.version, reason="The cooker is mended that day"
    )
    changed = change(cooking, starts=datetime.time(13))
    assert len(change.plan.kept) == 1
    assert days(changed)[:2] == ["Tue 09 Mar 15:00", "Mon 15 Mar 13:00"]
    assert actions.make_sessions() == 0


def test_a_day_left_out_goes_and_does_not_come_back(cooking, worker, book):
    day = datetime.date(2027, 3, 15)
    booking = book(cooking, day)
    seen = planning.plan_without(cooking, day, by=worker).fingerprint
    for _ in "ab":  # pressed twice
        actions.leave_out(cooking, day, by=worker, reason="The building is let", seen=seen)
    assert Session.objects.get(pk=booking.session_id).state == "not_held"
    assert cooking.exceptions.get().reason == "The building is let"
    with pytest.raises(RuleRefused, match="left out already"):
        planning.plan_without(cooking, day, by=worker)
    with pytest.raises(RuleRefused, match="no session on Tuesday 16 March 2027"):
        planning.plan_without(cooking, day + DAY, by=worker)


def test_a_confirmation_sent_twice_changes_once(cooking, worker):
    key = TimetableRule._meta.get_field("uuid").get_default()
    wanted = {"starts": datetime.time(13)}
    changed = actions.as_changed(cooking, wanted, key=key, from_on=APRIL, by=worker)
    seen = planning.plan_rule(changed, was=cooking, from_on=APRIL, by=worker).fingerprint
    said = {"by": worker, "key": key, "from_on": APRIL, "reason": "The room is needed", "seen": seen}
    once, again = (actions.change_rule(cooking, wanted, **said) for _ in "ab")
    assert once.pk == again.pk
    assert TimetableRule.objects.count() == 2


def test_the_page_counts_and_names_only_whom_its_reader_may_know_of(cooking, worker, colleague, book):
    seen, hidden = (book(cooking, datetime.date(2027, 3, 15)) for _ in "ab")
    LimitedAccessFactory(person=hidden.person, user=colleague, kind="restriction")
    plan = planning.plan_end(TimetableRule.objects.get(pk=cooking.pk), last_on=TODAY, by=worker)
    told = planning.told(plan)
    assert (told["bookings"], list(told["people"])) == (1, [seen.person_id])
