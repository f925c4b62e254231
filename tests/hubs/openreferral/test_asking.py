"""What may be asked of a list, and how wrong questions are answered."""

import json

import pytest
from django.urls import reverse

from hubs.openreferral.items import key
from tests.factories.hubs import ActivityCategoryFactory, HubFactory, TimetableRuleFactory

from .conftest import LISTS, ONE_OF, pages

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == status
    assert said["detail"]
    return said["detail"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "asked",
    [
        {"page": "0"}, {"page": "-1"}, {"page": "two"}, {"page": "1.5"}, {"page": "٣"}, {"page": "1" * 30},
        {"per_page": "0"}, {"per_page": "101"}, {"per_page": "10000"}, {"per_page": "all"}, {"pages": "2"},
        {"page": "1\x00"},
    ],
)  # fmt: skip
def test_a_page_that_is_none_is_refused_in_words(client, leeds, name, asked):
    problem(client.get(reverse(name), asked), 400)


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "someday"}, {"day": "M"}, {"start_time": "25:00"}, {"end_time": "10:00Z"}, {"end_time": "noon"},
        {"taxonomy_id": "arts"}, {"taxonomy_term_id": "1"}, {"organization_id": "x"}, {"modified_after": "lately"},
        {"minimum_age": "18"}, {"postcode": "ME4 4ZZ"}, {"proximity": "1000"}, {"serach": "chatham"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["directory_services", "directory_service_at_locations"])
def test_a_filter_that_cannot_be_read_or_is_not_offered_is_refused_and_never_left_out(
    client, leeds, name, asked
):
    problem(client.get(reverse(name), asked), 400)


@pytest.mark.parametrize("name", LISTS)
def test_a_page_beyond_the_last_is_empty_and_says_so(read, leeds, name):
    page = read(name, page=999_999_999)
    assert (page["contents"], page["size"], page["empty"]) == ([], 0, True)
    assert (page["first_page"], page["last_page"]) == (False, True)


def test_an_empty_directory_is_one_empty_page(read):
    page = read("directory_services")
    assert page == {
        "total_items": 0, "total_pages": 0, "page_number": 1, "size": 0, "first_page": True, "last_page": True,
        "empty": True, "contents": [],
    }  # fmt: skip


@pytest.mark.parametrize("per_page", [1, 2, 7, 100])
def test_page_after_page_gives_each_service_once(read, per_page):
    for n in range(5):
        TimetableRuleFactory(hub=HubFactory(name=f"Hub {n}", slug=f"hub-{n}"))
    found = [each["id"] for each in pages(read, "directory_services", per_page)]
    assert len(found) == len(set(found)) == 10 == read("directory_services")["total_items"]
    assert read("directory_services", per_page=per_page)["total_pages"] == -(-10 // per_page)


@pytest.fixture
def names(read, arts, leeds):
    """The names of the services that meet what is asked."""
    media = ActivityCategoryFactory(type="Human citizenship", category="Media")
    TimetableRuleFactory(hub=leeds, category=media, recurrence="FREQ=MONTHLY;BYDAY=2FR", starts="14:00")

    def asked(**asked):
        found = pages(read, "directory_services", **asked)
        links = pages(read, "directory_service_at_locations", **asked)
        assert [each["id"] for each in found] == [each["service"]["id"] for each in links]
        return [each["name"].partition(" Activity")[0] for each in found]

    return asked


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Chatham", "Arts at Chatham", "Leeds", "Media at Leeds"]),
        ({"search": "LEEDS"}, ["Leeds", "Media at Leeds"]),
        ({"search": "medway turnaround arts"}, ["Arts at Chatham"]),
        ({"search": "Clay"}, []),
        ({"search": "  "}, ["Chatham", "Arts at Chatham", "Leeds", "Media at Leeds"]),
        ({"day": "WE"}, ["Arts at Chatham"]),
        ({"day": "friday"}, ["Chatham", "Media at Leeds"]),
        ({"day": "tu", "start_time": "10:00"}, ["Chatham"]),
        ({"day": "FR", "end_time": "12:00"}, []),
        ({"start_time": "14:00"}, ["Media at Leeds"]),
        ({"taxonomy_id": key("taxonomy", "activities")}, ["Arts at Chatham", "Media at Leeds"]),
        ({"taxonomy_term_id": key("taxonomy_term", "Human citizenship", "Arts")}, ["Arts at Chatham"]),
        (
            {"taxonomy_term_id": key("taxonomy_term", "Human citizenship")},
            ["Arts at Chatham", "Media at Leeds"],
        ),
        ({"organization_id": key("organization", "Medway Turnaround")}, ["Chatham", "Arts at Chatham"]),
        ({"organization_id": NOBODY}, []),
        (
            {"modified_after": "2026-06-03T08:00:00Z"},
            ["Chatham", "Arts at Chatham", "Leeds", "Media at Leeds"],
        ),
        ({"modified_after": "2026-06-03T09:00:01+01:00"}, ["Chatham", "Leeds"]),
        ({"modified_after": "2026-06-03T09:00:01 01:00"}, ["Chatham", "Leeds"]),
        ({"modified_after": "2026-06-04"}, ["Chatham", "Leeds"]),
        ({"modified_after": "0001-01-01"}, ["Chatham", "Arts at Chatham", "Leeds", "Media at Leeds"]),
        ({"modified_after": "9999-12-31T23:59:59-12:00"}, ["Chatham", "Leeds"]),
    ],
)
def test_a_filter_finds_what_meets_it(names, asked, found):
    assert names(**asked) == found


@pytest.mark.parametrize("one", ONE_OF.values())
def test_an_id_of_nothing_is_a_problem_in_json(client, leeds, one):
    problem(client.get(reverse(one, kwargs={"id": NOBODY})), 404)


@pytest.mark.parametrize("path", ["nowhere", "services/7", "services/", "services/../people", "people"])
def test_a_path_of_nothing_is_one_too(client, db, path):
    problem(client.get(f"/openreferral/{path}"), 404)
