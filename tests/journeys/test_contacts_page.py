"""The page of contacts and notes, and the page to print."""

import datetime

import pytest
from django.urls import reverse

from foundation.audit.models import AuditEvent, AuditSubject, Operation
from people.models import Caseload
from tests.factories.accounts import TeamFactory
from tests.factories.contacts import ContactFactory, NoteFactory, SafeguardingConcernFactory
from tests.factories.people import ConsentFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def page(client, person, practitioner):
    client.force_login(practitioner)

    def got(name="person_contacts", **query):
        return " ".join(client.get(reverse(name, args=[person.uuid]), query).content.decode().split())

    return got


def test_with_nothing_written_it_says_what_to_do(page):
    assert "Record a contact after each meeting" in page()


def test_who_may_only_read_is_offered_nothing_to_write(page, person, today):
    Caseload.objects.filter(person=person).update(until=today)
    shown = page()
    assert "Record a contact" not in shown
    assert "write here" in shown
    assert "Raise a safeguarding concern" in shown


def test_a_sensitive_note_of_another_hub_is_not_shown_to_a_hub(client, person, worker):
    NoteFactory(person=person, team=TeamFactory(), is_sensitive=True, text="Quillfeather")
    client.force_login(worker)
    for name in ("person_contacts", "person_timeline", "person_detail", "person_print"):
        assert "Quillfeather" not in client.get(reverse(name, args=[person.uuid])).content.decode()


def test_a_correction_stands_with_what_was_written_before_it(page, person, team, practitioner):
    first = ContactFactory(person=person, team=team, text="Starts on Monday")
    second = ContactFactory(
        person=person, team=team, text="Starts on Tuesday", corrects=first, why="Misheard"
    )
    third = ContactFactory(
        person=person, team=team, text="Starts in June", corrects=second, why="Asked again"
    )
    shown = page()
    for words in (
        "Starts in June",
        "Starts on Tuesday",
        "Starts on Monday",
        "Why: Asked again",
        "Why: Misheard",
    ):
        assert words in shown
    assert shown.count("moj-timeline__item") == 1
    assert reverse("note_correct", args=[third.uuid]) in shown
    assert reverse("note_correct", args=[first.uuid]) not in shown


@pytest.mark.parametrize(("only", "titles"), [("contact", {"Phone call"}), ("note", {"Note"}),
                                              ("nonsense", {"Phone call", "Note"})])  # fmt: skip
def test_contacts_and_notes_can_be_shown_apart(page, person, only, titles):
    ContactFactory(person=person, text="Rang about the viewing")
    NoteFactory(person=person, text="First pay came")
    shown = page(only=only)
    assert ("Rang about the viewing" in shown) is ("Phone call" in titles)
    assert ("First pay came" in shown) is ("Note" in titles)


def test_who_else_it_was_with_is_named(page, person):
    ContactFactory(
        person=person, with_whom="professional", with_name="J Marsh, housing officer", about="Home"
    )
    assert "Phone call with J Marsh, housing officer, about home" in page()


def test_safeguarding_concerns_stand_first_with_what_was_decided(page, person):
    concern = SafeguardingConcernFactory(person=person)
    shown = page()
    assert reverse("safeguarding_detail", args=[concern.uuid]) in shown
    assert "To be decided" in shown
    assert concern.text not in shown


def test_the_overview_shows_the_last_three(page, person, today):
    for days in range(5):
        ContactFactory(person=person, on_day=today - days * DAY, text=f"Call {days}")
    shown = page("person_detail")
    assert "Phone call: Call 2" in shown
    assert "Phone call: Call 3" not in shown


def test_what_is_printed_is_a_disclosure_and_says_by_whom(page, person, practitioner):
    ConsentFactory(person=person)
    shown = page("person_print")
    assert "by Dana Whitlock" in shown
    assert "Consent given" in shown
    event = AuditEvent.objects.get(what="GET person_print")
    assert (event.operation, event.purpose) == (Operation.DISCLOSURE, "printed, caseload of Medway North")
    assert AuditSubject.objects.filter(event=event, person_id=person.pk).exists()


def test_the_paper_is_narrowed_as_the_timeline_was(page, person, today):
    ConsentFactory(person=person, given_on=today - 9 * DAY)
    ContactFactory(person=person, text="Rang about the viewing")
    shown = page("person_print", kind="contact")
    assert "Rang about the viewing" in shown
    assert "Consent given" not in shown
    assert "As it was known on 3 June 2026." in page("person_print", as_at="3 June 2026")
    assert f"{reverse('person_print', args=[person.uuid])}?kind=contact" in page(
        "person_timeline", kind="contact"
    )
