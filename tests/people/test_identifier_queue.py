"""Numbers that two records have, and whose they are (domain: Person)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from people import actions, rules
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory, PersonFactory

from .asking import queries_of

pytestmark = pytest.mark.django_db
WHY = "The order of the court names this number"


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def provisional(person, team):
    """A second record that was given the CRN of the first."""
    return PersonFactory(held_by=team, crn=person.crn, crn_confirmed=False, family_name="Quarrendon")


@pytest.fixture
def of_hidden(hidden, team):
    """A record here that was given the CRN of somebody who is out of this steward's scope."""
    return PersonFactory(held_by=team, crn=hidden.crn, crn_confirmed=False, family_name="Quarrendon")


@pytest.fixture
def at_the_desk(client, steward):
    client.force_login(steward)
    return client


def at(person, word="crn"):
    return reverse("identifier_decide", args=[person.uuid, word])


def confirmed(person):
    return Person.objects.get(pk=person.pk).crn_confirmed


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_STEWARD])
def test_only_a_data_steward_decides(client, provisional, team, role):
    user = UserFactory(role=role, organisation=team.organisation, teams=[team])
    with pytest.raises(NotYou):
        actions.confirm_identifier(provisional, by=user, field="crn", reason=WHY)
    with pytest.raises(NotYou):
        actions.correct_identifier(provisional, by=user, field="crn", number="", reason=WHY)
    client.force_login(user)
    assert client.get(reverse("identifier_list")).status_code == 403
    assert client.get(at(provisional)).status_code == 403


def test_a_steward_elsewhere_decides_nothing_here(client, provisional):
    elsewhere = UserFactory(role=Role.DATA_STEWARD)
    with pytest.raises(NotYou):
        actions.confirm_identifier(provisional, by=elsewhere, field="crn", reason=WHY)
    client.force_login(elsewhere)
    assert client.get(at(provisional)).status_code == 404
    assert "Quarrendon" not in client.get(reverse("identifier_list")).content.decode()


@pytest.mark.parametrize("reason", ["", "n/a"])
def test_a_decision_says_how_one_knows(provisional, steward, reason):
    with pytest.raises(rules.Unfit, match="Say how you know"):
        actions.confirm_identifier(provisional, by=steward, field="crn", reason=reason)
    with pytest.raises(rules.Unfit, match="Say how you know"):
        actions.correct_identifier(provisional, by=steward, field="crn", number="", reason=reason)


def test_a_number_is_not_taken_from_a_record_out_of_scope(of_hidden, hidden, steward):
    with pytest.raises(Refused, match="not open to you"):
        actions.confirm_identifier(of_hidden, by=steward, field="crn", reason=WHY)
    assert confirmed(hidden)
    assert not confirmed(of_hidden)


@pytest.mark.parametrize("number", ["X29071", "A1234BC"])
def test_a_malformed_number_is_refused_at_its_field(at_the_desk, provisional, number):
    page = at_the_desk.post(at(provisional), {"decision": "correct", "number": number, "reason": WHY})
    assert "a letter and six figures" in page.content.decode()


def test_the_same_number_is_no_correction(provisional, steward):
    with pytest.raises(rules.Unfit, match="as it stands"):
        actions.correct_identifier(provisional, by=steward, field="crn", number=provisional.crn, reason=WHY)


def test_what_is_not_contested_cannot_be_decided(at_the_desk, person):
    assert at_the_desk.get(at(person)).status_code == 404
    assert at_the_desk.get(at(person, "pnc-id")).status_code == 404


def test_confirming_here_makes_the_other_provisional(person, provisional, steward):
    actions.confirm_identifier(provisional, by=steward, field="crn", reason=WHY)
    assert confirmed(provisional)
    assert not confirmed(person)
    assert {event.what for event in Event.objects.all()} == {
        "identifier_made_provisional",
        "identifier_confirmed",
    }


def test_the_right_number_is_confirmed_when_nobody_has_it(person, provisional, steward):
    actions.correct_identifier(provisional, by=steward, field="crn", number="x 111222", reason=WHY)
    provisional.refresh_from_db()
    assert (provisional.crn, provisional.crn_confirmed) == ("X111222", True)
    assert confirmed(person)


def test_one_that_collides_again_is_provisional_again_with_the_ordinary_answer(
    at_the_desk, provisional, hidden
):
    given = {"decision": "correct", "number": hidden.crn, "reason": WHY}
    assert at_the_desk.post(at(provisional), given).url == reverse("identifier_list")
    assert not confirmed(provisional)


def test_no_number_at_all_is_an_answer(provisional, steward):
    actions.correct_identifier(provisional, by=steward, field="crn", number="", reason=WHY)
    provisional.refresh_from_db()
    assert (provisional.crn, provisional.crn_confirmed) == ("", True)


def test_both_records_stand_side_by_side_where_both_are_visible(at_the_desk, person, provisional):
    page = at_the_desk.get(at(provisional)).content.decode()
    assert "Quarrendon" in page
    assert "Larkfield" in page
    queue = at_the_desk.get(reverse("identifier_list"))
    assert {row.record for row in queue.context["table"].page.object_list} == {person, provisional}


@pytest.mark.parametrize("how", ["elsewhere", "excluded"])
def test_a_record_that_is_not_visible_is_not_shown(at_the_desk, of_hidden, hidden, steward, team, how):
    if how == "excluded":
        CaseloadFactory(person=PersonFactory(), team=team)
        hidden.caseloads.update(team=team)
        LimitedAccessFactory(person=hidden, user=steward)
    page = at_the_desk.get(at(of_hidden)).content.decode()
    assert "not open to you" in page
    assert "Saltmarsh" not in page
    assert str(hidden.uuid) not in page
    refused = at_the_desk.post(at(of_hidden), {"decision": "confirm", "reason": WHY})
    assert refused.status_code == 409
    assert WHY in refused.content.decode()


def test_deciding_on_the_page(at_the_desk, person, provisional):
    assert at_the_desk.post(at(provisional), {"decision": "confirm", "reason": WHY}).status_code == 302
    assert confirmed(provisional)


def test_nothing_tells_the_practitioner(client, person, provisional, practitioner, steward):
    actions.confirm_identifier(provisional, by=steward, field="crn", reason=WHY)
    assert not Notice.objects.exists()
    client.force_login(practitioner)
    for name in ("person_detail", "person_timeline"):
        page = client.get(reverse(name, args=[person.uuid])).content.decode()
        assert "provisional" not in page
        assert WHY not in page


def test_the_queue_asks_as_much_for_thirty_as_for_three(at_the_desk, team):
    def contested(count):
        for _ in range(count):
            person = PersonFactory(held_by=team)
            PersonFactory(held_by=team, crn=person.crn, crn_confirmed=False)

    contested(3)
    few = queries_of(at_the_desk, reverse("identifier_list"))
    contested(27)
    assert queries_of(at_the_desk, reverse("identifier_list")) == few
