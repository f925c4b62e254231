"""A person's plan: who writes it, what may stand in it, and what follows from it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import LostRace, Refused, WrongState
from pathways import actions as pathways
from pathways.clocks import PLAN_REVIEW
from pathways.models import Goal, Plan, PlanReview, Step
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, StepFactory
from tests.factories.people import CaseloadFactory
from tests.pathways.days import TODAY, day
from tests.pathways.plans.asking import GOAL, STEP, month

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(person):
    return GoalFactory(plan__person=person)


@pytest.fixture
def step(goal):
    return StepFactory(goal=goal)


# --- who writes


def test_staff_of_a_hub_that_is_not_involved_write_no_plan(person):
    with pytest.raises(NotYou):
        pathways.add_goal(person, by=UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()]), **GOAL)
    assert not Plan.versions.exists()


def test_the_practitioner_who_holds_the_person_reads_the_plan_and_writes_nothing(person, goal):
    team = TeamFactory()
    CaseloadFactory(person=person, team=team)
    practitioner = UserFactory(role=Role.PRACTITIONER, teams=[team])
    with pytest.raises(NotYou):
        pathways.add_step(goal, by=practitioner, **STEP)
    assert list(Goal.objects.visible_to(practitioner)) == [goal]


def test_a_data_steward_sees_no_plan(person, goal):
    team = TeamFactory()
    CaseloadFactory(person=person, team=team)
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    assert not Goal.objects.visible_to(steward).exists()


def test_nobody_plans_for_somebody_who_died(person, hub):
    type(person).objects.filter(pk=person.pk).update(died_on=day(1))
    with pytest.raises(Refused, match="death"):
        pathways.add_goal(person, by=hub.worker, **GOAL)


# --- what may stand in it


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "tbc"}, "words"),
        ({"words": "x" * 201}, "words"),
        ({"words": "Keep to my licence conditions"}, "words"),
        ({"step": " "}, "step"),
        ({"step": "Talk about the offence with Rosa"}, "step"),
        ({"owner": "somebody"}, "owner"),
        ({"owner": "partner"}, "partner"),
        ({"owner": "person", "partner": "Riverside Recovery"}, "partner"),
        ({"due_month": month(-1)}, "due_month"),
        ({"due_month": month(25)}, "due_month"),
    ],
)
def test_what_cannot_stand_in_a_plan_is_refused_at_its_field(person, hub, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        pathways.add_goal(person, by=hub.worker, **GOAL | wrong)
    assert list(refusal.value.message_dict) == [field]
    assert not Plan.versions.exists()


def test_a_driving_licence_may_stand_in_a_plan(person, hub):
    assert pathways.add_goal(person, by=hub.worker, **GOAL | {"words": "A driving licence by spring"}).is_open


def test_a_goal_hangs_on_no_other_persons_pathway(person, hub):
    with pytest.raises(ValidationError) as refusal:
        pathways.add_goal(person, by=hub.worker, **GOAL | {"pathway": PathwayFactory()})
    assert list(refusal.value.message_dict) == ["pathway"]


def test_the_database_takes_one_live_plan_of_a_person(person):
    PlanFactory(person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(person=person)
    assert PlanFactory(person=person, state="ended").pk


def test_the_database_wants_a_reason_of_what_is_no_longer_needed(goal):
    with pytest.raises(IntegrityError), transaction.atomic():
        StepFactory(goal=goal, state="no_longer_needed", end_reason="")


# --- what follows


def test_the_first_goal_makes_the_plan_and_starts_its_review_clock(person, hub):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    run = running.running(goal.plan, PLAN_REVIEW)
    assert (goal.plan.made_on, goal.plan.made_by, run.due_on) == (TODAY, hub.worker, day(-90))
    assert (run.team, run.user) == (hub.team, hub.worker)
    second = pathways.add_goal(person, by=hub.colleague, **GOAL | {"words": "See my children"})
    assert second.plan == goal.plan


def test_the_first_step_begins_a_pathway_whose_need_is_identified(person, hub, pathway):
    pathways.add_goal(person, by=hub.worker, **GOAL | {"pathway": pathway})
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"


def test_a_step_moves_no_pathway_that_is_declined(person, hub):
    pathway = PathwayFactory(person=person, state="declined")
    pathways.add_goal(person, by=hub.worker, **GOAL | {"pathway": pathway})
    pathway.refresh_from_db()
    assert pathway.state == "declined"


def test_a_goal_is_not_reached_while_a_step_is_open(hub, step):
    with pytest.raises(WrongState, match="open steps"):
        pathways.finish(step.goal, by=hub.worker, read_as=0)
    pathways.finish(step, by=hub.worker, read_as=0)
    assert pathways.finish(step.goal, by=hub.worker, read_as=0).state == "done"


def test_a_goal_no_longer_needed_takes_its_open_steps_along(hub, step):
    done = StepFactory(goal=step.goal, state="done")
    pathways.drop(step.goal, by=hub.worker, read_as=0, because="Moved to another town")
    step.refresh_from_db(), done.refresh_from_db()
    assert (step.state, step.end_reason, step.ended_on) == (
        "no_longer_needed",
        "Moved to another town",
        TODAY,
    )
    assert done.state == "done"


def test_no_longer_needed_wants_its_reason(hub, step):
    with pytest.raises(ValidationError):
        pathways.drop(step, by=hub.worker, read_as=0, because="n/a")


def test_what_ended_by_mistake_is_opened_again_with_a_reason(hub, step):
    pathways.finish(step, by=hub.worker, read_as=0)
    pathways.open_again(step, by=hub.worker, read_as=1, because="Ended by mistake")
    assert (step.state, step.ended_on) == ("open", None)
    assert [event.what for event in events.of(step)] == ["finish", "open_again"]


def test_a_step_is_not_opened_again_under_a_goal_that_ended(hub, step):
    pathways.drop(step.goal, by=hub.worker, read_as=0, because="Moved to another town")
    with pytest.raises(WrongState, match="Open the goal again first"):
        pathways.open_again(step, by=hub.worker, read_as=1, because="Still wanted")


def test_of_two_who_change_one_step_the_second_is_told(hub, step):
    pathways.change_step(step, by=hub.worker, read_as=0, **STEP)
    with pytest.raises(LostRace, match="Somebody else changed this step"):
        pathways.change_step(step, by=hub.colleague, read_as=0, **STEP | {"words": "Ring the café"})
    assert Step.objects.get().words == STEP["words"]


def test_every_version_of_a_step_is_kept(hub, step):
    first = step.words
    pathways.change_step(step, by=hub.worker, read_as=0, **STEP)
    assert [each.words for each in Step.versions.filter(version_of=step)] == [first]


def test_saving_a_step_as_it_stands_changes_nothing(hub, step):
    pathways.change_step(
        step, by=hub.worker, read_as=0, words=step.words, owner=step.owner, due_month=step.due_month
    )
    assert step.version == 0
    assert not events.of(step).exists()


def test_a_step_may_stay_in_a_month_that_is_over(hub, goal):
    late = StepFactory(goal=goal, due_month=month(-2))
    changed = pathways.change_step(
        late, by=hub.worker, read_as=0, words="Ring the café", owner="person", due_month=month(-2)
    )
    assert changed.is_late


# --- reviews


def test_a_review_says_something_on_a_day_between_the_plan_and_today(person, hub):
    plan = PlanFactory(person=person, made_on=day(10))
    for wrong, field in (
        ({"said": "tbc", "reviewed_on": TODAY}, "said"),
        ({"said": "All well", "reviewed_on": day(-1)}, "reviewed_on"),
        ({"said": "All well", "reviewed_on": day(11)}, "reviewed_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            pathways.review_plan(plan, by=hub.worker, **wrong)
        assert list(refusal.value.message_dict) == [field]
    assert not PlanReview.objects.exists()


def test_a_review_starts_the_clock_anew_from_its_day_and_is_an_event(person, hub):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    Plan.objects.update(made_on=day(40))
    goal.plan.refresh_from_db()
    pathways.review_plan(
        goal.plan, by=hub.worker, said="Course begun, so the trial comes next", reviewed_on=day(3)
    )
    run = running.running(goal.plan, PLAN_REVIEW)
    assert run.due_on == day(3) + datetime.timedelta(days=90)
    told = events.of(goal.plan).get(what="review")
    assert (told.effective_on, told.by) == (day(3), hub.worker)


def test_a_review_written_late_does_not_put_the_next_one_back(person, hub):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    Plan.objects.update(made_on=day(40))
    goal.plan.refresh_from_db()
    for ago in (3, 20):
        pathways.review_plan(goal.plan, by=hub.worker, said="Looked at together", reviewed_on=day(ago))
    assert goal.plan.reviewed_on == day(3)
    assert running.running(goal.plan, PLAN_REVIEW).due_on == day(3) + datetime.timedelta(days=90)


# --- its end


def test_the_plan_ends_with_the_pathways_and_stands_as_it_was_left(person, hub):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    pathways.close_pathways(person, by=hub.worker)
    goal.plan.refresh_from_db(), goal.refresh_from_db()
    assert (goal.plan.state, goal.state) == ("ended", "open")
    assert running.running(goal.plan, PLAN_REVIEW) is None
    with pytest.raises(WrongState, match="ended with the support"):
        pathways.finish(Step.objects.get(), by=hub.worker, read_as=0)


def test_a_reopened_referral_opens_the_plan_that_ended_last(person, hub):
    older = PlanFactory(person=person, state="ended", made_on=day(400))
    last = PlanFactory(person=person, state="ended", made_on=day(40))
    pathways.reopen_pathways(person, [], by=hub.worker)
    older.refresh_from_db(), last.refresh_from_db()
    assert (older.state, last.state) == ("ended", "live")
    assert running.running(last, PLAN_REVIEW).due_on == day(-90)


def test_a_goal_and_a_step_sent_twice_are_one(person, hub):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    assert pathways.add_goal(person, by=hub.worker, **GOAL) == goal
    step = pathways.add_step(goal, by=hub.worker, **STEP)
    assert pathways.add_step(goal, by=hub.worker, **STEP) == step
    assert (Goal.objects.count(), Step.objects.count()) == (1, 2)


def test_two_goals_for_one_pathway_at_once_are_both_added(person, hub):
    pathway = PathwayFactory(person=person, state="need_identified")
    as_read_before = type(pathway).objects.get(pk=pathway.pk)
    pathways.add_goal(person, by=hub.worker, **GOAL | {"pathway": pathway})
    pathways.add_goal(person, by=hub.worker, **GOAL | {"pathway": as_read_before, "words": "A trade"})
    assert Goal.objects.count() == 2
