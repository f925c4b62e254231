"""The pages of documents, as somebody's browser meets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from people.models import Document
from tests.factories.people_documents import DocumentFactory
from tests.people.asking import queries_of

from . import files

pytestmark = pytest.mark.django_db
LETTER = {"kind": "letter", "title": "Letter of appointment"}


@pytest.fixture
def at_hub(client, hub):
    client.force_login(hub.worker)
    return client


def url(name, thing):
    return reverse(name, args=[thing.uuid])


def upload(content, name="letter.pdf", kind="application/pdf"):
    return SimpleUploadedFile(name, content, kind)


@pytest.mark.parametrize("name", ["document_open", "document_set_aside"])
def test_a_document_out_of_scope_or_set_aside_is_not_there(client, stranger, at_hub, person, name):
    document, gone = DocumentFactory(person=person), DocumentFactory(person=person, was_set_aside=True)
    assert at_hub.get(url(name, gone)).status_code == 404
    client.force_login(stranger)
    assert client.get(url(name, document)).status_code == 404


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload(b""), "The file is empty"),
        (upload(b"a" * (11 * 1024 * 1024)), "larger than 10 MB"),
        (upload(files.zip_bomb(), "letter.pdf"), "archive"),
        (upload(b"<svg onload=alert(1)>", "letter.png", "image/png"), "web page or a drawing"),
        (upload(b"MZ\x90", "letter.pdf"), "program"),
        (None, "Choose a file"),
    ],
)
def test_a_file_that_cannot_be_kept_is_said_at_its_field(at_hub, person, file, says, lying):
    sent = LETTER | ({"file": file} if file else {})
    response = at_hub.post(url("document_add", person), sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert says in page
    assert 'href="#id_file"' in page, "the summary leads to the field"
    assert "Letter of appointment" in page, "what was typed stays"
    assert not lying()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/letter.pdf",
        "..\\..\\letter.pdf",
        "letter\u202efdp.exe",
        "letter\x00.pdf",
        "a" * 300,
    ],
)
def test_nothing_of_the_name_of_a_file_reaches_the_disk_or_the_page(at_hub, person, name, lying, folder):
    at_hub.post(url("document_add", person), LETTER | {"file": upload(files.pdf(), name)})
    stored = lying()
    outside = [file for file in folder.parent.rglob("*") if file.is_file() and file.parent != folder]
    assert not outside
    for document in Document.objects.all():
        assert document.content.name == f"documents/{stored[0]}"
        assert len(stored[0]) == 32
        answer = at_hub.get(url("document_open", document))
        assert answer["Content-Disposition"].endswith('.pdf"')
        assert ".." not in answer["Content-Disposition"]


def test_a_title_with_signs_that_change_direction_is_refused(at_hub, person):
    at_hub.post(
        url("document_add", person),
        {"kind": "letter", "title": "Letter\u202etxt", "file": upload(files.pdf())},
    )
    assert not Document.objects.exists()


def test_a_document_leaves_as_an_attachment_that_no_browser_runs_or_keeps(at_hub, person, hub):
    at_hub.post(
        url("document_add", person), LETTER | {"file": upload(files.pdf(), "letter.html", "text/html")}
    )
    document = Document.objects.get()
    answer = at_hub.get(url("document_open", document))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    event = AuditEvent.objects.first()
    assert (event.operation, event.user, event.what) == ("disclosure", hub.worker, "GET document_open")
    assert [subject.person_id for subject in event.subjects.all()] == [person.pk]


def test_the_list_says_what_is_kept_and_what_was_set_aside(at_hub, person):
    kept = DocumentFactory(person=person, title="Tenancy agreement", kind="contract")
    gone = DocumentFactory(person=person, title="Payslip of May", was_set_aside=True)
    page = at_hub.get(url("person_documents", person)).content.decode()
    assert page.index("Tenancy agreement") < page.index("Payslip of May")
    assert url("document_open", kept) in page
    assert url("document_open", gone) not in page
    assert "Of another person" in page


def test_who_only_reads_is_offered_no_change(client, hub, person, ago):
    DocumentFactory(person=person)
    person.involvements.update(until=ago(1))
    client.force_login(hub.worker)
    page = client.get(url("person_documents", person)).content.decode()
    assert "Add a document" not in page
    assert "Set aside<" not in page


def test_an_empty_list_says_what_to_do(at_hub, person):
    assert "No document is kept. Add a letter" in at_hub.get(url("person_documents", person)).content.decode()


def test_setting_aside_asks_why_and_takes_it_off_the_list(at_hub, person):
    document = DocumentFactory(person=person)
    assert "Say why" in at_hub.post(url("document_set_aside", document), {}).content.decode()
    for _ in range(2):  # a double click
        assert (
            at_hub.post(url("document_set_aside", document), {"because": "Not readable"}).status_code == 302
        )
    assert Document.objects.get().is_set_aside
    assert Event.objects.filter(what="document_set_aside").count() == 1
    assert at_hub.post(url("document_set_aside", document), {"because": "Out of date"}).status_code == 409


def test_the_list_takes_as_many_queries_for_three_documents_as_for_thirty(at_hub, person):
    DocumentFactory.create_batch(3, person=person)
    few = queries_of(at_hub, url("person_documents", person))
    DocumentFactory.create_batch(27, person=person)
    assert queries_of(at_hub, url("person_documents", person)) == few
