"""Adding a person: never from nowhere, never twice, and never telling that a hidden record exists."""

import datetime
import uuid

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from people import actions
from people.models import Caseload, Person, PersonArea
from people.rules import Unfit
from tests.factories.accounts import UserFactory
from tests.factories.people import AreaFactory, LimitedAccessFactory

pytestmark = pytest.mark.django_db

BORN = datetime.date(1985, 3, 9)


def create(by, **more):
    given = {"family_name": "Marlpit", "given_names": "Dean", "date_of_birth": BORN, "sex": "male"} | more
    return actions.create_person(by=by, **given)


def whats(person):
    return list(Event.objects.filter(person_id=person.pk).values_list("what", flat=True))


ANSWERING_ENQUIRIES = (Role.HUB_WORKER, Role.HUB_MANAGER)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.PRACTITIONER, *ANSWERING_ENQUIRIES)]
)
def test_only_practitioners_and_those_who_answer_enquiries_add_people(team, role):
    with pytest.raises(NotYou):
        create(UserFactory(role=role, teams=[team]))
    assert not Person.objects.exists()


def test_somebody_in_no_team_is_told_so_and_nothing_is_written(practitioner):
    practitioner.teams.clear()
    with pytest.raises(NotYou, match="You are in no team"):
        create(practitioner)
    assert not Person.versions.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("days", [0, -1, -4000])
def test_a_birth_today_or_later_is_refused(practitioner, ago, days):
    with pytest.raises(Unfit, match="in the past"):
        create(practitioner, date_of_birth=ago(days))


@pytest.mark.parametrize("identifier", [{"crn": "12345"}, {"prison_number": "A12"}, {"pnc_id": "x"}])
def test_a_malformed_identifier_is_refused(practitioner, identifier):
    with pytest.raises(ValueError, match="Enter the"):
        create(practitioner, **identifier)


@pytest.mark.parametrize("identifier", [{"crn": "x 290715"}, {"prison_number": "a1234bc"}])
def test_an_identifier_of_somebody_visible_leads_to_that_record(practitioner, person, identifier):
    with pytest.raises(actions.AlreadyRecorded) as refusal:
        create(practitioner, **identifier)
    assert refusal.value.people == [person]
    assert refusal.value.fields == list(identifier)
    assert Person.objects.get() == person


def test_identifiers_of_a_hidden_person_are_kept_as_provisional_with_the_ordinary_answer(
    practitioner, hidden
):
    made = create(practitioner, crn=hidden.crn, prison_number=hidden.prison_number)
    assert (made.crn, made.crn_confirmed) == (hidden.crn, False)
    assert (made.prison_number, made.prison_number_confirmed) == (hidden.prison_number, False)
    told = Event.objects.get(person_id=made.pk, what="identifier_collided")
    assert told.facts == {"fields": ["crn", "prison_number"]}


def test_only_the_colliding_identifier_is_provisional(practitioner, hidden):
    made = create(practitioner, crn=hidden.crn, prison_number="A9999ZZ")
    assert not made.crn_confirmed
    assert made.prison_number_confirmed


def test_a_restricted_person_of_the_own_team_collides_like_any_hidden_one(practitioner, person):
    LimitedAccessFactory(person=person, user=practitioner)
    assert not create(practitioner, crn=person.crn).crn_confirmed


def test_a_new_person_is_on_the_caseload_of_the_practitioner_and_the_team(practitioner, team, today):
    area = AreaFactory()
    made = create(practitioner, crn="x 100200", pnc_id="12/34X", area=area)
    assert (made.crn, made.pnc_id, made.crn_confirmed) == ("X100200", "12/0000034X", True)
    assert made.family_sound == "MRLPT"
    held = Caseload.objects.get(person=made)
    assert (held.team, held.practitioner, held.since) == (team, practitioner, today)
    assert PersonArea.objects.get(person=made).area == area
    assert Person.objects.visible_to(practitioner).get() == made
    assert whats(made) == ["created", "recorded", "held"]


@pytest.mark.parametrize("role", ANSWERING_ENQUIRIES)
def test_whom_a_hub_adds_from_an_enquiry_is_on_the_caseload_of_its_team(team, role):
    worker = UserFactory(role=role, teams=[team])
    made = create(worker, uuid=uuid.uuid4(), team=team)
    assert Caseload.objects.get(person=made).team == team
    assert Person.objects.visible_to(worker).get() == made


@pytest.mark.parametrize("role", ANSWERING_ENQUIRIES)
def test_a_hub_has_no_page_to_add_people_beside_its_enquiries(client, team, role):
    client.force_login(UserFactory(role=role, teams=[team]))
    assert client.get(reverse("person_create", args=[uuid.uuid4()])).status_code == 403


def test_asked_twice_from_one_search_the_first_person_is_given_again(practitioner):
    token = uuid.uuid4()
    first = create(practitioner, uuid=token, crn="X100200")
    second = create(practitioner, uuid=token, crn="X100200")
    assert first == second
    assert Person.objects.count() == 1
    assert Caseload.objects.count() == 1


def test_a_person_with_one_name_can_be_added(practitioner):
    assert str(create(practitioner, family_name="Suharto", given_names="")) == "Suharto"


@pytest.mark.parametrize("name", ["O’Brien", "Núñez-Ávila", "D'Angelo", "李"])
def test_a_name_is_kept_as_written(practitioner, name):
    assert create(practitioner, family_name=name).family_name == name


def test_a_click_that_comes_between_our_look_and_our_writing_makes_no_second_person(
    practitioner, monkeypatch
):
    token = uuid.uuid4()

    def other_click_first(person, by):
        monkeypatch.undo()
        create(by, uuid=token, crn="X100200")
        return []

    monkeypatch.setattr("people.actions.creating._collisions", other_click_first)
    made = create(practitioner, uuid=token, crn="X100200")
    assert Person.objects.get() == made
    assert Caseload.objects.get().person == made
