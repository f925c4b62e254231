"""A document is kept or it is not: file and row together, in scope, and never twice."""

import datetime
import os

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from people import actions, rules
from people.documents import resting, storing
from people.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.people import BreakGlassFactory, InvolvementFactory, LimitedAccessFactory, PersonFactory
from tests.factories.people_documents import DocumentFactory

from . import files

pytestmark = pytest.mark.django_db
LETTER = {"kind": "letter", "title": "Letter of appointment"}
WORK_WITH_PEOPLE = {"practitioner", "hub_worker", "hub_manager"}
TEXT = b"We confirm your appointment."


def add(person, by, content=TEXT, **more):
    return actions.add_document(person, by=by, content=content, **LETTER | more)


@pytest.mark.parametrize("role", [role for role in Role.values if role not in WORK_WITH_PEOPLE])
def test_nobody_adds_a_document_but_those_who_work_with_the_person(person, team, hub, role, lying):
    user = UserFactory(role=role, organisation=team.organisation, teams=[team, hub.team])
    with pytest.raises(NotYou):
        add(person, user)
    assert not lying()


def test_a_practitioner_of_another_team_adds_nothing(person, stranger, lying):
    with pytest.raises(NotYou):
        add(person, stranger)
    assert not lying()


def test_a_hub_that_was_involved_until_yesterday_reads_and_adds_nothing(person, hub, ago):
    person.involvements.update(until=ago(1))
    assert Document.objects.visible_to(hub.worker).count() == 0
    DocumentFactory(person=person)
    assert Document.objects.visible_to(hub.worker).count() == 1
    with pytest.raises(NotYou):
        add(person, hub.worker)


def test_under_a_broken_glass_a_document_is_read_and_none_is_added(person, hub):
    LimitedAccessFactory(person=person, kind="restriction", user=UserFactory())
    BreakGlassFactory(person=person, user=hub.worker)
    DocumentFactory(person=person)
    assert Document.objects.visible_to(hub.worker).count() == 1
    with pytest.raises(NotYou):
        add(person, hub.worker)


def test_a_document_of_somebody_hidden_from_the_user_is_not_there(person, hub):
    DocumentFactory(person=person)
    LimitedAccessFactory(person=person, user=hub.worker)
    assert not Document.objects.visible_to(hub.worker).exists()


@pytest.mark.parametrize("content", [b"", files.zip_bomb(), b"<svg/>", b"a" * (11 * 1024 * 1024)])
def test_a_file_that_cannot_be_kept_leaves_nothing_behind(person, practitioner, content, lying):
    with pytest.raises(rules.Unfit) as refusal:
        add(person, practitioner, content)
    assert list(refusal.value.problems) == ["file"]
    assert not Document.objects.exists()
    assert not lying()


@pytest.mark.parametrize("title", ["", "  ", "tbc", "a" * 121])
def test_a_title_that_says_nothing_or_too_much_is_refused(person, practitioner, title):
    with pytest.raises(rules.Unfit) as refusal:
        add(person, practitioner, title=title)
    assert list(refusal.value.problems) == ["title"]


def test_a_row_that_cannot_be_written_takes_its_file_along(person, practitioner, monkeypatch, lying):
    def fails(entries):
        assert lying(), "the file is written first"
        raise IntegrityError("the log is full")

    monkeypatch.setattr(events, "write", fails)
    with pytest.raises(IntegrityError), transaction.atomic():
        add(person, practitioner)
    assert not Document.objects.exists()
    assert not lying()


def test_a_file_that_cannot_be_written_leaves_no_row(person, practitioner, settings, tmp_path):
    (tmp_path / "full").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "full"
    with pytest.raises(OSError, match="full"):
        add(person, practitioner)
    assert not Document.objects.exists()


def test_a_document_is_kept_under_a_random_name_with_its_hash_and_an_event(person, hub, lying):
    document = add(person, hub.worker, files.pdf())
    content = storing.content_of(document)
    assert lying() == [document.content.name.removeprefix("documents/")]
    assert (document.content_type, document.size, document.sha256) == (
        "application/pdf", len(content), storing.digest_of(content),
    )  # fmt: skip
    event = events.of(document).get()
    assert (event.what, event.by, event.person_id, event.facts) == (
        "document_added", hub.worker, person.pk, {"kind": "letter"},
    )  # fmt: skip


