"""Those who came beside those who had not, from a landmark on; and never otherwise (outcomes: Comparisons)."""

import datetime

import pytest

from outcomes.comparing.attendance import landmarks_of
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from people.models import OffenceCoverage
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import OffenceFactory
from tests.outcomes.attending import came, refer
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, later, living_in, referred, released

URL = "/outcomes/area/medway/2023-Q1/comparisons/?as_at=2025-06-30"
NAIVE = "/outcomes/area/medway/2023-Q1/comparisons/attended-or-not/"


@pytest.fixture
def commissioner(client, db):
    client.force_login(UserFactory(role="commissioner"))
    return client


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


def landmarks(internal=True, as_at=AS_AT):
    place = place_named("area", "Medway")
    return landmarks_of(place, quarter_with(RELEASED), report_moment(as_at), internal=internal)


def sides(found):
    return [(each.day, each.came.people, each.did_not.people, each.left) for each in found]


def test_without_offence_data_there_is_no_landmark(medway, hub):
    OffenceCoverage.objects.all().delete()
    person = living_in(medway)
    released(person)
    refer(hub, [person])
    assert landmarks() == []


def test_people_without_a_hub_on_the_day_of_release_are_in_neither_group(medway, hub):
    person = living_in(medway)
    released(person)
    referred(person, hub, later(5))  # a later referral would be immortal time
    came(hub, [person], 7)
    assert landmarks() == []


def test_the_groups_are_made_on_the_landmark_and_what_came_later_moves_nobody(medway, hub):
    people = released_together(medway, 4)
    refer(hub, people)
    for each, day in zip(people, (28, 29, 84, 85), strict=True):
        came(hub, [each], day)
    assert sides(landmarks()) == [(28, 1, 3, 0), (84, 3, 1, 0)]


def test_who_reoffended_by_the_landmark_is_in_neither_group(medway, hub):
    people = released_together(medway, 3)
    refer(hub, people)
    came(hub, people, 2)
    for each, day in zip(people, (28, 60), strict=False):
        OffenceFactory(person=each, offence_on=later(day), disposed_on=later(day + 30))
    assert sides(landmarks()) == [(28, 2, 0, 1), (84, 1, 0, 2)]


def test_the_share_is_that_of_a_year_from_the_landmark_on(medway, hub):
    people = released_together(medway, 4)
    refer(hub, people)
    for each, day in zip(people, (28 + 365, 28 + 366), strict=False):
        OffenceFactory(person=each, offence_on=later(day), disposed_on=later(day + 30))
    found = landmarks()[0].did_not
    assert (found.people, found.share) == (4, 0.25)
    assert found.low < 0.25 < found.high


def test_a_year_that_nobody_was_followed_for_has_no_share(medway, hub):
    people = released_together(medway, 2)
    refer(hub, people)
    found = landmarks(as_at=datetime.date(2024, 3, 1))
    assert [(each.did_not.people, each.did_not.share) for each in found] == [(2, None), (2, None)]


@pytest.fixture
def many(medway, hub):
    """120 people, 60 of whom came in the first month; 30 reoffended in the middle of the year, 15 of each."""
    people = released_together(medway, 120)
    refer(hub, people)
    came(hub, people[:60], 10)
    for number, each in enumerate((*people[:15], *people[60:75])):
        OffenceFactory(person=each, offence_on=later(100 + number), disposed_on=later(130 + number))
    return people


def test_controlled_counts_are_rounded_and_shares_whole(many):
    (first, _) = landmarks(internal=False)
    assert (first.came.people, first.came.share, first.did_not.share) == (60, 0.25, 0.25)


@pytest.mark.parametrize("come_too", [31, 59])
def test_controlled_a_group_of_few_hides_the_other_with_it(many, hub, come_too):
    came(hub, many[60 : 60 + come_too], 20)
    assert landmarks(internal=False) == []
    assert len(landmarks()) == 2


def test_it_is_one_query(many, django_assert_num_queries):
    place, period, at = place_named("area", "Medway"), quarter_with(RELEASED), report_moment(AS_AT)
    with django_assert_num_queries(1):
        landmarks_of(place, period, at, internal=True)


# The pages


def test_the_naive_comparison_is_refused_with_its_reason_and_a_way_on(commissioner, many):
    answer = commissioner.get(NAIVE)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "immortal-time bias" in told
    assert "/outcomes/area/medway/2023-Q1/comparisons/" in told


def test_the_page_says_association_and_names_nobody(commissioner, many):
    answer = commissioner.get(URL)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "An association, not an effect" in told
    assert "25%" in told
    assert not any(each.family_name in told for each in many)
    assert "had come to a hub" in told


def test_without_enough_people_the_page_says_what_is_needed(commissioner, medway):
    told = commissioner.get(URL).content.decode()
    assert "each group must be of 30 people or more" in told
    assert "Whoever runs Throughgate can load them." in told
