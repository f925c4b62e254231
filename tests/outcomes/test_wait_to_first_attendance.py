"""F3: the wait from submission to the first session attended, those still waiting included (outcomes: section 1)."""

import datetime

import pytest

from outcomes.indicators import indicator
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import line_of
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.referrals import TransferFactory
from tests.outcomes.scenes import RELEASED, a_line, later, living_in, parts, referred

F3 = "wait-to-first-attendance"
SUBMITTED = RELEASED
AS_AT = later(100)


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


@pytest.fixture
def refer(person, hub):
    def make(state="started", **about):
        return referred(about.pop("person", person), hub, SUBMITTED, state=state, **about)

    return make


def came(person, hub, day, mark="attended", state="recorded"):
    session = SessionFactory(hub=hub, state=state, starts_at=noon(later(day)))
    return BookingFactory(session=session, person=person, mark=mark)


def wait_of(slug=F3, as_at=AS_AT, **about):
    cell = a_line(slug, as_at=as_at, **about).cell
    return cell.low, cell.value, cell.high


# What is left out, and what cuts a wait off


def test_a_declined_referral_is_left_out_from_the_day_it_is_declined(refer):
    refer("declined", decided_at=noon(later(9)))
    assert parts(F3, as_at=later(8)) == {"non_event": 1}
    assert parts(F3, as_at=later(9)) == {"declined": 1}


def test_a_void_referral_is_left_out(refer):
    refer("entered_in_error")
    assert parts(F3, as_at=AS_AT) == {"void": 1}


@pytest.mark.parametrize(
    ("mark", "state"),
    [("did_not_attend", "recorded"), ("not_expected", "recorded"), ("", "recorded"), ("attended", "not_held"),
     ("attended", "scheduled")],
)  # fmt: skip
def test_only_a_mark_of_attendance_in_a_session_held_ends_the_wait(refer, person, hub, mark, state):
    refer()
    came(person, hub, 10, mark, state)
    assert parts(F3, as_at=AS_AT) == {"non_event": 1}


@pytest.mark.parametrize("mark", ["attended", "late", "left_early"])
def test_coming_late_or_leaving_early_is_coming(refer, person, hub, mark):
    refer()
    came(person, hub, 10, mark)
    assert parts(F3, as_at=AS_AT) == {"event": 1}
    assert wait_of() == (10, 10, 10)


@pytest.mark.parametrize(("day", "part"), [(-1, "non_event"), (0, "event")])
def test_only_sessions_since_submission_count(refer, person, hub, day, part):
    refer()
    came(person, hub, day)
    assert parts(F3, as_at=AS_AT) == {part: 1}


def test_a_session_of_another_hub_is_not_what_was_waited_for(refer, person):
    refer()
    came(person, HubFactory(name="Leeds"), 10)
    assert parts(F3, as_at=AS_AT) == {"non_event": 1}


def test_a_session_of_the_hub_it_was_transferred_from_is(refer, person, hub):
    before = HubFactory(name="Leeds")
    referral = refer()
    TransferFactory(referral=referral, from_hub=before, to_hub=hub, state="agreed", agreed_at=noon(later(20)))
    came(person, before, 10)
    assert wait_of() == (10, 10, 10)


@pytest.mark.parametrize(("day", "part"), [(30, "event"), (31, "non_event")])
def test_the_end_of_the_referral_cuts_the_wait_off(refer, person, hub, day, part):
    refer("withdrawn", ended_on=later(30))
    came(person, hub, day)
    assert parts(F3, as_at=AS_AT) == {part: 1}


def test_death_cuts_the_wait_off(refer, medway, hub):
    person = living_in(medway, died_on=later(5))
    refer(person=person)
    came(person, hub, 9)
    assert parts(F3, as_at=AS_AT) == {"non_event": 1}


def test_a_session_after_the_as_at_date_has_not_happened(refer, person, hub):
    refer()
    came(person, hub, 50)
    assert parts(F3, as_at=later(49)) == {"non_event": 1}


# The figures


def waits_of(medway, hub, *days):
    """People of whom one each came after so many days; None still waits."""
    for day in days:
        person = living_in(medway)
        referred(person, hub, SUBMITTED, state="started")
        if day is not None:
            came(person, hub, day)


def test_median_and_quartiles_of_days(medway, hub):
    waits_of(medway, hub, 5, 10, 20, 40)
    assert wait_of() == (5, 10, 20)


def test_those_who_still_wait_count_for_as_long_as_they_have_waited(medway, hub):
    waits_of(medway, hub, 5, 10, None, None)
    assert wait_of() == (5, 10, None)


def test_there_is_no_median_before_half_have_come(medway, hub):
    waits_of(medway, hub, 5, None, None)
    assert wait_of() == (5, None, None)
    assert a_line(F3, as_at=AS_AT).cell.numerator == 1


def test_an_immature_quarter_says_how_many_and_no_more(medway, hub):
    waits_of(medway, hub, 5, 10)
    cell = a_line(F3, as_at=later(29)).cell
    assert (cell.maturity, cell.value, cell.numerator, cell.denominator) == ("immature", None, None, 2)


def controlled():
    place, period = place_named("area", "Medway"), quarter_with(SUBMITTED)
    return line_of(indicator(F3), place, period, report_moment(AS_AT), internal=False).cell


def test_control_gives_no_median_of_fewer_than_30(medway, hub):
    waits_of(medway, hub, *range(1, 30))
    cell = controlled()
    assert (cell.low, cell.value, cell.high, cell.suppressed) == (None, None, None, True)


def test_control_gives_the_median_of_30_in_whole_days(medway, hub):
    waits_of(medway, hub, *range(1, 21), *[None] * 10)
    cell = controlled()
    assert (cell.low, cell.value, cell.high, cell.denominator) == (8, 15, None, 30)
