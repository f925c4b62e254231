"""The pages on which contacts and notes are written and put right: bad input first."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditSubject
from people import actions
from people.models import Note
from tests.factories.accounts import UserFactory
from tests.factories.contacts import ContactFactory, NoteFactory
from tests.factories.lifecycle import ReasonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_hub(client, worker):
    client.force_login(worker)
    return client


@pytest.fixture
def typed(today):
    return {
        "how": "phone", "with_whom": "person", "was_reached": "yes", "on_day": f"{today:%d/%m/%Y}",
        "at_time": "0.05", "text": "Wants warehouse work again",
    }  # fmt: skip


def at(name, thing):
    return reverse(name, args=[thing.uuid])


@pytest.mark.parametrize("name", ["contact_record", "note_record"])
def test_a_person_out_of_scope_is_not_found(at_the_hub, hidden, name, typed):
    assert at_the_hub.get(at(name, hidden)).status_code == 404
    assert at_the_hub.post(at(name, hidden), typed).status_code == 404


def test_a_role_without_contacts_is_refused(client, person, steward, typed):
    client.force_login(steward)
    assert client.post(at("contact_record", person), typed).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("how", "", "Choose how."),
        ("how", "telepathy", "Select a valid choice"),
        ("was_reached", "", "Choose yes or no."),
        ("at_time", "25.00", "Enter a time, like 9.05 or 16.40."),
        ("at_time", "soon", "Enter a time"),
        ("on_day", "32/1/2026", "has no day 32"),
        ("text", "n/a", "Write what was said, seen or done."),
        ("text", "x" * 4001, "4,000 characters or fewer"),
        ("text", "a\x00b", "cannot be shown"),
        ("about", "Gossip", "Select a valid choice"),
    ],
)
def test_bad_input_is_said_at_its_field_and_what_was_typed_is_kept(
    at_the_hub, person, typed, field, value, words
):
    answer = at_the_hub.post(at("contact_record", person), typed | {field: value})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.content.decode()
    assert not Note.objects.exists()


def test_a_contact_with_somebody_else_says_who_that_is(at_the_hub, person, typed):
    answer = at_the_hub.post(at("contact_record", person), typed | {"with_whom": "family"})
    assert "Say who that is" in answer.content.decode()


def test_a_contact_is_recorded_and_leads_back(at_the_hub, person, typed):
    ReasonFactory(list="contact", reason="Work and learning")
    back = reverse("person_contacts", args=[person.uuid])
    answer = at_the_hub.post(
        at("contact_record", person) + f"?next={back}", typed | {"about": "Work and learning"}
    )
    assert answer.url == back
    note = Note.objects.get()
    assert (note.at_time.hour, note.at_time.minute, note.about) == (0, 5, "Work and learning")
    assert AuditSubject.objects.filter(event__what="POST contact_record", person_id=person.pk).exists()


def test_a_note_of_another_team_is_not_corrected(at_the_hub, person, worker_beside):
    note = NoteFactory(person=person, team=worker_beside.teams.get())
    assert at_the_hub.get(at("note_correct", note)).status_code == 403


def test_a_sensitive_note_of_another_team_is_not_found(at_the_hub, person, worker_beside):
    note = NoteFactory(person=person, team=worker_beside.teams.get(), is_sensitive=True)
    assert at_the_hub.get(at("note_correct", note)).status_code == 404


def test_nor_is_one_that_was_corrected_to_a_sensitive_one(at_the_hub, person, worker_beside):
    said = {"person": person, "team": worker_beside.teams.get()}
    note = NoteFactory(**said)
    NoteFactory(**said, corrects=note, why="Names a victim", is_sensitive=True)
    assert at_the_hub.get(at("note_correct", note)).status_code == 404


def test_the_page_of_a_correction_holds_what_was_written(at_the_hub, person, hub_team):
    note = ContactFactory(person=person, team=hub_team, about="Left the list since", at_time="16:05")
    page = at_the_hub.get(at("note_correct", note)).content.decode()
    assert "Wants warehouse work again" in page
    assert 'value="16.05"' in page
    assert '<option value="Left the list since" selected>' in page


def test_a_correction_that_comes_second_is_409_and_keeps_what_was_typed(
    at_the_hub, person, hub_team, worker, typed
):
    note = ContactFactory(person=person, team=hub_team)
    colleague = UserFactory(name="Helen Strand", role=Role.HUB_WORKER, teams=[hub_team])
    said = {
        "how": "visit",
        "with_whom": "person",
        "was_reached": True,
        "on_day": note.on_day,
        "text": "At home",
    }
    actions.correct_note(note, by=colleague, why="It was a visit", about="", is_sensitive=False, **said)
    answer = at_the_hub.post(
        at("note_correct", note), typed | {"why": "It was a meeting", "text": "My own words"}
    )
    assert answer.status_code == 409
    assert "Helen Strand has corrected this already" in answer.content.decode()
    assert "My own words" in answer.content.decode()


def test_a_note_is_put_right(at_the_hub, person, hub_team, today):
    note = NoteFactory(person=person, team=hub_team)
    at_the_hub.post(
        at("note_correct", note), {"on_day": f"{today:%d/%m/%Y}", "text": "Driving work", "why": "Misheard"}
    )
    assert Note.objects.standing().get().text == "Driving work"
