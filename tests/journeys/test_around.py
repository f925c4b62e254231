"""Cohorts, conditions, advice and a death on the person's page, by what the viewer may see."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from people import actions as people_actions
from tests.factories.accounts import UserFactory
from tests.factories.people import (
    ActivityAdviceFactory,
    CohortLabelFactory,
    LicenceConditionFactory,
    NoContactFactory,
    PendingPairFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


def page_of(client, person, user):
    client.force_login(user)
    return client.get(reverse("person_detail", args=[person.uuid])).content.decode()


def without_timeline(page):
    """What the page says of today; its timeline tells of what is over as well."""
    before, _, rest = page.partition('id="timeline"')
    _, end, after = rest.partition("</section>")
    assert end
    return before + after


def test_who_may_not_see_risk_sees_no_condition_no_advice_and_nobody_to_keep_apart(client, person, steward):
    LicenceConditionFactory(person=person, text="Not within a mile of the pier")
    ActivityAdviceFactory(person=person, restricted="Not the kitchen")
    NoContactFactory(first=person)
    page = page_of(client, person, steward)
    for words in ("the pier", "the kitchen", "May not meet", "Licence conditions"):
        assert words not in page


def test_who_sees_risk_sees_them_and_how_many_people_to_keep_apart(client, person, practitioner, today):
    LicenceConditionFactory(person=person, text="Not within a mile of the pier")
    LicenceConditionFactory(person=person, text="Long over", until=today)
    ActivityAdviceFactory(person=person, recommended="Gardening", restricted="Not the kitchen")
    NoContactFactory(first=person, second=PersonFactory(family_name="Hiddenham"))
    PendingPairFactory(person=person, pair=NoContactFactory(first=person), crn="X999999")
    page = page_of(client, person, practitioner)
    for words in ("the pier", "the kitchen", "Gardening", "2 people"):
        assert words in page
    assert "Long over" not in without_timeline(page)
    assert "Hiddenham" not in page


def test_labels_that_stand_are_tags_whoever_looks(client, person, practitioner, steward, today):
    CohortLabelFactory(person=person, name="veteran")
    CohortLabelFactory(person=person, name="care_leaver", until=today)
    for user in (practitioner, steward):
        page = page_of(client, person, user)
        assert "Veteran" in page
        assert "Care leaver" not in without_timeline(page)


def test_risk_information_not_yet_available_says_when_it_is_due_again(client, person, practitioner, today):
    people_actions.record_risk(
        person, by=practitioner, to_whom="staff", level="not_yet_available", meaning="", source="",
        assessed_on=today,
    )  # fmt: skip
    assert "What is not yet available is due again on" in page_of(client, person, practitioner)


def test_a_death_is_said_first_and_only_a_steward_can_correct_it(
    client, person, practitioner, steward, today
):
    assert reverse("death_record", args=[person.uuid]) in page_of(client, person, practitioner)
    people_actions.record_death(person, by=practitioner, died_on=today, source="The prison")
    wrong = reverse("death_correct", args=[person.uuid])
    page = page_of(client, person, practitioner)
    assert "Send no letter or message to them" in page
    assert wrong not in page
    assert wrong in page_of(client, person, steward)
