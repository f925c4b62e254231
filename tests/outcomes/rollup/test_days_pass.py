"""As days pass, windows close and facts become effective; what is kept over a day is what would be counted on it."""

import datetime

import pytest
import time_machine
from django.db import connection

from foundation.lifecycle.dates import quarter_of
from outcomes import engine, rollup
from outcomes.indicators import CATALOGUE, batteries, indicator
from outcomes.indicators.declaration import EVENT, VERIFIED_EVENT
from outcomes.models import KeptQuarter
from outcomes.moments import report_moment
from outcomes.places import AREAS, HUBS
from outcomes.rollup import settling
from outcomes.rollup.doubting import doubt_what_is_marked
from tests.factories.pathways import MilestoneClaimFactory
from tests.outcomes.chance import DAY, FIRST
from tests.outcomes.places import make_places
from tests.outcomes.rollup.compared import differing
from tests.outcomes.scenes import later, living_in, released
from tests.outcomes.worlds import World

pytestmark = pytest.mark.django_db
BEGIN = datetime.datetime(2024, 5, 10, 12, tzinfo=datetime.UTC)


def after(days):
    return BEGIN + DAY * days


def one_day_to_the_next(days, people, only):
    """Every cell on each of these days, out of what was kept the day before."""
    with time_machine.travel(BEGIN, tick=False):
        World(31, make_places()).fill(people)
    for day in (after(number) for number in days):
        with time_machine.travel(day, tick=False):
            assert not differing(day.date(), only), day


def test_every_cell_is_right_the_day_after():
    one_day_to_the_next((0, 1), 12, ("decided-in-time", "wait-to-first-attendance", "time-to-reoffence"))


@pytest.mark.whole
@pytest.mark.slow
def test_every_cell_of_every_indicator_is_right_on_many_days():
    one_day_to_the_next((0, 1, 2, 20, 21, 43, 60, 100, 200, 400), 120, None)


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.parametrize("seed", [32, 33])
def test_what_is_settled_is_the_same_on_every_later_day(seed):
    """Whatever the facts say of days to come; but for what becomes verified, which is asked for by itself."""
    World(seed, make_places()).fill(200)
    for as_at in (datetime.date(2024, 5, 10), datetime.date(2024, 9, 30)):
        quarters = range(quarter_of(FIRST) - 4, quarter_of(as_at) + 1)
        for each in CATALOGUE:
            settled = [number for number in quarters if settling.settles(each, number, as_at)]
            for family in (AREAS, HUBS) if settled else ():
                first = counted(each, family, as_at, settled)
                for days in (1, 45, 500):
                    assert counted(each, family, as_at + DAY * days, settled) == first, (each.slug, days)


def counted(each, family, as_at, quarters):
    found = engine.counts(each, family, report_moment(as_at), quarters)
    for parts in found.values():
        parts[EVENT] += parts.pop(VERIFIED_EVENT, 0)
    return {where: {part: n for part, n in parts.items() if n} for where, parts in found.items()}


def kept_as_at(slug, day):
    number = quarter_of(later(0))
    with time_machine.travel(day, tick=False):
        rollup.counts(indicator(slug), AREAS, report_moment(day.date()), [number])
    return KeptQuarter.objects.get(indicator=slug, family="area", quarter=number).as_at


def test_a_settled_quarter_is_not_counted_again_the_next_day(person):
    released(person)
    assert kept_as_at("housed-on-release", BEGIN) == kept_as_at("housed-on-release", after(1)) == BEGIN.date()


def test_a_quarter_of_people_still_followed_is_counted_again_every_day(person):
    released(person)
    assert kept_as_at("time-to-reoffence", BEGIN) == BEGIN.date()
    assert kept_as_at("time-to-reoffence", after(1)) == after(1).date()


def test_a_quarter_is_not_settled_while_a_claim_says_it_will_be_verified_later(person):
    released(person)
    MilestoneClaimFactory(state="verified", verified_at=after(1))
    assert kept_as_at("housed-on-release", BEGIN) == BEGIN.date()
    assert kept_as_at("housed-on-release", after(1)) == after(1).date()


def test_no_claim_is_read_to_learn_that_none_says_so():
    if connection.vendor == "postgresql":
        pytest.skip("it reads a table of no rows by any index")
    plan = settling.verified_ahead(BEGIN.date()).explain()
    assert "claim_verified" in plan
    assert "claim_revoked" in plan


def test_a_window_that_a_pause_can_move_is_never_taken_for_closed():
    assert not {"decided-in-time", "referral-started", "milestones-verified"} & settling.SETTLE
    assert {battery[0].slug for battery in batteries()} - settling.SETTLE == {
        "decided-in-time", "referral-started", "wait-to-first-attendance", "milestones-verified", "time-to-reoffence",
    }  # fmt: skip


def test_of_the_end_of_a_month_a_fact_recorded_later_counts_and_one_that_happened_later_does_not(medway):
    """BEGIN is in May, so that the latest end of a month is that of April."""
    number, month_end = quarter_of(BEGIN.date()), datetime.date(2024, 4, 30)

    def read():
        found = rollup.counts(indicator("housed-on-release"), AREAS, report_moment(month_end), [number])
        return {(place, quarter): counted.total() for (place, quarter), counted in found.items()}

    with time_machine.travel(BEGIN, tick=False):
        released(living_in(medway), on=month_end)
        assert read() == {(medway.pk, number): 1}
        for day in (month_end - DAY, month_end + DAY):
            released(living_in(medway), on=day)
        assert read() == {(medway.pk, number): 2}
        kept = KeptQuarter.objects.get(indicator="housed-on-release")
        assert (kept.at_month_end, kept.as_at) == (True, month_end)


def test_today_and_the_end_of_the_month_are_kept_beside_each_other_and_doubted_together(person):
    with time_machine.travel(BEGIN, tick=False):
        days = (BEGIN.date(), datetime.date(2024, 4, 30))
        released(person)
        for day in days:
            assert not differing(day, ("housed-on-release",))
        release = released(living_in(person.areas.get().area))
        release.delete()
        doubt_what_is_marked()
        assert (
            KeptQuarter.objects.filter(quarter=quarter_of(later(0)), family="area", as_at=None).count() == 2
        )
        for day in days:
            assert not differing(day, ("housed-on-release",))
