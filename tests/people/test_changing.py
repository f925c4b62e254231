"""Changing who somebody is, where they live and what they need."""

import datetime

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from people import actions, rules, scope
from people.models import Person, PersonArea
from tests.factories.people import AreaFactory, BreakGlassFactory, PersonAreaFactory

pytestmark = pytest.mark.django_db


def at(person):
    return reverse("person_change", args=[person.uuid])


@pytest.fixture
def medway(person):
    return PersonAreaFactory(person=person, area=AreaFactory(name="Medway"), since=None).area


def form_of(person, **more):
    """What the page sends when nothing else is typed."""
    kept = {name: getattr(person, name) for name in rules.DESCRIBES}
    born = person.date_of_birth.strftime("%-d %B %Y")
    return kept | {"date_of_birth": born, "area": scope.area_of(person).pk, "reason": ""} | more


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"family_name": "Larkfeld"}, "reason"),
        ({"given_names": ""}, "reason"),
        ({"date_of_birth": datetime.date(1980, 1, 1)}, "reason"),
        ({"family_name": " ", "reason": "Marriage"}, "family_name"),
        ({"date_of_birth": datetime.date(2999, 1, 1), "reason": "Passport"}, "date_of_birth"),
        ({"family_name": "Larkfeld", "reason": "n/a"}, "reason"),
    ],
)
def test_a_change_that_cannot_be_or_says_no_reason_writes_nothing(person, practitioner, said, field):
    with pytest.raises(rules.Unfit) as refusal:
        actions.change_person(person, by=practitioner, **said)
    assert list(refusal.value.problems) == [field]
    assert Person.versions.filter(version_of=person).count() == 0


def test_birth_after_death_is_refused(person, practitioner, ago):
    Person.objects.filter(pk=person.pk).update(died_on=ago(9))
    with pytest.raises(rules.Unfit, match="cannot be after the death"):
        actions.change_person(person, by=practitioner, date_of_birth=ago(3), reason="Passport")


def test_an_identifier_is_not_changed_here(person, practitioner):
    with pytest.raises(ValueError, match="crn"):
        actions.change_person(person, by=practitioner, crn="X999999")


def test_only_those_who_write_about_the_person_change_the_record(client, person, medway, stranger, steward):
    for user, status in ((stranger, 404), (steward, 403)):
        with pytest.raises(NotYou):
            actions.change_person(person, by=user, street="1 High Street")
        client.force_login(user)
        answers = client.get(at(person)), client.post(at(person), form_of(person, street="1 High Street"))
        assert [answer.status_code for answer in answers] == [status, status]


def test_under_break_glass_nothing_is_changed(client, person, medway, stranger):
    BreakGlassFactory(user=stranger, person=person)
    client.force_login(stranger)
    assert client.post(at(person), form_of(person, street="1 High Street")).status_code == 403


def test_a_name_changes_with_its_sound_and_the_former_one_is_kept(person, practitioner):
    actions.change_person(person, by=practitioner, family_name="O\u2019Brien", reason="Marriage certificate")
    person.refresh_from_db()
    assert (person.family_name, person.family_sound) == ("O\u2019Brien", "OBRN")
    assert Person.versions.get(version_of=person).family_name == "Larkfield"
    event = events.of(person).get(what="corrected")
    assert (event.by, event.why) == (practitioner, "Marriage certificate")
    assert "Larkfield" not in str(event.facts)


def test_an_address_and_needs_change_without_a_reason(person, practitioner):
    said = {"street": "4 Pier Road", "postcode": "me44tr", "communication_needs": "Large print"}
    actions.change_person(person, by=practitioner, **said)
    person.refresh_from_db()
    assert (person.street, person.postcode) == ("4 Pier Road", "ME4 4TR")
    assert person.communication_needs == "Large print"


def test_an_area_is_theirs_from_today_and_put_right_the_same_day(person, practitioner, medway, today):
    dover, hastings = AreaFactory(name="Dover"), AreaFactory(name="Hastings")
    for area in (dover, dover, hastings):
        actions.change_person(person, by=practitioner, area=area)
    assert scope.area_of(person) == hastings
    areas = PersonArea.objects.filter(person=person).values_list("area__name", "since")
    assert set(areas) == {("Medway", None), ("Hastings", today)}


def test_what_changes_nothing_writes_nothing(signed_in, person, medway):
    assert signed_in.post(at(person), form_of(person)).status_code == 302
    assert not Person.versions.filter(version_of=person).exists()
    assert PersonArea.versions.count() == 1


def test_the_page_shows_what_is_recorded_and_keeps_what_was_typed(signed_in, person, medway):
    page = signed_in.get(at(person)).content.decode()
    assert 'value="Larkfield"' in page
    refused = signed_in.post(at(person), form_of(person, family_name="Larkfeld", street="4 Pier Road"))
    page = refused.content.decode()
    assert "Say why the name or the date of birth changes" in page
    assert 'value="4 Pier Road"' in page
    given = form_of(person, family_name="Larkfeld", street="4 Pier Road", reason="Typed wrongly before")
    done = signed_in.post(at(person), given, follow=True)
    assert "The record is changed. What it said before is kept." in done.content.decode()
    assert "Larkfeld" in done.content.decode()


def test_the_address_is_told_only_to_those_who_keep_it_right(client, person, practitioner, steward):
    actions.change_person(person, by=practitioner, street="4 Pier Road", postcode="ME4 4TR")
    for user, is_told in ((practitioner, True), (steward, False)):
        client.force_login(user)
        page = client.get(reverse("person_detail", args=[person.uuid])).content.decode()
        assert ("4 Pier Road, ME4 4TR" in page) is is_told
