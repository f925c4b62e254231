"""Availability and need, section by section (domain: Availability and need)."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from outcomes.availability.asked import median
from outcomes.availability.delivered import COUNTED
from outcomes.delivery import DeliveryLine
from tests.factories.hubs import (
    ActivityCategoryFactory,
    BookingFactory,
    InductionFactory,
    OpeningHoursFactory,
    PlaceFactory,
    ServedAreaFactory,
    SessionFactory,
)
from tests.factories.lifecycle import ReasonFactory
from tests.factories.outcomes import TargetFactory
from tests.factories.people import AreaFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory
from tests.outcomes.availability.june import TODAY, at, day, section
from tests.outcomes.scenes import living_in

pytestmark = pytest.mark.django_db


# What hubs offer


def test_hours_are_the_mean_of_the_weeks_so_far(chatham):
    for weekday in range(7):
        OpeningHoursFactory(hub=chatham, weekday=weekday, opens_at=datetime.time(9), closes_at=datetime.time(11),
                            from_on=datetime.date(2020, 1, 1))  # fmt: skip
    hours, closed = section("hours", of="2026-Q1")["Chatham"]
    assert (hours, closed) == (pytest.approx(14 * 89 / 90, abs=0.1), 0)  # New Year's Day is a bank holiday


def test_places_are_counted_at_the_end_and_over_the_days(chatham, medway):
    PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1, 1))
    PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1, 1), ended_on=day(1, 4))
    PlaceFactory(person=living_in(medway), hub=chatham, opened_on=TODAY)
    PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1, 1), ended_on=day(1, 2))
    assert section("places")["Chatham"] == (4, 2, 1, "50%")


def test_sessions_are_put_on_held_called_off_or_lack_a_register(chatham, medway):
    SessionFactory(hub=chatham, state="recorded", capacity=10, starts_at=at(day(1)))
    SessionFactory(hub=chatham, state="not_held", not_held_reason="Staff absence", starts_at=at(day(2)))
    SessionFactory(hub=chatham, state="scheduled", starts_at=at(day(3)))
    SessionFactory(hub=chatham, state="scheduled", starts_at=at(day(20)))
    assert section("sessions")["Chatham"] == (3, 1, 1, 1, 10, 0, "0%")


def test_a_place_is_used_by_those_who_came(chatham, medway):
    held = SessionFactory(hub=chatham, state="recorded", capacity=4, starts_at=at(day(1)))
    for mark in ("attended", "late", "did_not_attend", ""):
        BookingFactory(session=held, person=living_in(medway), mark=mark, state="booked")
    assert section("sessions")["Chatham"][4:] == (4, 2, "50%")


def test_what_somebody_typed_about_a_session_not_held_stays_with_the_hub(chatham):
    ReasonFactory(list="not_held", reason="Staff absence")
    for number, why in enumerate(
        ("Staff absence", "Staff absence: Rosa is ill", "A fight", "Other: a fight")
    ):
        SessionFactory(hub=chatham, state="not_held", not_held_reason=why, starts_at=at(day(1), 9 + number))
    assert section("not-held") == {"Other": (2,), "Staff absence": (2,)}


# What is needed


def test_waiting_counts_those_still_on_the_list_with_their_age(chatham, medway):
    for back in (5, 20, 50, 100):
        since = timezone.now() - datetime.timedelta(days=back)
        ReferralFactory(
            person=living_in(medway), hub=chatham, state="waiting", submitted_at=since, waiting_at=since
        )
    ReferralFactory(person=living_in(medway), hub=chatham, state="submitted", submitted_at=timezone.now())
    assert section("waiting")["Chatham"] == (4, 35, 1, 1, 1, 1, 0)


def test_waiting_at_the_end_of_an_earlier_quarter_is_who_waited_then(chatham, medway):
    since = at(day(1, 3))
    waited = {"hub": chatham, "submitted_at": since, "waiting_at": since}
    ReferralFactory(person=living_in(medway), state="waiting", **waited)
    ReferralFactory(
        person=living_in(medway), state="accepted", decision="accepted", decided_at=at(day(1, 4)), **waited
    )
    ReferralFactory(
        person=living_in(medway), state="accepted", decision="accepted", decided_at=at(day(9, 3)), **waited
    )
    assert section("waiting", of="2026-Q1")["Chatham"][:2] == (2, 30)
    assert section("waiting")["Chatham"][0] == 1


def test_declined_for_capacity_stands_beside_all_declined(chatham, medway):
    for group in ("capacity", "risk"):
        ReferralFactory(
            person=living_in(medway), hub=chatham, state="declined", decision="declined", submitted_at=at(day(1)),
            decided_at=at(day(2)), reason=ReasonFactory(list="decline", group=group), explanation="Because",
            signposting="Elsewhere",
        )  # fmt: skip
    assert section("declined")["Chatham"] == (1, 1, 2)


def test_expected_releases_are_counted_by_week_area_and_distance(chatham, medway):
    thanet = AreaFactory(name="Thanet", latitude=51.36, longitude=1.42)
    ServedAreaFactory(area=thanet, hub=chatham)
    for area, on in ((medway, TODAY), (medway, day(16)), (thanet, day(17)), (medway, day(1, 12))):
        ReleaseFactory(person=living_in(area), expected_on=on, released_on=None)
    ReleaseFactory(person=living_in(medway, died_on=day(1)), expected_on=day(12), released_on=None)
    weeks = section("releases")
    assert (weeks["Week from 10 June 2026"], weeks["Week from 17 June 2026"]) == ((2,), (1,))
    assert section("areas") == {"Medway": (2, "Chatham", "0"), "Thanet": (1, "Chatham", "38")}
    assert section("weeks-and-areas") == {"Medway": (2, *[0] * 11), "Thanet": (0, 1, *[0] * 10)}
    assert section("distance")["Under 5 miles"] == (2,)
    assert section("distance")["30 miles or more"] == (1,)


def test_people_without_an_area_are_counted_for_england_and_said_to_be_so(chatham):
    ReleaseFactory(expected_on=day(12), released_on=None)
    assert section("areas", kind="england", name="") == {"Area not known": (1, "–", "–")}
    assert section("areas") == {}


# Against targets


def test_every_line_but_those_said_not_to_be_recorded_is_counted():
    assert set(DeliveryLine) - set(COUNTED) == {DeliveryLine.WING_INDUCTIONS}


def test_actual_stands_against_the_targets_of_the_months_so_far(chatham, medway, south_east):
    for month, target in (("2026-05", 50), ("2026-06", 40), ("2026-07", 99)):
        TargetFactory(contract_area=south_east, hub=None, area=None, measure="hub_inductions", period=month,
                      target=Decimal(target))  # fmt: skip
    for on in (day(30, 4), day(1, 5), day(2)):
        InductionFactory(person=living_in(medway), hub=chatham, inducted_on=on)
    rows = section("targets", kind="contract_area", name="South East")
    assert rows["Inductions at a hub"][:3] == (90, 2, "2%")
    assert section("targets", kind="england", name="")["Inductions at a hub"][:2] == (90, 2)


def test_attendances_are_counted_by_the_type_of_their_activity(chatham, medway, south_east):
    for line in ("human_citizenship", "employment", "wing_inductions"):
        TargetFactory(
            contract_area=south_east, hub=None, area=None, measure=line, period="2026-06", target=Decimal(10)
        )
    arts = ActivityCategoryFactory(type="Human citizenship", category="Arts")
    held = SessionFactory(hub=chatham, category=arts, state="recorded", capacity=4, starts_at=at(day(1)))
    BookingFactory(session=held, person=living_in(medway), mark="attended", state="booked")
    rows = section("targets", kind="contract_area", name="South East")
    assert rows["Human citizenship"][:2] == (10, 1)
    assert rows["Employment"][:2] == (10, 0)
    assert rows["Inductions on a wing"][1] == "Not recorded here"


@pytest.mark.parametrize(("numbers", "middle"), [([], None), ([3], 3), ([1, 2], 1.5), ([9, 1, 5], 5)])
def test_the_median_is_the_middle(numbers, middle):
    assert median(numbers) == middle
