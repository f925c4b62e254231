"""Finance and identity: a kind without spells, achieved once somebody else has verified all three milestones."""

import pytest

from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.kinds import KINDS
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

MILESTONES = ["bank_account", "identity_documents", "benefits_claim"]


@pytest.fixture
def finance(person):
    return PathwayFactory(person=person, kind="finance_and_identity")


def claim(pathway, hub, milestone, ago=5):
    return MilestoneClaimFactory(
        pathway=pathway, team=hub.team, claimed_by=hub.worker, milestone=milestone, reached_on=day(ago)
    )


def verified(pathway, hub, milestones=MILESTONES):
    return [
        pathways.verify_claim(claim(pathway, hub, milestone, ago), by=hub.manager)
        for ago, milestone in enumerate(milestones, start=3)
    ]


def state_of(pathway):
    pathway.refresh_from_db()
    return pathway.state


def test_a_job_or_a_home_cannot_be_recorded_on_it(as_, hub, finance):
    assert as_(hub.worker).get(url("spell_record", finance)).status_code == 404
    assert "Record a" not in page(as_(hub.worker).get(url("pathway_detail", finance)))


def test_claims_that_nobody_has_verified_achieve_nothing(hub, finance):
    for milestone in MILESTONES:
        pathways.claim_milestone(
            finance, by=hub.worker, milestone=milestone, reached_on=day(3), evidence_type="seen",
            evidence_reference="Card seen", evidence_on=day(2),
        )  # fmt: skip
    assert state_of(finance) == "in_progress"


@pytest.mark.parametrize("missing", MILESTONES)
def test_each_of_the_three_is_needed(hub, finance, missing):
    verified(finance, hub, [milestone for milestone in MILESTONES if milestone != missing])
    assert state_of(finance) != "achieved"


def test_the_last_of_the_three_verified_achieves_it_on_the_day_the_last_was_reached(hub, finance):
    verified(finance, hub)
    assert state_of(finance) == "achieved"
    assert events.of(finance).last().effective_on == day(3)


def test_a_verification_that_is_revoked_sets_it_back(hub, finance):
    last = verified(finance, hub)[-1]
    pathways.revoke_claim(last, by=hub.officer, because="The letter was of somebody else")
    assert state_of(finance) == "in_progress"
    assert [event.what for event in events.of(finance)] == ["begin", "achieve", "set_back"]


@pytest.mark.parametrize("state", ["not_assessed", "no_need", "declined", "closed"])
def test_verified_milestones_move_nothing_until_the_need_is_assessed(hub, person, state):
    pathway = PathwayFactory(person=person, kind="finance_and_identity", state=state)
    verified(pathway, hub)
    assert state_of(pathway) == state


def test_what_was_verified_before_achieves_it_once_the_need_is_identified(hub, person):
    pathway = PathwayFactory(person=person, kind="finance_and_identity", state="declined")
    verified(pathway, hub)
    answers = {"account": "no", "identity": "yes", "income": "wages", "debts": "no"}
    pathways.assess_need(person, KINDS["finance_and_identity"], by=hub.worker, answers=answers)
    assert state_of(pathway) == "achieved"


def test_a_reopened_one_stands_as_its_milestones_do(hub, person):
    pathway = PathwayFactory(person=person, kind="finance_and_identity", state="closed")
    verified(pathway, hub)
    pathways.reopen_pathways(person, ["finance"], by=hub.manager)
    assert state_of(pathway) == "achieved"
