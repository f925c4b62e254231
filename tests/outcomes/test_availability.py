"""Availability and need: each section, and what leaves the hub (domain: Availability and need)."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from foundation.lifecycle.dates import LONDON
from outcomes.availability import PARTS, Asked
from outcomes.availability.asked import median
from outcomes.availability.delivered import COUNTED
from outcomes.delivery import DeliveryLine
from outcomes.periods import period
from outcomes.places import place_named
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    ActivityCategoryFactory,
    BookingFactory,
    HubFactory,
    InductionFactory,
    OpeningHoursFactory,
    PlaceFactory,
    ServedAreaFactory,
    SessionFactory,
)
from tests.factories.lifecycle import ReasonFactory
from tests.factories.outcomes import TargetFactory
from tests.factories.people import AreaFactory, ContractAreaFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory
from tests.outcomes.scenes import living_in

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 10)
PAGE = "/availability/hub/chatham/2026-Q2/{}/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 6, 10, 12, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def south_east():
    return ContractAreaFactory(name="South East")


@pytest.fixture
def medway(south_east):
    return AreaFactory(name="Medway", contract_area=south_east, latitude=51.38, longitude=0.53)


@pytest.fixture
def chatham(south_east, medway):
    hub = HubFactory(name="Chatham", contract_area=south_east, latitude=51.38, longitude=0.53, places=4)
    ServedAreaFactory(area=medway, hub=hub)
    return hub


@pytest.fixture
def manager(client, chatham):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    return client


@pytest.fixture
def commissioner(client, chatham):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


def section(key, *, kind="hub", name="Chatham", of="2026-Q2", internal=True):
    """A section's rows, by their headers."""
    asked = Asked(place_named(kind, name), period(of), timezone.localdate(), internal)
    found = {each.key: each for part in PARTS for each in part.sections(asked)}[key]
    return {first: tuple(rest) for first, *rest in found.rows}


def day(number, month=6):
    return datetime.date(2026, month, number)


def at(date, hour=10):
    return datetime.datetime.combine(date, datetime.time(hour), LONDON)


# Refusals


@pytest.mark.parametrize("role", [Role.HUB_WORKER, Role.PRACTITIONER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_those_who_read_no_outcomes_are_refused(client, chatham, role):
    client.force_login(UserFactory(role=role, teams=[chatham.team]))
    assert client.get(PAGE.format("offered")).status_code == 403


def test_another_hub_is_not_found_by_a_hub_manager(manager):
    HubFactory(name="Leeds")
    assert manager.get("/availability/hub/leeds/2026-Q2/offered/").status_code == 404


@pytest.mark.parametrize("address", [PAGE.format("nothing"), "/availability/hub/nowhere/2026-Q2/offered/",
                                     "/availability/hub/chatham/2026-Q5/offered/",
                                     "/availability/hub/chatham/2026-Q2/nothing.csv"])  # fmt: skip
def test_what_does_not_exist_is_not_found(manager, address):
    assert manager.get(address).status_code == 404


def test_a_period_that_has_not_begun_is_said_to_be_so_and_has_no_file(manager):
    address = "/availability/hub/chatham/2026-Q3/offered"
    assert manager.get(f"{address}/").status_code == 404
    assert manager.get(f"{address}.csv").status_code == 404


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
    assert section("declined")["Chatham"] == (1, 2)


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


# What leaves the hub


def test_several_hubs_are_added_up_above_their_rows(chatham, medway, south_east):
    HubFactory(name="Portsmouth", contract_area=south_east, places=6)
    PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1))
    rows = section("places", kind="contract_area", name="South East")
    assert list(rows) == ["All hubs", "Chatham", "Portsmouth"]
    assert rows["All hubs"] == (10, 1, 0, "10%")


def test_there_is_no_chart_of_figures_that_may_not_be_shown(commissioner, chatham, medway):
    for _ in range(12):
        ReleaseFactory(
            person=living_in(medway), expected_on=day(12) + datetime.timedelta(days=7 * _), released_on=None
        )
    assert "tg-figure" not in commissioner.get(PAGE.format("needed")).content.decode()


def test_small_numbers_of_people_leave_the_hub_under_control(chatham, medway):
    for _ in range(3):
        ReleaseFactory(person=living_in(medway), expected_on=day(12), released_on=None)
        PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1))
    assert section("areas", internal=False) == {"Medway": (None, "Chatham", "0")}
    assert section("places", internal=False)["Chatham"] == (4, None, 0, None)


def test_a_share_tells_no_more_than_the_number_beside_it(chatham, medway):
    chatham.places = 40
    chatham.save()
    for _ in range(23):
        PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(1))
    _, shown, _, share = section("places", internal=False)["Chatham"]
    assert (shown, share) == (25, "62%")


def test_week_by_area_never_leaves_the_hub(chatham, medway):
    asked = Asked(place_named("hub", "Chatham"), period("2026-Q2"), TODAY, False)
    assert "weeks-and-areas" not in {each.key for part in PARTS for each in part.sections(asked)}


def test_a_commissioner_reads_markers_and_no_person_is_read(commissioner, chatham, medway):
    PlaceFactory(person=living_in(medway, family_name="Larkspur"), hub=chatham, opened_on=day(1))
    for part in PARTS:
        page = commissioner.get(PAGE.format(part.key)).content.decode()
        assert "Larkspur" not in page
    assert "[c]" in commissioner.get(PAGE.format("offered")).content.decode()
    assert not AuditSubject.objects.exists()


def test_the_file_holds_the_figures_of_the_page_and_is_recorded(manager, chatham):
    SessionFactory(hub=chatham, state="recorded", capacity=10, starts_at=at(day(1)))
    answer = manager.get("/availability/hub/chatham/2026-Q2/offered.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert {
        "section": "Sessions",
        "row": "Chatham",
        "figure": "Places offered",
        "value": "10",
    }.items() <= next(row for row in rows if row["figure"] == "Places offered").items()
    assert AuditEvent.objects.filter(operation="disclosure", purpose__contains="availability").count() == 1


def test_a_place_is_chosen_with_the_reports(manager, chatham):
    answer = manager.get(
        reverse("report_list"), {"place": "hub/chatham", "period": "2026-Q2", "show": "availability"}
    )
    assert answer.url == PAGE.format("offered")


def test_empty_parts_say_what_is_missing(manager):
    said = manager.get(PAGE.format("delivered")).content.decode()
    assert "No monthly target is loaded for Chatham" in said
    assert (
        "No release is expected in the next twelve weeks."
        in manager.get(PAGE.format("needed")).content.decode()
    )


@pytest.mark.parametrize("part", [part.key for part in PARTS])
def test_each_part_asks_as_often_for_one_hub_as_for_many(commissioner, chatham, part):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert commissioner.get(f"/availability/england/england/2026-Q2/{part}/").status_code == 200
        return len(queries)

    few = asked()
    for _ in range(20):
        HubFactory()
    assert asked() == few <= 15 + 4  # begin, end and savepoints of the request


@pytest.mark.parametrize(("numbers", "middle"), [([], None), ([3], 3), ([1, 2], 1.5), ([9, 1, 5], 5)])
def test_the_median_is_the_middle(numbers, middle):
    assert median(numbers) == middle
