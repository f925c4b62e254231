"""A performance officer sees only records in verification, and what they decided themselves."""

import pytest
from django.urls import reverse

from pathways import actions as pathways
from pathways.models import MilestoneClaim
from tests.factories.pathways import MilestoneClaimFactory
from tests.factories.people import LimitedAccessFactory
from tests.factories.people_documents import DocumentFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

NOT_IN_VERIFICATION = [
    {"is_to_be_verified": False},
    {"state": "verified"},
    {"state": "returned"},
    {"state": "revoked"},
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.mark.parametrize("stands", NOT_IN_VERIFICATION)
def test_what_was_not_drawn_or_somebody_else_decided_is_not_there(as_, hub, pathway, stands):
    letter = DocumentFactory(person=pathway.person)
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, document=letter, **stands)
    client = as_(hub.officer)
    for name in ("claim_detail", "claim_file", "claim_revoke"):
        assert client.get(url(name, claim)).status_code == 404
    for tab in ("to-verify", "returned", "verified", "revoked"):
        assert url("claim_detail", claim) not in page(client.get(f"{reverse('claim_list')}?show={tab}"))
    assert as_(hub.manager).get(url("claim_detail", claim)).status_code == 200


def test_what_waits_is_there_with_its_file_and_gone_once_somebody_else_has_decided(as_, hub, pathway):
    letter = DocumentFactory(person=pathway.person)
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.worker, document=letter)
    assert as_(hub.officer).get(url("claim_file", claim)).status_code == 200
    pathways.verify_claim(claim, by=hub.manager)
    assert as_(hub.officer).get(url("claim_file", claim)).status_code == 404


@pytest.mark.parametrize("done", ["verified", "returned", "revoked"])
def test_ones_own_decisions_stay_in_sight(as_, hub, claim, reason, done):
    if done == "returned":
        pathways.return_claim(claim, by=hub.officer, reason=reason, text="Add a payslip")
    else:
        pathways.verify_claim(claim, by=hub.officer)
    if done == "revoked":
        pathways.revoke_claim(claim, by=hub.manager, because="It was forged")
    client = as_(hub.officer)
    assert client.get(url("claim_detail", claim)).status_code == 200
    assert url("claim_detail", claim) in page(client.get(f"{reverse('claim_list')}?show={done}"))


def test_ones_own_verification_is_taken_back(as_, hub, claim):
    pathways.verify_claim(claim, by=hub.officer)
    done = as_(hub.officer).post(
        url("claim_revoke", claim), {"because": "The letter was forged"}, follow=True
    )
    assert "Revoked by Priya Marsh" in page(done)


def test_a_decision_come_too_late_is_told_who_decided_and_no_evidence(as_, hub, claim):
    pathways.verify_claim(claim, by=hub.manager)
    late = as_(hub.officer).post(url("claim_detail", claim), {"decision": "verify"})
    assert late.status_code == 409
    assert "Helen Strand verified it" in page(late)
    assert claim.evidence_reference not in page(late)
    assert "Elmstead" not in page(late)


@pytest.mark.parametrize("why", ["hidden", "not drawn"])
def test_a_decision_on_what_was_never_there_is_told_nothing(as_, hub, pathway, why):
    claim = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, state="verified", is_to_be_verified=why == "hidden"
    )
    if why == "hidden":
        LimitedAccessFactory(person=claim.person, user=hub.officer)
    answer = as_(hub.officer).post(url("claim_detail", claim), {"decision": "verify"})
    assert answer.status_code == 404
    assert MilestoneClaim.objects.get().verified_by != hub.officer


@pytest.mark.parametrize("stands", NOT_IN_VERIFICATION[:3])
def test_what_is_unusual_is_named_without_its_evidence(as_, hub, pathway, stands):
    claim = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, reached_on=day(90), evidence_reference="Letter of 7 May", **stands
    )
    client = as_(hub.officer)
    for address in (reverse("unusual_list"), reverse("unusual_explain", args=["back_dated", claim.pk])):
        shown = page(client.get(address))
        assert "claimed 90 days later" in shown
        assert "Elmstead" in shown
        assert "Letter of 7 May" not in shown
        assert url("claim_detail", claim) not in shown
    assert url("claim_detail", claim) in page(as_(hub.manager).get(reverse("unusual_list")))
