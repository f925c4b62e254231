"""Who may open the page of a person, what each role sees there, and what is written down about it."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse

from foundation.accounts.roles import MAY, Permission, Role
from foundation.audit.models import AuditEvent
from people.models import Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import BookingFactory, ConcernFactory, SessionFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.people import (
    CaseloadFactory,
    LimitedAccessFactory,
    PersonFactory,
    RiskInformationFactory,
)
from tests.factories.referrals import ReferralFactory

PAGES = ("person_detail", "person_timeline")
pytestmark = pytest.mark.django_db


def page(client, user, name, person_uuid):
    client.force_login(user)
    return client.get(reverse(name, args=[person_uuid]))


def without_token(response) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [role for role in Role if Permission.VIEW_PERSON not in MAY[role]])
def test_a_role_that_sees_no_person_is_refused(client, person, team, hub, role, name):
    user = UserFactory(role=role, teams=[team, hub.team], organisation=team.organisation)
    assert page(client, user, name, person.uuid).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_person_of_another_team_is_not_found(client, person, name):
    stranger = UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])
    assert page(client, stranger, name, person.uuid).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_restricted_person_answers_in_the_same_bytes_as_nobody(client, person, practitioner, name):
    LimitedAccessFactory(person=person, kind="restriction", user=None)
    hidden = page(client, practitioner, name, person.uuid)
    nobody = page(client, practitioner, name, uuid.uuid4())
    assert hidden.status_code == nobody.status_code == 404
    assert without_token(hidden) == without_token(nobody)


@pytest.mark.parametrize("name", PAGES)
def test_an_excluded_user_does_not_find_the_person(client, person, practitioner, name):
    LimitedAccessFactory(person=person, kind="exclusion", user=practitioner)
    assert page(client, practitioner, name, person.uuid).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nothing_can_be_posted(client, person, practitioner, name):
    client.force_login(practitioner)
    assert client.post(reverse(name, args=[person.uuid])).status_code == 405


@pytest.fixture
def canaries(person, hub):
    """Words that only some roles may read."""
    RiskInformationFactory(person=person, level="very_high", meaning="Never alone with CANARYRISK")
    booking = BookingFactory(
        person=person,
        session=SessionFactory(hub=hub, title="CANARYSESSION"),
        mark="attended",
        note="CANARYNOTE",
    )
    ConcernFactory(booking=booking, text="Said CANARYCONCERN")
    PathwayFactory(person=person)
    SpellFactory(person=person, detail="CANARYSPELL")
    ReferralFactory(person=person, hub=hub, state="submitted", reference="CANARYREFERRAL")


@pytest.mark.parametrize("name", PAGES)
def test_a_data_steward_reads_no_risk_concern_note_attendance_or_referral(
    client, person, steward, canaries, name
):
    response = page(client, steward, name, person.uuid)
    assert response.status_code == 200
    assert b"Callum Fernhill" in response.content
    assert b"CANARY" not in response.content
    assert b"High risk" not in response.content
    assert b"pathways/" not in response.content


def test_a_hub_worker_and_a_practitioner_read_risk_and_concerns(
    client, person, worker, practitioner, canaries
):
    for user in (worker, practitioner):
        text = page(client, user, "person_detail", person.uuid).content.decode()
        assert "CANARYRISK" in text
        assert "CANARYCONCERN" in text
        assert "High risk: read risk information" in text
        assert "CANARYCONCERN" in page(client, user, "person_timeline", person.uuid).content.decode()


def test_the_note_of_a_register_is_on_neither_page(client, person, worker, canaries):
    for name in PAGES:
        assert b"CANARYNOTE" not in page(client, worker, name, person.uuid).content


def test_another_hubs_referral_is_neither_listed_nor_told(client, person, worker):
    ReferralFactory(person=person, state="declined", reference="R-ELSEWHERE")
    for name in PAGES:
        assert b"R-ELSEWHERE" not in page(client, worker, name, person.uuid).content


def test_only_a_steward_is_told_that_an_identifier_is_provisional(client, person, practitioner, steward):
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    assert b"CRN provisional" in page(client, steward, "person_detail", person.uuid).content
    assert b"provisional" not in page(client, practitioner, "person_detail", person.uuid).content


def test_a_steward_is_shown_who_may_be_the_same_person(client, person, steward, team):
    twin = PersonFactory(
        given_names="Callum", family_name="Fernhil", date_of_birth=person.date_of_birth, held_by=team
    )
    hidden = PersonFactory(given_names="Callum", family_name="Fernhill", date_of_birth=person.date_of_birth)
    text = page(client, steward, "person_detail", person.uuid).content.decode()
    assert str(twin.uuid) in text
    assert str(hidden.uuid) not in text
    assert set(AuditEvent.objects.last().subjects.values_list("person_id", flat=True)) == {person.pk, twin.pk}


def test_links_to_write_are_shown_to_the_holding_team_only(client, person, practitioner, worker, steward):
    for user, writes in ((practitioner, True), (worker, False), (steward, False)):
        text = page(client, user, "person_detail", person.uuid).content.decode()
        for name in (
            "person_change",
            "consent_record",
            "supervision_record",
            "release_record",
            "risk_record",
            "referral_start",
        ):
            assert (reverse(name, args=[person.uuid]) in text) is writes, (user, name)


def test_a_team_that_lost_the_person_reads_and_is_offered_nothing(client, practitioner, team, today):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, since=today - datetime.timedelta(days=99), until=today)
    text = page(client, practitioner, "person_detail", person.uuid).content.decode()
    assert "Your team does not hold this person now" in text
    assert reverse("referral_start", args=[person.uuid]) not in text
    assert reverse("release_record", args=[person.uuid]) not in text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "purpose"), [("practitioner", "caseload of Medway North"), ("worker", "referral at Chatham")]
)
def test_the_audit_trail_says_why_the_user_may_see_the_person(client, person, request, who, purpose, name):
    page(client, request.getfixturevalue(who), name, person.uuid)
    event = AuditEvent.objects.get()
    assert (event.what, event.purpose) == (f"GET {name}", purpose)
    assert [subject.person_id for subject in event.subjects.all()] == [person.pk]


def test_a_refusal_shows_nobody_in_the_audit_trail(client, person):
    page(client, UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()]), "person_detail", person.uuid)
    assert not AuditEvent.objects.filter(subjects__person_id=person.pk).exists()
