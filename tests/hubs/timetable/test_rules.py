"""Making rules: what is refused, what is said, and the sessions that come of them."""

import datetime
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.working_days import is_bank_holiday
from hubs.models import Hub, Session, TimetableRule
from hubs.timetable import actions, occurrences, planning
from hubs.timetable.actions import PlanChanged
from hubs.timetable.recurrence import RuleRefused
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    HubFactory,
    RoomFactory,
    SessionFactory,
    TimetableExceptionFactory,
    TimetableRuleFactory,
)

from .conftest import TODAY, days

DAY = datetime.timedelta(days=1)


def test_nobody_from_elsewhere_makes_a_rule(put_on, hub, says, stranger):
    rule = actions.new_rule(hub, says(first_on=TODAY), key=uuid.uuid4(), by=stranger)
    with pytest.raises(NotYou, match="Only a worker of Chatham"):
        actions.create_rule(rule, by=stranger, seen="")
    assert not TimetableRule.objects.exists()


def test_ten_thousand_sessions_are_refused_with_their_number_and_the_limit(put_on):
    with pytest.raises(
        RuleRefused, match=r"would make 10,0\d\d sessions; one rule makes 1,000 at most"
    ) as refused:
        put_on(recurrence="FREQ=DAILY", until_on=TODAY + 10_000 * DAY)
    assert refused.value.field == "until_on"


def test_a_rule_of_eight_thousand_years_is_refused_as_fast(put_on):
    with pytest.raises(RuleRefused, match="more than 20,000 sessions"):
        put_on(recurrence="FREQ=DAILY", until_on=datetime.date(9999, 12, 31))


