"""A second identical send answers as the first, and writes nothing; anything else of the day is judged as ever."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from pathways import actions as pathways
from pathways.models import MilestoneClaim, OutcomesProfile, Spell
from tests.factories.pathways import PathwayFactory
from tests.pathways.asking import url
from tests.pathways.days import day
from tests.pathways.profiles.asking import sent

from .spells import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(pathway, hub, evidence):
    def claim(by=None, **more):
        return pathways.claim_milestone(pathway, by=by or hub.worker, milestone="cv", **evidence | more)

    return claim


def twice(client, address, typed):
    """Where each of two identical sends leads."""
    return [client.post(address, typed).headers.get("Location") for _ in range(2)]


def test_the_same_job_with_another_end_is_refused(pathway, hub):
    record(pathway, hub.worker)
    with pytest.raises(ValidationError, match="recorded already"):
        record(pathway, hub.worker, ended_on=day(2), end_reason="Resigned")


def test_what_somebody_has_changed_since_is_not_sent_twice(pathway, hub):
    spell = record(pathway, hub.worker)
    for detail in ("Strood Dairy Co-op", ""):
        pathways.correct_spell(pathway, spell, by=hub.colleague, reason="Spelling", detail=detail)
    with pytest.raises(ValidationError, match="recorded already"):
        record(pathway, hub.worker)


@pytest.mark.parametrize("other", [{"evidence_reference": "Payslip"}, {"evidence_type": "payslip"}])
def test_other_evidence_for_the_same_day_is_refused(claimed, other):
    claimed()
    with pytest.raises(ValidationError, match="claimed already"):
        claimed(**other)


def test_the_same_claim_of_a_colleague_is_refused(claimed, hub):
    claimed()
    with pytest.raises(ValidationError, match="claimed already"):
        claimed(by=hub.colleague)


def test_a_job_sent_twice_is_one_and_leads_to_the_same_page(as_, hub, pathway):
    typed = {"code": "employed", "started_on": day(9).isoformat(), "detail": "Strood Dairy Co-op"}
    first, second = twice(as_(hub.worker), url("spell_record", pathway), typed)
    assert first == second == url("pathway_detail", pathway)
    assert Spell.versions.count() == 1


def test_an_end_sent_twice_is_one(as_, hub, pathway):
    spell = record(pathway, hub.worker)
    typed = {"ended_on": day(2).isoformat(), "end_reason": "Resigned"}
    assert twice(as_(hub.worker), url("spell_end", spell), typed) == [url("pathway_detail", pathway)] * 2
    assert Spell.versions.count() == 2


def test_a_correction_sent_twice_is_one(as_, hub, pathway):
    spell = record(pathway, hub.worker)
    typed = {
        "code": "employed",
        "started_on": day(9).isoformat(),
        "reason": "Typing",
        "seen_as": spell.seen_as,
    }
    assert twice(as_(hub.worker), url("spell_correct", spell), typed) == [url("pathway_detail", pathway)] * 2
    assert Spell.versions.count() == 2


def test_a_claim_sent_twice_with_its_file_is_one(as_, hub, pathway, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    typed = {
        "milestone": "cv", "reached_on": day(3).isoformat(), "evidence_type": "letter",
        "evidence_on": day(3).isoformat(),
    }  # fmt: skip
    client, address = as_(hub.worker), url("claim_record", pathway)
    for _ in range(2):
        letter = SimpleUploadedFile("letter.txt", b"The CV is ready.", content_type="text/plain")
        assert client.post(address, typed | {"file": letter}).status_code == 302
    assert MilestoneClaim.versions.count() == 1
    other = SimpleUploadedFile("other.txt", b"Another letter.", content_type="text/plain")
    assert client.post(address, typed | {"file": other}).status_code == 200


def test_a_returned_claim_mended_twice_is_mended_once(claim, hub, reason, evidence):
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add a payslip")
    for _ in range(2):
        pathways.claim_again(claim, by=hub.worker, **evidence)
    assert MilestoneClaim.versions.count() == 3


def test_a_top_form_sent_twice_is_one_and_leads_to_it(as_, hub, person):
    substance = PathwayFactory(person=person, kind="substance_support")
    first, second = twice(as_(hub.worker), url("top_record", substance), sent())
    assert first == second == url("top_detail", OutcomesProfile.objects.get())
