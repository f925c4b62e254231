"""The page of availability and need: who reads it, and what leaves the hub."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from outcomes.availability import PARTS, Asked
from outcomes.periods import period
from outcomes.places import place_named
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    HubFactory,
    PlaceFactory,
    SessionFactory,
)
from tests.factories.people import ReleaseFactory
from tests.outcomes.availability.june import PAGE, TODAY, at, day, section
from tests.outcomes.scenes import living_in

pytestmark = pytest.mark.django_db


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
        PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(31, 5))
    assert section("areas", internal=False) == {"Medway": (None, "Chatham", "0")}
    assert section("places", internal=False)["Chatham"] == (4, None, 0, None)


def test_a_share_tells_no_more_than_the_number_beside_it(chatham, medway):
    chatham.places = 40
    chatham.save()
    for _ in range(23):
        PlaceFactory(person=living_in(medway), hub=chatham, opened_on=day(31, 5))
    _, shown, _, share = section("places", internal=False)["Chatham"]
    assert (shown, share) == (25, "62%")


def test_week_by_area_never_leaves_the_hub(chatham, medway):
    asked = Asked(place_named("hub", "Chatham"), period("2026-Q2"), TODAY, False)
    assert "weeks-and-areas" not in {each.key for part in PARTS for each in part.sections(asked)}


def test_a_commissioner_reads_markers_and_no_person_is_read(commissioner, chatham, medway):
    PlaceFactory(person=living_in(medway, family_name="Larkspur"), hub=chatham, opened_on=day(31, 5))
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


LAST_OF_MAY = day(31, 5)


def placed(hub, area, people, on=LAST_OF_MAY):
    for _ in range(people):
        PlaceFactory(person=living_in(area), hub=hub, opened_on=on)


@pytest.fixture
def three_hubs(chatham, medway, south_east):
    """Places taken at three hubs of a contract area: a few, some, and many."""
    others = [HubFactory(name=name, contract_area=south_east, places=60) for name in ("Dover", "Ashford")]
    for hub, people in zip((chatham, *others), (3, 12, 30), strict=True):
        placed(hub, medway, people)


def taken(**asked):
    return {name: of[1] for name, of in section("places", internal=False, **asked).items()}


def test_a_hub_of_few_does_not_follow_from_all_hubs_less_the_others(three_hubs):
    seen = taken(kind="contract_area", name="South East")
    hidden = {name for name, number in seen.items() if number is None}
    assert "Chatham" in hidden
    assert len(hidden) == 2


def test_what_one_page_hides_no_other_page_shows(three_hubs):
    pages = [taken(kind="contract_area", name="South East"), taken(kind="england", name="")]
    pages += [taken(name=name) for name in ("Chatham", "Dover", "Ashford")]
    for name in ("Chatham", "Dover", "Ashford"):
        assert len({page[name] for page in pages if name in page}) == 1


def test_a_week_of_few_releases_takes_another_along(chatham, medway):
    for people, on in ((3, 12), (12, 18), (30, 25)):
        for _ in range(people):
            ReleaseFactory(person=living_in(medway), expected_on=day(on), released_on=None)
    weeks = [number for (number,) in section("releases", internal=False).values()]
    assert weeks[:3] == [None, None, 30]


def test_under_control_what_happened_since_the_end_of_the_month_is_not_counted_yet(chatham, medway):
    placed(chatham, medway, 40, on=day(1))  # it is the 10th
    assert section("places", internal=False)["Chatham"][1] == 0
    assert section("places")["Chatham"][1] == 40
