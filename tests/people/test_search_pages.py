"""The way in: search, then create. In real pages, as a practitioner meets them."""

import re

import pytest

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from people.models import LimitedAccess, Person
from tests.factories.accounts import UserFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory

from .asking import comparable, queries_of
from .searching import SEARCH, SEARCHES, found, new_url, search, typed_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if role not in SEARCHES])
def test_a_role_that_sees_nobody_cannot_search(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(SEARCH).status_code == 403
    assert search(client, name="Larkfield").status_code == 403


def test_a_hub_worker_searches_but_does_not_add(client, team):
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[team]))
    page = found(client, name="Nobody Here")
    assert b"Add a new person" not in page.content
    assert client.get(new_url(client, name="Nobody Here")).status_code == 403


def test_an_empty_search_says_what_is_needed(signed_in):
    assert (
        "Enter a name, a date of birth, a CRN, a prison number or a PNC id."
        in search(signed_in).content.decode()
    )


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("crn", "X1234", "a letter and six figures"),
        ("prison_number", "1234", "a letter, four figures and two letters"),
        ("date_of_birth", "31 February 1990", "has no day 31"),
        ("name", "X12345", "no name, date of birth, CRN or prison number"),
        ("name", "31 February 1990", "no name, date of birth"),
        ("q", "X12345", "no name, date of birth, CRN or prison number"),
        ("q", "", "Enter a name"),
        ("q", "Kofi\u202e", "cannot be shown"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(signed_in, field, text, message):
    page = search(signed_in, **{field: text})
    assert page.status_code == 200
    assert message in page.content.decode()
    assert "Error: " in page.content.decode()
    assert text in page.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"crn": "x 290715"},
        {"prison_number": "a1234bc"},
        {"name": "larkfield kofi"},
        {"date_of_birth": "14/5/90"},
        {"name": "Kofi Larkfield", "date_of_birth": "14 May 1990"},
        {"name": "X290715"},
        {"name": "a1234bc"},
        {"name": "14 May 1990"},
        {"name": "Kofi Larkfield 14/5/1990"},
        {"name": "Larkfield", "crn": "x 290715"},
        {"q": "Kofi Larkfield"},
        {"q": "X290715"},
        {"q": " x 290715 "},
        {"q": "A1234BC"},
        {"q": "14 May 1990"},
        {"q": "Larkfield 14.05.1990"},
        {"q": "Kofi Larkfield 14 May 1990"},
    ],
)
def test_a_person_is_found_by_any_of_them_exactly(signed_in, person, typed):
    page = found(signed_in, **typed)
    assert [match.person for match in page.context["exact"]] == [person]
    assert "Kofi Larkfield" in page.content.decode()


def test_a_number_in_the_name_and_another_in_its_field_are_not_guessed_between(signed_in, person):
    page = search(signed_in, name="X290715", crn="X111222")
    assert page.status_code == 200
    assert "Error: " in page.content.decode()


def test_a_near_match_says_why(signed_in, person):
    page = found(signed_in, name="Kofi Larkfeild")
    assert [match.person for match in page.context["near"]] == [person]
    assert "Name sounds the same" in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["Sedgmond", "Zofia Sedgmond", "Kiran Sedgemond", "sedgemond kiran", "Sedge", "ZOFIA SEDGMOND"]
)
def test_a_slip_of_the_keyboard_or_a_middle_name_still_finds_the_person(signed_in, team, typed):
    zofia = PersonFactory(held_by=team, given_names="Zofia Kiran", family_name="Sedgemond")
    assert [match.person for match in found(signed_in, name=typed).context["near"]] == [zofia]


@pytest.mark.parametrize("typed", ["marlhurst", "Zofia Marlhurst", "omarlhurst"])
def test_a_name_with_an_apostrophe_is_found_without_it(signed_in, team, typed):
    zofia = PersonFactory(held_by=team, given_names="Zofia", family_name="O’Marlhurst")
    page = found(signed_in, name=typed)
    assert [match.person for match in (*page.context["exact"], *page.context["near"])] == [zofia]


@pytest.mark.parametrize("typed", ["Saltmersh", "Imran Saltmersh", "Saltm"])
def test_a_hidden_person_is_not_noticed_by_a_near_match_either(signed_in, hidden, typed):
    there = found(signed_in, name=typed)
    Person.versions.filter(pk=hidden.pk).update(family_sound="", family_name="x", given_names="x")
    assert comparable(there) == comparable(found(signed_in, name=typed))


def test_no_address_holds_what_was_typed(signed_in, person):
    url = search(signed_in, name="Kofi Larkfield", crn="X290715").url
    assert re.fullmatch(r"/people/search/[0-9a-f-]{36}/", url)
    assert 'method="post"' in signed_in.get(SEARCH).content.decode().split("tg-search", 1)[1][:200]


@pytest.mark.parametrize("field", ["name", "crn", "prison_number", "date_of_birth"])
def test_a_hidden_person_answers_as_if_there_were_none(signed_in, hidden, field):
    typed = {
        "name": "Imran Saltmarsh",
        "crn": "X305566",
        "prison_number": "A5678DE",
        "date_of_birth": "14 May 1990",
    }
    there = found(signed_in, **{field: typed[field]})
    LimitedAccess.objects.all().delete()
    Person.versions.filter(pk=hidden.pk).update(
        family_sound="",
        crn="",
        prison_number="",
        date_of_birth="1931-01-01",
        family_name="x",
        given_names="x",
    )
    nowhere = found(signed_in, **{field: typed[field]})
    assert comparable(there) == comparable(nowhere)
    assert b"Saltmarsh</a>" not in there.content


def test_a_restricted_person_is_not_found_by_their_own_team(signed_in, practitioner, person):
    LimitedAccessFactory(person=person, user=practitioner)
    assert not found(signed_in, crn=person.crn).context["exact"]


def test_hidden_people_do_not_crowd_out_the_one_who_may_be_seen(signed_in, person, monkeypatch):
    monkeypatch.setattr("people.scope.MOST_COMPARED", 3)
    PersonFactory.create_batch(5, family_name="Larkfield", given_names="Kofi")
    Person.versions.filter(pk=person.pk).update(family_name="Larkfeild")
    assert [match.person for match in found(signed_in, name="Kofi Larkfield").context["near"]] == [person]


def test_a_search_writes_one_audit_event_with_those_shown(signed_in, practitioner, person, hidden):
    found(signed_in, date_of_birth="14 May 1990")
    event = AuditEvent.objects.get()
    assert (event.user, event.operation, event.purpose) == (practitioner, "consultation", "search")
    assert event.what == "GET person_search_results"
    assert [subject.person_id for subject in event.subjects.all()] == [person.pk]


def test_an_empty_answer_is_recorded_too(signed_in, hidden):
    found(signed_in, crn=hidden.crn)
    assert not AuditEvent.objects.get().subjects.exists()


def test_three_or_thirty_matches_take_the_same_queries(signed_in, team):
    PersonFactory.create_batch(3, held_by=team, family_name="Larkfield")
    url = search(signed_in, name="Larkfield").url
    few = queries_of(signed_in, url)
    PersonFactory.create_batch(27, held_by=team, family_name="Larkfield")
    assert queries_of(signed_in, url) == few


def test_the_search_of_another_session_is_useless(signed_in, client, person, stranger):
    from django.test import Client

    url = search(signed_in, name="Kofi Larkfield").url
    other = Client()
    other.force_login(stranger)
    assert other.get(url).status_code == 404
    assert other.get(url + "new/").status_code == 404
    assert other.post(url + "new/", typed_person()).status_code == 404
