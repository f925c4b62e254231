"""Claiming a milestone, verifying and returning it, on pages."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from pathways.models import MilestoneClaim, Pathway, Spell
from tests.factories.accounts import UserFactory
from tests.factories.pathways import MilestoneClaimFactory, SpellFactory
from tests.pathways.asking import deciding, page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def test_a_milestone_is_claimed_with_its_job(as_, hub, pathway):
    spell = SpellFactory(person=pathway.person)
    typed = {
        "milestone": "job_started", "reached_on": day(30).isoformat(), "spell": str(spell.uuid),
        "evidence_type": "contract", "evidence_reference": "Contract, page 1", "evidence_on": day(31).isoformat(),
    }  # fmt: skip
    response = as_(hub.worker).post(url("claim_record", pathway), typed, follow=True)
    claim = MilestoneClaim.objects.get()
    assert (claim.spell, claim.claimed_by, claim.state) == (spell, hub.worker, "claimed")
    assert "Somebody else must verify it" in page(response)
    assert Pathway.objects.get().state == "in_progress"


def test_a_spell_of_somebody_else_cannot_be_chosen(as_, hub, pathway):
    typed = {
        "milestone": "job_started", "reached_on": day(30).isoformat(), "spell": str(SpellFactory().uuid),
        "evidence_type": "contract", "evidence_reference": "Contract", "evidence_on": day(31).isoformat(),
    }  # fmt: skip
    assert as_(hub.worker).post(url("claim_record", pathway), typed).status_code == 200
    assert not MilestoneClaim.objects.exists()


def test_the_claimer_reads_that_someone_else_must_verify_it(as_, hub, pathway):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.manager)
    seen = page(as_(hub.manager).get(url("claim_detail", claim)))
    assert "Claimed by you on" in seen
    assert "someone else must verify it" in seen
    assert "Save and open the next claim" not in seen
    refused = as_(hub.manager).post(url("claim_detail", claim), deciding(claim, "verify"))
    assert refused.status_code == 403
    assert MilestoneClaim.objects.get().state == "claimed"


def test_claim_and_evidence_are_compared(as_, hub, pathway):
    spell = SpellFactory(person=pathway.person, started_on=day(10), detail="Strood Dairy Co-op")
    claim = MilestoneClaimFactory(
        pathway=pathway,
        team=hub.team,
        milestone="job_started",
        spell=spell,
        reached_on=day(10),
        evidence_on=day(3),
    )
    response = as_(hub.manager).get(url("claim_detail", claim))
    results = {detail.name: detail.result for detail in response.context["details"]}
    assert results == {
        "Kind": "Agrees", "First day": "Agrees", "Held on the day": "Agrees",
        "Date of the evidence": "7 days later",
    }  # fmt: skip
    assert "differs" not in page(response)
    Spell.versions.filter(pk=spell.pk).update(code="education", started_on=day(9))
    response = as_(hub.manager).get(url("claim_detail", claim))
    results = [detail.result for detail in response.context["details"]]
    assert results == ["Does not show it", "Differs by 1 day", "Not held that day", "7 days later"]
    assert "3 details differ. If you verify" in page(response)


def test_a_performance_officer_reads_claim_and_name_and_nothing_else_of_the_person(as_, hub, claim):
    seen = page(as_(hub.officer).get(url("claim_detail", claim)))
    assert "Rhys Elmstead" in seen
    assert claim.person.crn not in seen
    assert url("pathway_detail", claim.pathway) not in seen
    assert as_(hub.officer).get(url("pathway_detail", claim.pathway)).status_code == 403


def test_verifying_opens_the_next_claim(as_, hub, claim, pathway):
    following = MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone="offer")
    response = as_(hub.manager).post(url("claim_detail", claim), deciding(claim, "verify"))
    assert response.headers["Location"] == url("claim_detail", following)
    assert MilestoneClaim.objects.get(pk=claim.pk).verified_by == hub.manager


@pytest.mark.parametrize("place", [0, 1, 2])
def test_after_a_decision_the_claim_below_it_opens_and_after_the_last_the_oldest(as_, hub, pathway, place):
    slugs = ["cv", "application", "offer"]
    waiting = [MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone=slug) for slug in slugs]
    response = as_(hub.manager).post(url("claim_detail", waiting[place]), deciding(waiting[place], "verify"))
    assert response.headers["Location"] == url("claim_detail", waiting[(place + 1) % 3])


@pytest.mark.parametrize("said", ["reason", "text"])
def test_verifying_with_a_reason_to_return_is_asked_again_and_does_nothing(as_, hub, claim, reason, said):
    typed = {"decision": "verify", said: {"reason": reason.pk, "text": "The letter says 25 May"}[said]}
    seen = page(as_(hub.manager).post(url("claim_detail", claim), typed))
    assert "You chose Verify, and also said why you return it." in seen
    assert MilestoneClaim.objects.get().state == "claimed"


def test_verifying_twice_answers_409_and_changes_nothing_twice(as_, hub, claim):
    first = as_(hub.manager).post(url("claim_detail", claim), deciding(claim, "verify"))
    second = as_(hub.officer).post(url("claim_detail", claim), deciding(claim, "verify"))
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Helen Strand verified it" in page(second)
    assert claim.evidence_reference not in page(second)
    assert MilestoneClaim.versions.count() == 2


def test_a_late_return_keeps_its_words(as_, hub, claim, reason):
    as_(hub.manager).post(url("claim_detail", claim), deciding(claim, "verify"))
    typed = deciding(claim, "return", reason=reason.pk, text="Please add a payslip")
    other = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team])
    late = as_(other).post(url("claim_detail", claim), typed)
    assert late.status_code == 409
    assert "Please add a payslip" in page(late)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "decision_0"),
        ({"decision": "return", "text": "Add a payslip"}, "reason"),
        ({"decision": "return", "text": "  "}, "text"),
    ],
)
def test_a_return_says_why_and_what_is_needed(as_, hub, claim, reason, typed, field):
    if field == "text":
        typed = typed | {"reason": reason.pk}
    seen = page(as_(hub.manager).post(url("claim_detail", claim), typed))
    assert f'<a href="#id_{field}">' in seen
    assert MilestoneClaim.objects.get().state == "claimed"


def test_a_returned_claim_is_mended_by_staff_and_waits_again(as_, hub, claim, reason):
    typed = deciding(claim, "return", reason=reason.pk, text="The letter says 25 May")
    as_(hub.manager).post(url("claim_detail", claim), typed)
    home = page(as_(hub.worker).get(reverse("home")))
    assert "Returned to you" in home
    seen = page(as_(hub.worker).get(url("claim_detail", claim)))
    assert "The letter says 25 May" in seen
    assert url("claim_again", claim) in seen
    mended = {
        "reached_on": day(2).isoformat(), "evidence_type": "payslip", "evidence_reference": "Payslip of May",
        "evidence_on": day(1).isoformat(),
    }  # fmt: skip
    assert as_(hub.worker).post(url("claim_again", claim), mended).status_code == 302
    now = MilestoneClaim.objects.get()
    assert (now.state, now.reached_on, now.evidence_reference) == ("claimed", day(2), "Payslip of May")
    assert "Returned to you" not in page(as_(hub.worker).get(reverse("home")))
