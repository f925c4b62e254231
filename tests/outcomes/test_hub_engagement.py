"""H1: whether people who started at a hub kept coming (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.referrals import TransferFactory
from tests.outcomes.scenes import RELEASED, a_line, later, living_in, parts, referred, released

BY_28, BY_90 = "hub-engagement-28", "hub-engagement-90"
START = RELEASED
EACH = pytest.mark.parametrize(("slug", "last", "enough"), [(BY_28, 28, 4), (BY_90, 90, 8)])


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


@pytest.fixture
def start(person, hub):
    def make(state="started", **about):
        who = about.pop("person", person)
        return referred(
            who, hub, later(-9), state=state, started_on=START, decided_at=noon(later(-2)), **about
        )

    return make


def came(person, hub, *days, mark="attended", **about):
    for day in days:
        session = SessionFactory(hub=hub, state=about.pop("state", "recorded"), starts_at=noon(later(day)))
        BookingFactory(session=session, person=person, mark=mark, **about)


@EACH
def test_a_referral_entered_in_error_is_left_out(start, slug, last, enough):
    start("entered_in_error", decision="accepted")
    assert parts(slug) == {"void": 1}


@EACH
@pytest.mark.parametrize(("before", "part"), [(1, "recalled"), (0, "non_event")])
def test_a_recall_before_the_last_day_leaves_the_denominator(person, start, slug, last, enough, before, part):
    start()
    released(person, on=later(-3), recalled_on=later(last - before))
    assert parts(slug) == {part: 1}


def test_a_recall_before_the_start_says_nothing_of_the_time_after_it(person, start):
    start()
    released(person, on=later(-40), recalled_on=later(-1))
    assert parts(BY_28) == {"non_event": 1}


@EACH
@pytest.mark.parametrize(("before", "part"), [(1, "died"), (0, "event")])
def test_a_death_before_the_last_day_leaves_the_denominator_and_the_sessions_do_not_help(
    medway, start, hub, slug, last, enough, before, part
):
    person = living_in(medway, died_on=later(last - before))
    start(person=person)
    came(person, hub, *range(enough))
    assert parts(slug) == {part: 1}


@EACH
def test_enough_sessions_by_the_last_day_are_engagement_and_one_on_the_day_after_is_not(
    person, start, hub, slug, last, enough
):
    start()
    came(person, hub, *range(enough - 1), last + 1)
    assert parts(slug) == {"non_event": 1}
    came(person, hub, last)
    assert parts(slug) == {"event": 1}


def test_the_day_of_the_start_counts_and_the_day_before_does_not(person, start, hub):
    start()
    came(person, hub, -1, 0, 3, 5)
    assert parts(BY_28) == {"non_event": 1}
    came(person, hub, 0)
    assert parts(BY_28) == {"event": 1}


@pytest.mark.parametrize(
    "about", [{"mark": "did_not_attend"}, {"mark": "not_expected"}, {"mark": ""}, {"state": "not_held"}]
)
def test_only_sessions_held_that_the_person_came_to_count(person, start, hub, about):
    start()
    came(person, hub, 1, 2, 3)
    came(person, hub, 4, **about)
    assert parts(BY_28) == {"non_event": 1}


def test_late_left_early_and_walked_in_are_attended(person, start, hub):
    start()
    came(person, hub, 1)
    came(person, hub, 2, mark="late")
    came(person, hub, 3, mark="left_early")
    came(person, hub, 4, walk_in=True)
    assert parts(BY_28) == {"event": 1}


def test_sessions_at_another_hub_count_only_where_the_referral_came_from_there(person, start, hub):
    referral, former = start(), HubFactory(name="Leeds")
    came(person, hub, 1, 2)
    came(person, former, 3, 4)
    assert parts(BY_28) == {"non_event": 1}
    TransferFactory(
        referral=referral,
        person=person,
        from_hub=former,
        to_hub=hub,
        state="agreed",
        agreed_at=noon(later(5)),
    )
    assert parts(BY_28) == {"event": 1}


def test_a_referral_that_ended_before_the_last_day_stays(start):
    start("ended_early", ended_on=later(10))
    assert parts(BY_28) == {"non_event": 1}


def test_a_referral_that_was_never_started_is_no_row(person, hub):
    referred(person, hub, later(-9), state="accepted", decided_at=noon(later(-2)))
    assert parts(BY_28) == {}


@EACH
def test_a_quarter_matures_when_its_last_start_has_been_followed(start, slug, last, enough):
    start()
    end = datetime.date(2023, 3, 31)
    assert a_line(slug, as_at=later(last - 1, end)).cell.maturity == "immature"
    assert a_line(slug, as_at=later(last, end)).cell.maturity == "provisional"
    assert a_line(slug, as_at=later(last + 28, end)).cell.maturity == "final"
