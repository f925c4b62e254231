"""Contacts and notes are written by those who work with the person, and never changed."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Because, Event
from foundation.lifecycle.transitions import LostRace
from people import actions, rules
from people.models import Caseload, Note
from tests.factories.accounts import UserFactory
from tests.factories.contacts import ContactFactory, NoteFactory
from tests.factories.people import BreakGlassFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(today):
    """A call in which the person was reached."""
    return {
        "how": "phone", "with_whom": "person", "was_reached": True, "on_day": today,
        "text": "Upset about the job, wants warehouse work again",
    }  # fmt: skip


def test_a_stranger_writes_nothing(person, stranger, called):
    with pytest.raises(NotYou):
        actions.record_contact(person, by=stranger, **called)
    assert not Note.objects.exists()


def test_a_data_steward_writes_nothing(person, steward, called):
    with pytest.raises(NotYou):
        actions.record_contact(person, by=steward, **called)


def test_a_team_that_lost_the_person_writes_nothing_though_it_reads(person, practitioner, called, today):
    Caseload.objects.filter(person=person).update(until=today)
    with pytest.raises(NotYou, match="hub that works with them now"):
        actions.record_contact(person, by=practitioner, **called)


def test_who_sees_a_person_by_break_glass_alone_writes_nothing(person, stranger, called):
    BreakGlassFactory(user=stranger, person=person)
    with pytest.raises(NotYou):
        actions.record_contact(person, by=stranger, **called)


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "  "), ("text", "tbc"), ("text", "x" * 4001), ("with_name", "n/a")],
)
def test_words_that_say_nothing_or_too_much_are_refused_at_their_field(person, worker, called, field, value):
    with pytest.raises(rules.Unfit) as refusal:
        actions.record_contact(
            person,
            by=worker,
            **called
            | {
                "with_whom": "family",
                field: value,
                "with_name": value if field == "with_name" else "Their mother",
            },
        )
    assert list(refusal.value.problems) == [field]


def test_a_contact_of_tomorrow_or_of_a_time_to_come_is_refused(person, worker, called, today):
    with pytest.raises(rules.Unfit, match="in the future"):
        actions.record_contact(person, by=worker, **called | {"on_day": today + datetime.timedelta(days=1)})
    with pytest.raises(rules.Unfit, match="still to come"):
        actions.record_contact(person, by=worker, **called | {"at_time": datetime.time(23, 59, 59)})


def test_a_contact_is_kept_in_the_name_of_the_team_that_works_with_the_person(
    person, worker, hub_team, called
):
    note = actions.record_contact(person, by=worker, **called)
    assert (note.team, note.written_by, note.title) == (hub_team, worker, "Phone call")
    event = Event.objects.get(subject_type="people.note", subject_id=note.pk)
    assert (event.what, event.person_id, event.effective_on) == ("written", person.pk, note.on_day)
    assert "warehouse" not in str(event.facts)


def test_nobody_reached_needs_no_words(person, practitioner, called):
    note = actions.record_contact(person, by=practitioner, **called | {"was_reached": False, "text": ""})
    assert note.title == "Not reached: phone call"


def test_a_plain_note_is_no_contact(person, worker, today):
    note = actions.write_note(person, by=worker, on_day=today, text="First pay came", about="Work")
    assert not note.is_contact
    assert list(Note.objects.contacts()) == []


def test_another_team_does_not_correct_it(person, worker, worker_beside, hub_team, called):
    note = actions.record_contact(person, by=worker, **called)
    with pytest.raises(NotYou, match="Only the team that wrote this"):
        actions.correct_note(note, by=worker_beside, why="Not so", about="", is_sensitive=False, **called)


def test_a_correction_without_a_reason_is_refused(person, worker, called):
    note = actions.record_contact(person, by=worker, **called)
    with pytest.raises(rules.Unfit, match="what was wrong"):
        actions.correct_note(note, by=worker, why="-", about="", is_sensitive=False, **called)


def test_a_correction_is_a_note_of_its_own_that_names_the_former(person, worker, called, today):
    note = actions.record_contact(person, by=worker, **called)
    said = called | {"how": "visit"}
    newer = actions.correct_note(note, by=worker, why="It was a visit", about="", is_sensitive=False, **said)
    note.refresh_from_db()
    assert (note.how, newer.how, newer.corrects) == ("phone", "visit", note)
    assert list(Note.objects.standing()) == [newer]
    assert Because.objects.get(event__subject_id=newer.pk, event__what="corrected").words == "It was a visit"


def test_the_second_of_two_corrections_is_told_of_the_first(person, worker, called):
    note = actions.record_contact(person, by=worker, **called)
    beside = Note.objects.get(pk=note.pk)
    correction = {"by": worker, "why": "It was a visit", "about": "", "is_sensitive": False, **called}
    actions.correct_note(note, **correction)
    with pytest.raises(LostRace, match="Tobi Abara has corrected this already"):
        actions.correct_note(beside, **correction)
    assert Note.objects.count() == 2


def test_a_correction_cannot_open_what_was_sensitive(person, worker, called):
    note = actions.record_contact(person, by=worker, is_sensitive=True, **called)
    newer = actions.correct_note(note, by=worker, why="Wrong hour", about="", is_sensitive=False, **called)
    assert newer.is_sensitive


@pytest.mark.parametrize(
    "change", [{"text": "Something else"}, {"on_day": datetime.date(2020, 1, 1)}, {"why": "x"}]
)
def test_the_database_refuses_to_change_a_note(person, change):
    note = NoteFactory(person=person)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(**change)


def test_the_database_refuses_to_delete_or_replace_a_note(person):
    note = NoteFactory(person=person)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Note.objects.filter(pk=note.pk).delete()
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute("INSERT OR REPLACE INTO people_note SELECT * FROM people_note")


@pytest.mark.parametrize(
    "wrong", [{"with_whom": ""}, {"was_reached": None}, {"how": ""}, {"text": ""}, {"why": "No reason"}]
)
def test_the_database_refuses_half_a_contact(person, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory(person=person, **wrong)


def test_a_plain_note_without_words_is_refused_by_the_database(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteFactory(person=person, text="")


def test_every_role_but_those_who_work_with_people_reads_none(person):
    NoteFactory(person=person)
    for role in set(Role) - {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER}:
        assert not Note.objects.visible_to(UserFactory(role=role)).exists()


def test_a_sensitive_note_is_read_by_its_team_and_the_holding_team_alone(
    person, practitioner, worker, worker_beside, hub_team
):
    note = NoteFactory(person=person, team=hub_team, is_sensitive=True)
    for user, reads in ((practitioner, True), (worker, True), (worker_beside, False)):
        assert Note.objects.visible_to(user).filter(pk=note.pk).exists() is reads


def test_a_form_sent_twice_is_one_contact_and_one_note(person, worker, called, today):
    first = actions.record_contact(person, by=worker, **called)
    assert actions.record_contact(person, by=worker, **called) == first
    note = actions.write_note(person, by=worker, on_day=today, text="Wants mornings")
    assert actions.write_note(person, by=worker, on_day=today, text="Wants mornings") == note
    assert Note.objects.count() == 2


def test_the_same_call_again_later_or_by_somebody_else_is_another(person, worker, worker_beside, called):
    with time_machine.travel(timezone.now() - actions.noting.SENT_TWICE * 2):
        actions.record_contact(person, by=worker, **called)
    actions.record_contact(person, by=worker, **called)
    actions.record_contact(person, by=worker_beside, **called)
    assert Note.objects.count() == 3
