"""A setback that a worker records holds until a newer fact than it achieves the pathway again (domain: Pathways)."""

import pytest

from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.actions.judging import judge_again
from pathways.catching_up import catch_up
from pathways.models import MilestoneClaim
from tests.factories.pathways import PathwayFactory
from tests.factories.people import ReleaseFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def pathway(person):
    return PathwayFactory(person=person, kind="employment", opened_on=day(100))


@pytest.fixture
def lost(pathway, hub):
    """A job on record since 60 days, of which a worker has said that it is lost."""
    job = record(pathway, hub.worker, started_on=day(60), detail="Strood Dairy")
    pathway.refresh_from_db()
    pathways.set_back(pathway, by=hub.worker, on=day(5), reason="The dairy let him go")
    return job


def state_of(pathway):
    pathway.refresh_from_db()
    return pathway.state


def test_a_release_or_a_merge_judges_it_again_and_it_holds(lost, pathway):
    ReleaseFactory(person=pathway.person, received_on=day(90), released_on=day(70))
    judge_again(pathway.person)
    assert state_of(pathway) == "in_progress"


def test_a_file_that_judges_everybody_again_leaves_it(lost, pathway, hub):
    catch_up([pathway.person_id], by=hub.worker, source={})
    assert state_of(pathway) == "in_progress"


def test_a_check_that_nobody_can_answer_leaves_it(lost, pathway, hub):
    check = pathway.person.checks.get(point_on=day(18))
    pathways.answer_check(
        check, by=hub.worker, answer="unknown", seen_as=check.seen_as, reason="Two calls, no answer"
    )
    assert state_of(pathway) == "in_progress"


def test_a_spelling_put_right_leaves_it(lost, pathway, hub):
    pathways.correct_spell(pathway, lost, by=hub.worker, reason="Spelling", detail="Strood Dairy Co-op")
    assert state_of(pathway) == "in_progress"


def test_milestones_that_were_verified_before_leave_it(hub, person):
    pathway = PathwayFactory(person=person, kind="finance_and_identity")
    verified_on(pathway, hub)
    assert state_of(pathway) == "achieved"
    pathways.set_back(pathway, by=hub.worker, on=day(1), reason="The account was closed")
    judge_again(person)
    assert state_of(pathway) == "in_progress"
    verified_on(pathway, hub, "benefits_claim", ago=0)
    assert state_of(pathway) == "achieved"


@pytest.mark.parametrize("started_on", [day(30), day(2)], ids=["begun before", "begun after"])
def test_another_job_achieves_it_again_and_still_does_when_all_is_judged_again(
    lost, pathway, hub, started_on
):
    record(pathway, hub.worker, started_on=started_on, detail="Medway Cleaning")
    judge_again(pathway.person)
    assert state_of(pathway) == "achieved"
    assert [event.what for event in events.of(pathway)] == ["begin", "achieve", "set_back", "achieve"]


def test_a_check_that_says_yes_about_a_later_day_achieves_it_again(pathway, hub):
    record(pathway, hub.worker, started_on=day(45))
    pathway.refresh_from_db()
    pathways.set_back(pathway, by=hub.worker, on=day(10), reason="The dairy let him go")
    check = pathway.person.checks.get(point_on=day(3))
    pathways.answer_check(check, by=hub.worker, answer="yes", seen_as=check.seen_as)
    assert state_of(pathway) == "achieved"


def verified_on(pathway, hub, *milestones, ago=3):
    for milestone in milestones or pathway.declaration.achieved_when_verified:
        claim = pathways.claim_milestone(
            pathway, by=hub.worker, milestone=milestone, reached_on=day(ago), evidence_type="letter",
            evidence_reference="Letter", evidence_on=day(ago),
        )  # fmt: skip
        pathways.verify_claim(MilestoneClaim.objects.get(pk=claim.pk), by=hub.manager)
