"""Who was referred to a hub only after release stands apart from its figures of releases, and in none of them."""

import datetime

import pytest

from foundation.accounts.roles import Role
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from tests.factories.accounts import UserFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, a_line, later, living_in, referred, released

R1, HOUSED = "proven-reoffending", "housed-on-release"


@pytest.fixture
def released_person(medway):
    person = living_in(medway)
    released(person)
    return person


def at_chatham(slug=R1, as_at=AS_AT):
    """Who is in the figure of the hub, and who stands apart from it."""
    line = a_line(slug, kind="hub", name="Chatham", as_at=as_at)
    return line.cell.denominator, line.apart["referred_later"]


@pytest.mark.parametrize(
    ("days", "told"), [(-1, (1, 0)), (0, (1, 0)), (1, (0, 1)), (365, (0, 1)), (366, (0, 0))]
)
def test_a_referral_after_the_release_is_told_apart_for_a_year(released_person, chatham, days, told):
    referred(released_person, chatham, later(days))
    assert at_chatham() == told
    assert at_chatham(HOUSED)[1] == told[1]


def test_who_had_the_hub_at_release_is_in_its_figures_alone_though_referred_again(released_person, chatham):
    referred(released_person, chatham, later(-9), state="withdrawn", ended_on=later(20))
    referred(released_person, chatham, later(60))
    assert at_chatham() == (1, 0)


def test_a_referral_that_had_not_come_by_the_as_at_date_or_was_an_error_tells_nothing(
    released_person, chatham
):
    referred(released_person, chatham, later(40), state="entered_in_error")
    referred(released_person, chatham, later(60))
    assert at_chatham(as_at=later(59))[1] == 0
    assert at_chatham(as_at=later(60))[1] == 1


@pytest.mark.parametrize(("people", "shown"), [(9, None), (12, 10)])
def test_a_commissioner_is_told_no_small_number_of_them_and_others_rounded(medway, chatham, people, shown):
    for person in released_together(medway, people):
        referred(person, chatham, later(30))
    report = outcome_report(place_named("hub", "Chatham"), period("2023-Q1"), AS_AT)
    assert report.line(R1).apart == {"referred_later": shown}


def test_of_an_area_nobody_is_referred_later(released_person, chatham):
    referred(released_person, chatham, later(30))
    report = outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT)
    assert report.line(R1).apart == {}


def test_a_manager_finds_them_beside_the_figure_and_in_its_sum(client, medway, chatham):
    for person in released_together(medway, 3):
        referred(person, chatham, RELEASED + datetime.timedelta(days=30))
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    figure = client.get(f"/outcomes/hub/chatham/2023-Q1/{R1}/explain/?as_at={AS_AT}").content.decode()
    assert "Referred to this hub only after the release" in figure.partition("Counted apart")[2]
