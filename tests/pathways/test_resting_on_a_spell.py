"""A milestone that rests on a spell stands as long as the spell shows it (domain: Milestone claim, History)."""

import pytest

from foundation.accounts.models import Notice
from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.models import MilestoneClaim
from tests.factories.pathways import MilestoneClaimFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(pathway, hub):
    return record(pathway, hub.worker, started_on=day(20))


@pytest.fixture
def started(pathway, hub, job, evidence):
    """Verified: reached 15 days ago."""
    said = evidence | {"reached_on": day(15)}
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **said)
    return pathways.verify_claim(claim, by=hub.manager)


NO_LONGER = [
    {"started_on": day(14)},  # it began after the day on which the milestone is said to have been reached
    {"code": "education"},  # a course shows no start of a job
    {"ended_on": day(17), "end_reason": "Resigned"},  # it was over by then
]
STILL = [
    {"started_on": day(30)},
    {"detail": "Strood Dairy Co-op"},
    {"ended_on": day(2), "end_reason": "Resigned"},
]


@pytest.mark.parametrize("changes", NO_LONGER)
def test_a_verified_milestone_that_the_corrected_job_no_longer_shows_is_taken_back(
    pathway, hub, job, started, changes
):
    Notice.objects.all().delete()
    pathways.correct_spell(pathway, job, by=hub.colleague, reason="The contract says so", **changes)
    claim = MilestoneClaim.objects.get()
    assert (claim.state, claim.revoked_by, claim.verified_by) == ("revoked", hub.colleague, hub.manager)
    assert events.of(claim).last().what == "take_back"
    assert set(Notice.objects.values_list("user", flat=True)) == {hub.worker.pk, hub.manager.pk}


@pytest.mark.parametrize("changes", STILL)
def test_one_that_the_job_still_shows_stands(pathway, hub, job, started, changes):
    pathways.correct_spell(pathway, job, by=hub.colleague, reason="The contract says so", **changes)
    assert MilestoneClaim.objects.get().state == "verified"


def test_an_end_before_the_day_it_was_reached_takes_it_back_too(pathway, hub, job, started):
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(17), reason="Resigned")
    assert MilestoneClaim.objects.get().state == "revoked"


def test_one_that_its_verifier_let_stand_though_it_differed_is_left_alone(pathway, hub, job):
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(16), reason="Resigned")
    MilestoneClaimFactory(
        pathway=pathway, milestone="job_started", spell=job, reached_on=day(15), state="verified"
    )
    pathways.correct_spell(pathway, job, by=hub.worker, reason="Typing", started_on=day(21))
    assert MilestoneClaim.objects.get().state == "verified"


def test_the_job_itself_is_not_doubted_and_goes_on_achieving(pathway, hub, job, started):
    pathways.correct_spell(pathway, job, by=hub.worker, reason="The contract says so", started_on=day(14))
    pathway.refresh_from_db()
    assert pathway.state == "achieved"
    assert not events.of(pathway).filter(what="set_back").exists()


def test_the_start_can_be_claimed_anew_for_the_right_day(pathway, hub, job, started, evidence):
    pathways.correct_spell(pathway, job, by=hub.worker, reason="The contract says so", started_on=day(14))
    said = evidence | {"reached_on": day(14)}
    anew = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **said)
    assert anew.state == "claimed"
