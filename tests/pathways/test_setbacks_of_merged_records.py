"""A setback by hand goes with the person when two records are merged, and back with a merge taken back."""

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.actions.judging import judge_again
from pathways.models import MilestoneClaim, Pathway
from pathways.reading import setbacks_of
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db
LET_GO = "The dairy let him go"
FINANCE = "finance_and_identity"


@pytest.fixture
def steward():
    office = TeamFactory()
    return UserFactory(role=Role.DATA_STEWARD, organisation=office.organisation, teams=[office])


@pytest.fixture
def both(steward, hub):
    """Two records of one person, both with the hub: the one that is kept, and the other."""
    found = [PersonFactory(), PersonFactory()]
    for each in found:
        CaseloadFactory(person=each, team=steward.teams.get())
        InvolvementFactory(person=each, team=hub.team)
    return found


@pytest.fixture
def lost(both, hub):
    """The other record: a job of 60 days, of which a worker has said that it is lost."""
    return a_lost_job(both[1], hub)


def a_lost_job(person, hub):
    pathway = PathwayFactory(person=person, kind="employment", opened_on=day(100))
    record(pathway, hub.worker, started_on=day(60), detail="Strood Dairy")
    pathway.refresh_from_db()
    return pathways.set_back(pathway, by=hub.worker, on=day(5), reason=LET_GO)


def merged(both, steward):
    return people.merge(*both, by=steward, reason="The same prison number, and the practitioner says so")


def now(person, kind="employment"):
    return Pathway.objects.get(person=person, kind=kind)


def told(pathway):
    return [(each.effective_on, each.because.words) for each in setbacks_of(pathway)]


def test_the_job_that_was_lost_does_not_achieve_the_pathway_that_stands(both, lost, steward):
    PathwayFactory(person=both[0], kind="employment", state="in_progress", opened_on=day(400))
    merged(both, steward)
    judge_again(both[0])
    assert now(both[0]).state == "in_progress"
    assert told(now(both[0])) == [(day(5), LET_GO)]


def test_the_same_job_on_both_records_is_lost_on_the_one_that_stands(both, lost, hub, steward):
    ours = PathwayFactory(person=both[0], kind="employment", opened_on=day(400))
    record(ours, hub.worker, started_on=day(60), detail="Strood Dairy")
    merged(both, steward)
    assert now(both[0]).state == "in_progress"
    assert told(now(both[0])) == [(day(5), LET_GO)]


def test_a_setback_that_moved_the_one_that_stands_goes_back_too(both, lost, hub, steward):
    ours = PathwayFactory(person=both[0], kind="employment", opened_on=day(400))
    record(ours, hub.worker, started_on=day(60), detail="Strood Dairy")
    people.unmerge(merged(both, steward), by=steward, reason="Two brothers of one address")
    assert (now(both[0]).state, told(now(both[0]))) == ("achieved", [])


def test_where_the_other_pathway_stands_its_setback_is_of_the_job_that_stands_and_counts_once(
    both, lost, hub, steward
):
    PathwayFactory(person=both[0], kind="employment", state="need_identified", opened_on=day(400))
    SpellFactory(person=both[0], started_on=day(60), detail="Strood Dairy")
    merged(both, steward)
    assert now(both[0]).pk == lost.pk
    assert (now(both[0]).state, told(now(both[0]))) == ("in_progress", [(day(5), LET_GO)])


def test_another_job_on_the_kept_record_stands_and_the_setback_counts(both, lost, hub, steward):
    ours = PathwayFactory(person=both[0], kind="employment", opened_on=day(400))
    record(ours, hub.worker, started_on=day(30), detail="Medway Cleaning")
    merged(both, steward)
    assert (now(both[0]).state, told(now(both[0]))) == ("achieved", [(day(5), LET_GO)])


def test_it_goes_back_with_a_merge_taken_back(both, lost, steward):
    ours = PathwayFactory(person=both[0], kind="employment", state="in_progress", opened_on=day(400))
    merge = merged(both, steward)
    people.unmerge(merge, by=steward, reason="Two brothers of one address")
    assert [told(each) for each in (ours, lost)] == [[], [(day(5), LET_GO)]]
    assert [now(each).state for each in both] == ["in_progress", "in_progress"]


def test_merged_once_more_it_counts_once(both, lost, steward):
    PathwayFactory(person=both[0], kind="employment", state="in_progress", opened_on=day(400))
    merged(both, steward)
    third = PersonFactory()
    CaseloadFactory(person=third, team=steward.teams.get())
    PathwayFactory(person=third, kind="employment", state="in_progress", opened_on=day(400))
    merged([third, both[0]], steward)
    assert (now(third).state, told(now(third))) == ("in_progress", [(day(5), LET_GO)])


def test_milestones_that_were_verified_before_it_do_not_achieve_the_one_that_stands(both, hub, steward):
    other = PathwayFactory(person=both[1], kind=FINANCE, opened_on=day(100))
    verify(other, hub)
    other.refresh_from_db()
    pathways.set_back(other, by=hub.worker, on=day(1), reason="The account was closed")
    PathwayFactory(person=both[0], kind=FINANCE, state="in_progress", opened_on=day(400))
    merged(both, steward)
    judge_again(both[0])
    assert now(both[0], FINANCE).state == "in_progress"


def test_nor_do_the_same_milestones_of_the_kept_record(both, hub, steward):
    ours, other = (PathwayFactory(person=each, kind=FINANCE, opened_on=day(100)) for each in both)
    verify(other, hub)
    other.refresh_from_db()
    pathways.set_back(other, by=hub.worker, on=day(1), reason="The account was closed")
    for milestone in ours.declaration.achieved_when_verified:
        MilestoneClaimFactory(pathway=ours, milestone=milestone, reached_on=day(3), state="verified")
    Pathway.objects.filter(pk=ours.pk).update(state="in_progress")
    merged(both, steward)
    assert now(both[0], FINANCE).state == "in_progress"
    assert "setback_carried" in {event.what for event in events.of(now(both[0], FINANCE))}


def verify(pathway, hub):
    for milestone in pathway.declaration.achieved_when_verified:
        claim = pathways.claim_milestone(
            pathway, by=hub.worker, milestone=milestone, reached_on=day(3), evidence_type="letter",
            evidence_reference="Letter", evidence_on=day(3),
        )  # fmt: skip
        pathways.verify_claim(MilestoneClaim.objects.get(pk=claim.pk), by=hub.manager)
