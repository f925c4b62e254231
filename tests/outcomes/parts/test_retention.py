"""Still with the hub: stopped after 28 days without attending, dated at the last attendance."""

import datetime

import pytest

from outcomes.pages.curves import ENOUGH, FEW_STAY, hub_curve
from outcomes.parts.retention import GAP, retention_of
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from referrals.models import Referral
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.outcomes.attending import came, refer
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import RELEASED, later, living_in, referred, released

START = RELEASED


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham")


@pytest.fixture
def starter(medway, hub):
    """Somebody who started on the day, and came on some days after it."""

    def make(*days, **about):
        person = living_in(medway, **about)
        referred(person, hub, later(-9), state="started", started_on=START, decided_at=noon(later(-2)))
        for day in days:
            session = SessionFactory(hub=hub, state="recorded", starts_at=noon(later(day)))
            BookingFactory(session=session, person=person, mark="attended")
        return person

    return make


def stops(as_at):
    """The days on which somebody stopped, with how many did; and how many were followed at first."""
    report = outcome_report(place_named("hub", "Chatham"), quarter_with(START), as_at, internal=True)
    found = retention_of(report)
    return {point.day: point.events for point in found.points if point.events}, found.cell.denominator


AFTER = later(200)


def test_somebody_who_never_came_stopped_on_the_day_of_the_start(starter):
    starter()
    assert stops(AFTER) == ({0: 1}, 1)


@pytest.mark.parametrize(("days", "last"), [((5, 33, 61), 61), ((5, 34), 5), ((29,), 0), ((28,), 28)])
def test_28_days_without_attending_end_the_stay_at_the_last_attendance(starter, days, last):
    starter(*days)
    assert stops(AFTER) == ({last: 1}, 1)


def test_a_stop_does_not_move_with_the_as_at_date_once_it_can_be_told(starter):
    starter(5, 20)
    quarter_ends = quarter_with(START).ends_on
    early = max(later(20 + GAP), quarter_ends + datetime.timedelta(days=GAP))
    assert stops(early) == stops(AFTER) == ({20: 1}, 1)


def test_who_died_or_was_recalled_before_the_28_days_were_over_did_not_stop(starter):
    starter(5, died_on=later(30))
    released(starter(5), START, recalled_on=later(32))
    starter(5, died_on=later(34))
    assert stops(AFTER) == ({5: 1}, 3)


def test_a_stay_of_the_same_person_at_another_hub_says_nothing_here(starter, hub):
    person = starter(5)
    elsewhere = SessionFactory(hub=HubFactory(name="Elsewhere"), state="recorded", starts_at=noon(later(20)))
    BookingFactory(session=elsewhere, person=person, mark="attended")
    assert stops(AFTER) == ({5: 1}, 1)


@pytest.mark.parametrize(("long", "drawn_to"), [(35, 20), (12, None)])
def test_a_curve_is_drawn_while_thirty_are_followed_and_says_so(medway, hub, long, drawn_to):
    """60 start: some come on day 20, five of them on day 45 too, the others never. Few are left at last."""
    people = released_together(medway, 60)
    refer(hub, people)
    Referral.objects.filter(hub=hub).update(
        state="started", decision="accepted", decided_at=noon(later(-2)), started_on=START
    )
    came(hub, people[:long], 20)
    came(hub, people[:5], 45)
    report = outcome_report(place_named("hub", "Chatham"), quarter_with(START), AFTER, internal=True)
    curve = hub_curve(whole_report(report))
    assert curve.rows[-1][2] == "0.0% [u]"
    if drawn_to is None:
        assert (curve.wide, curve.why_not_drawn) == (None, FEW_STAY)
    else:
        assert curve.title == "8.3% of people were still with the hub 20 days after they started"
        assert ENOUGH in curve.note
