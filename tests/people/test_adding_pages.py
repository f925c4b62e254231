"""Adding a person, which begins with a search: nobody is added twice, and nothing tells of a hidden record."""

import pytest
from django.urls import reverse

from foundation.audit.models import AuditEvent
from people.models import Person
from tests.people.searching import new_url, search, typed_person

pytestmark = pytest.mark.django_db


def test_nobody_is_added_without_a_search(signed_in):
    url = "/people/search/00000000-0000-4000-8000-000000000000/new/"
    assert signed_in.get(url).status_code == 404
    assert signed_in.post(url, typed_person()).status_code == 404
    assert not Person.objects.exists()


def test_an_old_search_is_forgotten(signed_in):
    first = search(signed_in, name="First Search").url
    for _ in range(10):
        search(signed_in, name="Another Search")
    assert signed_in.get(first).status_code == 404


def test_the_form_starts_from_the_search_and_shows_near_matches_again(signed_in, person):
    page = signed_in.get(
        new_url(signed_in, name="kofi larkfeild", date_of_birth="14 May 1990", crn="x111222")
    )
    text = page.content.decode()
    for typed in ('value="Kofi"', 'value="Larkfeild"', 'value="14 May 1990"', 'value="X111222"'):
        assert typed in text
    assert "Is it one of these?" in text
    assert "None of these: add the person" in text


def test_two_clicks_add_one_person_and_open_the_same_page(signed_in):
    url = new_url(signed_in, name="Dean Marlpit")
    first, second = (signed_in.post(url, typed_person(crn="x 100200")) for _ in range(2))
    made = Person.objects.get()
    assert first.url == second.url == reverse("person_detail", args=[made.uuid])
    assert (made.crn, made.family_name) == ("X100200", "Marlpit")
    event = AuditEvent.objects.get(operation="collection")
    assert [subject.person_id for subject in event.subjects.all()] == [made.pk]


def test_a_mistake_keeps_what_was_typed(signed_in):
    page = signed_in.post(
        new_url(signed_in, name="Dean Marlpit"), typed_person(date_of_birth="31 June 1985", crn="12")
    )
    text = page.content.decode()
    assert "31 June 1985" in text
    assert "June 1985 has no day 31" in text
    assert "a letter and six figures" in text
    assert not Person.objects.exists()


def test_a_number_of_somebody_visible_shows_that_record_instead(signed_in, person):
    url = new_url(signed_in, name="Dean Marlpit")
    page = signed_in.post(url, typed_person(crn="X290715"))
    assert page.status_code == 409
    assert "A person you can see has this number" in page.content.decode()
    assert "Kofi Larkfield" in page.content.decode()
    assert Person.objects.get() == person


def test_a_number_of_a_hidden_person_gets_the_ordinary_answer(signed_in, hidden):
    ordinary = signed_in.post(new_url(signed_in, name="Dean Marlpit"), typed_person(crn="X999999"))
    colliding = signed_in.post(
        new_url(signed_in, name="Carl Hawkstone"),
        typed_person(given_names="Carl", family_name="Hawkstone", date_of_birth="1 2 1970", crn=hidden.crn),
    )
    assert (ordinary.status_code, colliding.status_code) == (302, 302)
    assert not Person.objects.get(family_name="Hawkstone").crn_confirmed


def test_typing_another_name_than_was_searched_brings_up_those_it_fits(signed_in, person):
    url = new_url(signed_in, name="Zebedee Quill")
    typed = typed_person(given_names="Kofi", family_name="Larkfeild", date_of_birth="14 May 1990")
    page = signed_in.post(url, typed)
    assert "Is it one of these?" in page.content.decode()
    assert Person.objects.count() == 1
    assert signed_in.post(url, typed | {"looked_at": str(person.uuid)}).status_code == 302
    assert Person.objects.count() == 2


def test_fields_that_the_form_does_not_have_change_nothing(signed_in):
    signed_in.post(
        new_url(signed_in, name="Dean Marlpit"),
        typed_person(crn_confirmed="", died_on="2020-01-01", pnc_matched=""),
    )
    made = Person.objects.get()
    assert (made.died_on, made.pnc_matched, made.crn_confirmed) == (None, True, True)