def test_a_rule_that_never_comes_is_refused(put_on):
    with pytest.raises(RuleRefused, match="never comes round"):
        put_on(recurrence="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    with pytest.raises(RuleRefused, match="bank holidays or closures"):
        put_on(recurrence="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25")
    with pytest.raises(RuleRefused, match="before the first"):
        put_on(until_on=TODAY - DAY)


def test_a_time_that_the_spring_night_leaps_over_is_refused(put_on):
    with pytest.raises(
        RuleRefused, match=r"Sunday 28 March 2027: The clocks go forward that night: there is no 1\.30"
    ):
        put_on(recurrence="FREQ=WEEKLY;BYDAY=SU", starts=datetime.time(1, 30))


def test_a_room_that_is_taken_is_refused_and_it_is_shown_by_what(put_on, hub, room):
    start = timezone.make_aware(datetime.datetime(2027, 3, 8, 11, 0))
    SessionFactory(hub=hub, room=room, title="Men’s group", starts_at=start)
    with pytest.raises(
        RuleRefused, match=r"Kitchen is taken: Men’s group, Monday 8 March 2027, 11\.00 to 13\.00"
    ):
        put_on()


def test_a_room_that_another_rule_needs_after_the_weeks_ahead_is_refused_too(put_on, hub, room):
    late = TODAY + datetime.timedelta(weeks=30)
    TimetableRuleFactory(hub=hub, room=room, title="Choir", first_on=late, starts=datetime.time(11))
    with pytest.raises(RuleRefused, match="Kitchen is taken: Choir, Monday 4 October 2027"):
        put_on()


def test_a_room_too_small_and_a_lead_from_elsewhere_are_refused(put_on, stranger):
    with pytest.raises(RuleRefused, match="Kitchen holds 12 people"):
        put_on(capacity=13)
    with pytest.raises(RuleRefused, match="does not work at Chatham"):
        put_on(lead=stranger)


def test_a_room_is_free_as_soon_as_the_session_before_ends(put_on, hub, room):
    start = timezone.make_aware(datetime.datetime(2027, 3, 8, 8, 0))
    SessionFactory(hub=hub, room=room, starts_at=start)  # until 10
    assert days(put_on())


def test_a_lead_with_two_sessions_at_once_is_said_and_not_refused(put_on, hub, worker, says):
    put_on(lead=worker)
    other = says(lead=worker, room=RoomFactory(hub=hub), title="Art", first_on=TODAY)
    plan = planning.plan_rule(
        actions.new_rule(hub, other, key=uuid.uuid4(), by=worker), from_on=TODAY, by=worker
    )
    assert plan.warnings[0].startswith(
        "Marcus Oyelaran leads something else at the same time: Cooking, Monday 8 March"
    )


def test_sessions_outside_the_opening_hours_are_said_and_not_refused(put_on, hub, worker, says):
    hub.opening_hours.create(
        weekday=0, opens_at="09:00", closes_at="11:00", from_on=datetime.date(2020, 1, 1)
    )
    rule = actions.new_rule(hub, says(first_on=TODAY), key=uuid.uuid4(), by=worker)
    warnings = planning.plan_rule(rule, from_on=TODAY, by=worker).warnings
    assert warnings == [
        "7 sessions are outside the hub’s opening hours, the first on Monday 8 March 2027, 10.00 to 12.00."
    ]


def test_a_rule_stays_at_ten_across_the_spring_night_and_makes_eight_weeks_at_once(put_on):
    assert days(put_on()) == [
        "Mon 08 Mar 10:00",
        "Mon 15 Mar 10:00",
        "Mon 22 Mar 10:00",
        "Mon 05 Apr 10:00",
        "Mon 12 Apr 10:00",
        "Mon 19 Apr 10:00",
        "Mon 26 Apr 10:00",
    ]  # fmt: skip - 29 March is Easter Monday


def test_a_rule_may_hold_on_bank_holidays(put_on):
    assert "Mon 29 Mar 10:00" in days(put_on(on_bank_holidays="hold"))


def test_no_session_is_made_in_a_closure_or_on_a_day_left_out(put_on, hub, manager):
    day = datetime.date(2027, 3, 8)
    hub.closures.create(first_on=day, last_on=day, reason="Building works", recorded_by=manager)
    rule = TimetableRuleFactory(hub=Hub.objects.get(pk=hub.pk), first_on=TODAY)
    TimetableExceptionFactory(rule=rule, day=datetime.date(2027, 3, 15))
    actions.make_sessions()
    assert days(rule)[:2] == ["Mon 22 Mar 10:00", "Mon 05 Apr 10:00"]


def test_the_same_key_twice_is_one_rule(put_on, hub, worker, says):
    key, wanted = uuid.uuid4(), says(first_on=TODAY)
    seen = planning.plan_rule(
        actions.new_rule(hub, wanted, key=key, by=worker), from_on=TODAY, by=worker
    ).fingerprint
    once, again = (
        actions.create_rule(actions.new_rule(hub, wanted, key=key, by=worker), by=worker, seen=seen)
        for _ in "ab"
    )
    assert once.pk == again.pk
    assert Session.objects.filter(rule=once).count() == len(days(once)) == 7
    assert [event.what for event in events.of(once)] == ["created"]


def test_a_rule_that_would_do_something_else_than_was_read_is_not_made(put_on, hub, worker, says):
    with pytest.raises(PlanChanged, match="Read again"):
        actions.create_rule(
            actions.new_rule(hub, says(first_on=TODAY), key=uuid.uuid4(), by=worker), by=worker, seen="else"
        )
    assert not TimetableRule.objects.exists()


def test_materialising_twice_makes_nothing_the_second_time(hub, capsys):
    rule = TimetableRuleFactory(hub=hub, first_on=TODAY)
    call_command("make_sessions", weeks=4)
    call_command("make_sessions", weeks=4)
    assert capsys.readouterr().out.splitlines() == ["3 sessions made.", "0 sessions made."]
    assert len(days(rule)) == 3
    call_command("make_sessions")
    assert len(days(rule)) == 7
    with pytest.raises(CommandError, match="from 1 to 52"):
        call_command("make_sessions", weeks=53)


def test_a_rule_that_began_long_ago_makes_nothing_in_the_past(hub):
    rule = TimetableRuleFactory(
        hub=hub,
        first_on=datetime.date(2026, 1, 5),
        recurrence="FREQ=WEEKLY;BYDAY=TU",
        starts=datetime.time(8),
    )  # fmt: skip - today's has begun
    actions.make_sessions()
    assert days(rule)[0] == "Tue 09 Mar 08:00"


def test_each_rule_takes_the_same_number_of_queries_whatever_it_makes(hub, queries_of):
    TimetableRuleFactory(hub=hub, first_on=TODAY)
    few = queries_of(actions.make_sessions, weeks=2)
    many = queries_of(actions.make_sessions, weeks=40)
    assert many == few


def test_a_rule_that_is_over_makes_nothing(db):
    rule = TimetableRuleFactory(hub=HubFactory(), first_on=TODAY - 60 * DAY, until_on=TODAY - DAY)
    actions.make_sessions()
    assert not Session.objects.filter(rule=rule).exists()


@given(
    first_on=st.dates(datetime.date(2024, 1, 1), datetime.date(2031, 1, 1)), hour=st.integers(2, 22),
    holds=st.booleans(), day=st.sampled_from(["MO", "FR", "SU"]),
)  # fmt: skip
def test_whatever_the_day_the_time_on_the_wall_is_the_same_and_bank_holidays_are_kept(
    first_on, hour, holds, day
):
    hub = Hub(pk=1, name="Chatham")
    hub._prefetched_objects_cache = {"closures": []}
    rule = TimetableRule(
        hub=hub, recurrence=f"FREQ=WEEKLY;BYDAY={day}", first_on=first_on, starts=datetime.time(hour), minutes=60,
        capacity=8, on_bank_holidays="hold" if holds else "skip",
    )  # fmt: skip
    slots = occurrences.occurrences(rule, first_on, first_on + 400 * DAY)
    assert {timezone.localtime(slot.starts_at).time() for slot in slots} == {datetime.time(hour)}
    assert {slot.ends_at - slot.starts_at for slot in slots} == {datetime.timedelta(hours=1)}
    weeks = {(slot.day - datetime.timedelta(days=slot.day.weekday())) for slot in slots}
    assert len(weeks) == len(slots)
    missed = [first_on + step * DAY for step in range(401)
              if (first_on + step * DAY).strftime("%a").upper()[:2] == day
              and first_on + step * DAY not in {slot.day for slot in slots}]  # fmt: skip
    assert all(is_bank_holiday(each) for each in missed)
    assert not (holds and missed)


def test_an_officer_of_the_hub_who_may_not_run_sessions_makes_no_rule(hub, says):
    nobody = UserFactory(role="practitioner", teams=[hub.team])
    with pytest.raises(NotYou, match="Your role"):
        actions.create_rule(
            actions.new_rule(hub, says(first_on=TODAY), key=uuid.uuid4(), by=nobody), by=nobody, seen=""
        )