def test_the_same_file_again_is_the_document_that_is_kept_already(
    person, hub, practitioner, lying, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = add(person, hub.worker), add(person, practitioner, title="The same letter")
    assert first == second
    assert len(lying()) == 1


def test_the_same_file_of_another_person_is_a_document_of_its_own(person, practitioner, team):
    other = PersonFactory(held_by=team)
    assert add(person, practitioner) != add(other, practitioner)


def test_the_database_refuses_an_empty_document_and_one_set_aside_without_who_and_why(person):
    document = DocumentFactory(person=person)
    for written in (
        {"size": 0},
        {"size": 11_000_000},
        {"set_aside_because": "Wrong"},
        {"content_type": "text/html"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**written)


def test_a_document_is_not_set_aside_without_a_reason(person, practitioner):
    document = DocumentFactory(person=person)
    with pytest.raises(rules.Unfit):
        actions.set_document_aside(document, by=practitioner, because=" ")
    assert Document.objects.kept().exists()


def test_a_document_on_which_something_rests_stays(person, practitioner, monkeypatch):
    monkeypatch.setattr(resting, "_sources", [lambda document: "the evidence of a milestone claim"])
    with pytest.raises(Refused, match="evidence of a milestone"):
        actions.set_document_aside(
            DocumentFactory(person=person), by=practitioner, because="Of another person"
        )


def test_a_stranger_sets_nothing_aside(person, stranger):
    with pytest.raises(NotYou):
        actions.set_document_aside(DocumentFactory(person=person), by=stranger, because="Of another person")


def test_what_was_set_aside_keeps_its_file_and_says_who_and_why(person, hub, practitioner, lying):
    document = add(person, hub.worker)
    actions.set_document_aside(document, by=practitioner, because="Of another person")
    document.refresh_from_db()
    assert (document.set_aside_by, document.set_aside_because) == (practitioner, "Of another person")
    assert len(lying()) == 1
    assert [event.what for event in events.of(document)] == ["document_added", "document_set_aside"]
    with pytest.raises(WrongState):
        actions.set_document_aside(document, by=hub.worker, because="Of another person")
    assert add(person, hub.worker) != document, "it can be added again"


def test_a_file_changed_behind_our_back_is_not_handed_out(person, hub, folder):
    document = add(person, hub.worker)
    (folder / document.content.name.removeprefix("documents/")).write_bytes(b"You owe us money.")
    with pytest.raises(Refused, match="not as it was kept"):
        storing.content_of(document)


def test_the_sweep_takes_only_old_files_without_a_row(person, hub, folder, lying):
    document = add(person, hub.worker)
    actions.set_document_aside(document, by=hub.worker, because="Of another person")
    (folder / "young").write_bytes(b"its row is on its way")
    (folder / "old").write_bytes(b"its process ended")
    yesterday = datetime.datetime.now(datetime.UTC).timestamp() - 90_000
    for file in folder.iterdir():
        if file.name != "young":
            os.utime(file, (yesterday, yesterday))
    call_command("sweep_files")
    assert lying() == sorted([document.content.name.removeprefix("documents/"), "young"])


def test_without_any_file_the_sweep_has_nothing_to_do(capsys):
    call_command("sweep_files")
    assert "0 files" in capsys.readouterr().out


def test_a_merge_takes_the_documents_along(person, steward, team):
    other = PersonFactory(held_by=team)
    ours, theirs = DocumentFactory(person=person), DocumentFactory(person=other)
    InvolvementFactory(person=other)
    actions.merge(person, other, by=steward, reason="One prison number, one address")
    assert set(person.documents.all()) == {ours, theirs}


def test_a_file_is_readable_by_the_service_alone(person, hub, folder):
    document = add(person, hub.worker)
    file = folder / document.content.name.removeprefix("documents/")
    assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_a_damaged_pdf_says_is_not_logged(person, practitioner, caplog):
    with pytest.raises(rules.Unfit):
        add(person, practitioner, b"%PDF-1.7 about Kofi Larkfield")
    assert not [record for record in caplog.records if record.name.startswith("pypdf")]
