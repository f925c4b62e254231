"""The pages of evidence, of what was drawn, of what is unusual, and of taking a verification back."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditEvent
from pathways.models import Explanation, MilestoneClaim
from people.models import Document
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.pathways_verifying import DrawFactory, SampleRateFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory
from tests.factories.people_documents import DocumentFactory
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY, day
from tests.people.documents import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT / "documents"


def typed(**more):
    return {
        "milestone": "cv",
        "reached_on": str(day(3)),
        "evidence_type": "letter",
        "evidence_on": str(day(3)),
    } | more


def upload(content, name="letter.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


# --- evidence ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload(b""), "The file is empty"),
        (upload(b"a" * (11 * 1024 * 1024)), "larger than 10 MB"),
        (upload(files.zip_bomb()), "archive"),
        (upload(b"MZ\x90"), "program"),
        (upload(b"<svg/>", "letter.png"), "web page or a drawing"),
    ],
)
def test_evidence_that_cannot_be_kept_is_said_at_its_field(as_, pathway, hub, file, says, folder):
    response = as_(hub.worker).post(url("claim_record", pathway), typed(file=file))
    assert says in page(response)
    assert 'href="#id_file"' in page(response)
    assert not MilestoneClaim.objects.exists()
    assert not folder.exists() or not list(folder.iterdir())


def test_a_claim_with_neither_a_file_nor_a_reference_is_refused(as_, pathway, hub):
    response = as_(hub.worker).post(url("claim_record", pathway), typed())
    assert "Attach a file, or say what the evidence says" in page(response)
    assert not MilestoneClaim.objects.exists()


def test_a_file_named_outside_its_folder_is_kept_inside(as_, pathway, hub, folder):
    sent = typed(file=upload(files.pdf(), "../../../etc/cron.d/letter.pdf"))
    as_(hub.worker).post(url("claim_record", pathway), sent)
    document = MilestoneClaim.objects.get().document
    assert [file.name for file in folder.iterdir()] == [document.content.name.removeprefix("documents/")]


def test_a_document_of_somebody_else_is_no_choice(as_, pathway, hub):
    other = DocumentFactory()
    response = as_(hub.worker).post(url("claim_record", pathway), typed(document=str(other.uuid)))
    assert response.status_code == 200
    assert not MilestoneClaim.objects.exists()


def test_a_file_and_a_document_together_are_asked_again(as_, pathway, hub):
    kept = DocumentFactory(person=pathway.person)
    response = as_(hub.worker).post(
        url("claim_record", pathway), typed(document=str(kept.uuid), file=upload(files.pdf()))
    )
    assert "Choose one: a document that is kept already, or a new file" in page(response)
    assert Document.objects.count() == 1


def test_a_claim_that_is_refused_keeps_no_file(as_, pathway, hub, folder):
    MilestoneClaimFactory(pathway=pathway, team=hub.team, reached_on=day(3))
    response = as_(hub.worker).post(url("claim_record", pathway), typed(file=upload(files.pdf())))
    assert "claimed already" in page(response)
    assert not Document.objects.exists()
    assert not folder.exists()


def test_the_file_of_a_claim_is_one_of_the_persons_documents(as_, pathway, hub):
    as_(hub.worker).post(url("claim_record", pathway), typed(file=upload(files.pdf())))
    claim = MilestoneClaim.objects.get()
    assert (claim.document.person, claim.document.kind, claim.document.title) == (
        pathway.person, "letter", "CV and disclosure letter",
    )  # fmt: skip
    assert claim.evidence_reference == ""


def test_a_document_that_is_kept_already_is_chosen(as_, pathway, hub):
    kept = DocumentFactory(person=pathway.person)
    as_(hub.worker).post(url("claim_record", pathway), typed(document=str(kept.uuid)))
    assert MilestoneClaim.objects.get().document == kept


def test_evidence_stays_while_its_claim_needs_it(as_, pathway, hub):
    kept = DocumentFactory(person=pathway.person)
    MilestoneClaimFactory(pathway=pathway, team=hub.team, document=kept)
    response = as_(hub.worker).post(url("document_set_aside", kept), {"because": "Of another person"})
    assert "evidence of a milestone claim" in page(response)
    assert Document.objects.kept().exists()


def test_a_verifier_who_may_see_no_person_opens_the_file_of_the_claim_and_no_other(as_, pathway, hub):
    filed = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, document=DocumentFactory(person=pathway.person)
    )
    other = DocumentFactory(person=pathway.person)
    client = as_(hub.officer)
    answer = client.get(url("claim_file", filed))
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
    event = AuditEvent.objects.first()
    assert (event.operation, event.user, [each.person_id for each in event.subjects.all()]) == (
        "disclosure", hub.officer, [pathway.person_id],
    )  # fmt: skip
    assert client.get(url("document_open", other)).status_code == 403
    assert client.get(url("document_open", filed.document)).status_code == 403
    assert client.get(url("person_detail", pathway.person)).status_code == 403


def test_the_file_of_somebody_hidden_or_of_a_claim_without_one_is_not_there(as_, pathway, hub):
    filed = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, document=DocumentFactory(person=pathway.person)
    )
    bare = MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone="interview")
    assert as_(hub.officer).get(url("claim_file", bare)).status_code == 404
    LimitedAccessFactory(person=pathway.person, user=hub.officer)
    assert as_(hub.officer).get(url("claim_file", filed)).status_code == 404


def test_the_claim_shows_its_file_beside_its_details(as_, pathway, hub):
    filed = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, document=DocumentFactory(person=pathway.person)
    )
    shown = page(as_(hub.officer).get(url("claim_detail", filed)))
    assert "Open the file (plain text, " in shown
    assert url("claim_file", filed) in shown


# --- the queue ---------------------------------------------------------------------------------------------------


def test_what_was_not_drawn_is_not_in_the_queue_and_says_so_on_its_page(as_, pathway, hub):
    SampleRateFactory(percent=0)
    as_(hub.worker).post(url("claim_record", pathway), typed(evidence_reference="Letter on file"))
    claim = MilestoneClaim.objects.get()
    client = as_(hub.manager)
    assert "Nothing waits to be verified" in page(client.get(reverse("claim_list")))
    shown = page(client.get(url("claim_detail", claim)))
    assert "Not drawn" in shown
    assert "verify by" not in shown
    listed = page(as_(hub.worker).get(reverse("claim_list") + "?show=claimed"))
    assert "Not drawn: counts as claimed" in listed


def test_what_was_drawn_says_that_it_is_in_the_sample(as_, claim, hub):
    job = SpellFactory(person=claim.person)
    started = MilestoneClaimFactory(pathway=claim.pathway, team=hub.team, milestone="job_started", spell=job)
    assert "In the sample" in page(as_(hub.manager).get(url("claim_detail", claim)))
    assert "Always verified" in page(as_(hub.manager).get(url("claim_detail", started)))


def test_the_queue_asks_as_often_for_thirty_claims_as_for_three(as_, pathway, hub):
    def asked(name, *args):
        with CaptureQueriesContext(connection) as queries:
            assert as_(hub.officer).get(reverse(name, args=args)).status_code == 200
        return len(queries)

    def more(number):
        for _ in range(number):
            MilestoneClaimFactory(
                pathway=PathwayFactory(), team=hub.team, reached_on=day(90), document=DocumentFactory()
            )

    more(3)
    asked("claim_list")  # the first page after signing in asks more
    draw = DrawFactory(team=hub.team)
    few = [asked("claim_list"), asked("unusual_list"), asked("draw_list"), asked("draw_detail", draw.pk)]
    more(12)
    for number in range(1, 6):
        DrawFactory(team=hub.team, month=datetime.date(2026, number, 1))
    assert [
        asked("claim_list"), asked("unusual_list"), asked("draw_list"), asked("draw_detail", draw.pk),
    ] == few  # fmt: skip


# --- taken back --------------------------------------------------------------------------------------------------


def test_revoking_asks_why_and_shows_who_and_why_afterwards(as_, pathway, hub):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, state="verified")
    client = as_(hub.manager)
    assert "Revoke the verification" in page(client.get(url("claim_detail", claim)))
    assert "Say why the verification is revoked" in page(client.post(url("claim_revoke", claim), {}))
    done = client.post(url("claim_revoke", claim), {"because": "The letter was forged"}, follow=True)
    assert "Revoked by Helen Strand" in page(done)
    assert "The letter was forged" in page(done)
    assert "The letter was forged" in page(client.get(reverse("claim_list") + "?show=revoked"))


def test_what_is_not_verified_is_not_revoked(as_, claim, hub):
    assert as_(hub.manager).get(url("claim_revoke", claim)).status_code == 409
    assert as_(hub.worker).get(url("claim_revoke", claim)).status_code == 403


# --- the unusual -------------------------------------------------------------------------------------------------


@pytest.fixture
def late(pathway, hub):
    return MilestoneClaimFactory(
        pathway=pathway, team=hub.team, claimed_by=hub.worker, reached_on=TODAY - datetime.timedelta(days=90)
    )


def test_the_list_says_what_was_found_and_why_it_is_looked_for(as_, late, hub):
    shown = page(as_(hub.manager).get(reverse("unusual_list")))
    assert "claimed 90 days later" in shown
    assert "hard to check" in shown
    assert "Elmstead" in shown
    narrowed = page(as_(hub.manager).get(reverse("unusual_list") + "?rule=many_at_once"))
    assert "Nothing looks unusual" in narrowed


def test_an_explanation_takes_it_off_the_list_and_is_kept(as_, late, hub):
    client = as_(hub.manager)
    address = reverse("unusual_explain", args=["back_dated", late.pk])
    assert "Say what you found out" in page(client.post(address, {}))
    client.post(address, {"text": "The letter came two months later"})
    assert Explanation.objects.get().by == hub.manager
    assert "claimed 90 days later" not in page(client.get(reverse("unusual_list")))
    explained = page(client.get(reverse("unusual_list") + "?show=explained"))
    assert "The letter came two months later" in explained


def test_what_is_not_unusual_cannot_be_explained(as_, claim, hub):
    for rule in ("back_dated", "nonsense"):
        assert as_(hub.manager).get(reverse("unusual_explain", args=[rule, claim.pk])).status_code == 404


def test_nobody_is_offered_to_explain_their_own_claim(as_, pathway, hub):
    InvolvementFactory(person=pathway.person, team=hub.team, purpose="support")
    own = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.manager, reached_on=day(90))
    assert as_(hub.manager).get(reverse("unusual_explain", args=["back_dated", own.pk])).status_code == 403
