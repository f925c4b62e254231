"""The forms of a plan: what they ask, what they say, and where they lead."""

import pytest
from django.urls import reverse

from pathways import actions as pathways
from pathways.models import Goal, Plan, PlanReview, Step
from tests.factories.pathways_plans import GoalFactory, PlanFactory, StepFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day
from tests.pathways.plans.asking import GOAL, STEP, month

pytestmark = pytest.mark.django_db

TYPED = GOAL | {"pathway": "", "due_month": month(1).isoformat()}
STEP_TYPED = STEP | {"due_month": month(2).isoformat()}


@pytest.fixture
def step(person):
    return StepFactory(goal__plan__person=person)


def test_the_form_asks_for_what_is_missing_field_by_field(as_, hub, person):
    answer = as_(hub.worker).post(url("goal_add", person), {})
    assert set(answer.context["form"].errors) == {"words", "step", "owner", "due_month"}
    assert not Plan.objects.exists()


def test_what_must_not_lie_about_is_said_at_its_field(as_, hub, person):
    seen = page(as_(hub.worker).post(url("goal_add", person), TYPED | {"words": "No new offences"}))
    assert "Leave out “offences”: this is printed for the person to carry" in seen
    assert not Plan.objects.exists()


def test_a_goal_with_its_first_step_goes_into_the_plan(as_, hub, person, pathway):
    answer = as_(hub.worker).post(url("goal_add", person), TYPED | {"pathway": str(pathway.uuid)})
    assert (answer.status_code, answer.url) == (302, url("person_plan", person))
    step = Step.objects.get()
    assert (step.goal.pathway, step.goal.words, step.due_month) == (pathway, GOAL["words"], month(1))


def test_two_who_change_one_step_see_both_versions(as_, hub, step):
    client = as_(hub.colleague)
    before = client.get(url("step_change", step)).context["form"]["read_as"].value()
    pathways.change_step(step, by=hub.worker, read_as=0, **STEP)
    mine = STEP_TYPED | {"words": "Ring the café", "read_as": before}
    answer = client.post(url("step_change", step), mine)
    seen = page(answer)
    assert answer.status_code == 409
    assert STEP["words"] in seen
    assert "Ring the café" in seen
    assert Step.objects.get().words == STEP["words"]


def test_a_step_is_changed(as_, hub, step):
    as_(hub.worker).post(url("step_change", step), STEP_TYPED | {"read_as": 0})
    changed = Step.objects.get()
    assert (changed.words, changed.whose, changed.due_month) == (STEP["words"], "Key worker", month(2))


def test_done_and_a_reason_at_once_is_asked_again(as_, hub, step):
    answer = as_(hub.worker).post(url("step_end", step), {"how": "done", "because": "Moved", "read_as": 0})
    assert "Choose one of the two" in page(answer)
    assert Step.objects.get().is_open


def test_no_longer_needed_asks_why(as_, hub, step):
    answer = as_(hub.worker).post(url("step_end", step), {"how": "no_longer_needed", "read_as": 0})
    assert "because" in answer.context["form"].errors
    assert Step.objects.get().is_open


def test_done_is_chosen_already_where_the_link_says_so(as_, hub, step):
    answer = as_(hub.worker).get(url("step_end", step) + "?how=done")
    assert answer.context["form"]["how"].value() == "done"


def test_a_goal_with_open_steps_says_so_and_stays(as_, hub, step):
    answer = as_(hub.worker).post(url("goal_end", step.goal), {"how": "done", "read_as": 0})
    assert answer.status_code == 409
    assert "This goal has open steps" in page(answer)
    assert Goal.objects.get().is_open


def test_a_step_that_has_ended_takes_no_other_end(as_, hub, step):
    pathways.finish(step, by=hub.worker, read_as=0)
    assert as_(hub.worker).get(url("step_end", step)).status_code == 409


def test_what_ended_is_opened_again(as_, hub, step):
    pathways.finish(step, by=hub.worker, read_as=0)
    as_(hub.worker).post(url("step_open_again", step), {"because": "Ended by mistake", "read_as": 1})
    assert Step.objects.get().is_open


def test_a_goal_is_opened_again_and_takes_another_step(as_, hub, person):
    goal = GoalFactory(plan__person=person, state="done")
    client = as_(hub.worker)
    assert client.get(url("step_add", goal)).status_code == 409
    client.post(url("goal_open_again", goal), {"because": "Wants to go on", "read_as": 0})
    client.post(url("step_add", goal), STEP_TYPED)
    assert Step.objects.get(goal=goal).words == STEP["words"]


def test_a_goal_is_put_in_other_words(as_, hub, step, pathway):
    typed = {"words": "A job near home", "pathway": str(pathway.uuid), "read_as": 0}
    as_(hub.worker).post(url("goal_change", step.goal), typed)
    goal = Goal.objects.get()
    assert (goal.words, goal.pathway) == ("A job near home", pathway)


def test_before_there_is_a_plan_nothing_is_reviewed(as_, hub, person):
    assert as_(hub.worker).get(url("plan_review", person)).status_code == 404


def test_a_review_shows_what_changed_and_is_recorded(as_, hub, person):
    pathways.add_goal(person, by=hub.worker, **GOAL)
    client = as_(hub.worker)
    seen = page(client.get(url("plan_review", person)))
    assert f"Added: {GOAL['words']}" in seen
    for _ in range(2):  # a double click
        client.post(
            url("plan_review", person), {"reviewed_on": day(0).isoformat(), "said": "The trial comes next"}
        )
    assert PlanReview.objects.get().said == "The trial comes next"


def test_what_changed_before_the_last_review_is_not_told_again(as_, hub, person):
    goal = pathways.add_goal(person, by=hub.worker, **GOAL)
    Plan.objects.filter(pk=goal.plan_id).update(reviewed_on=day(-1))
    seen = page(as_(hub.worker).get(url("plan_review", person)))
    assert "Nothing has changed since then." in seen


def test_the_plan_of_support_that_ended_is_not_reviewed(as_, hub, person):
    PlanFactory(person=person, state="ended")
    answer = as_(hub.worker).get(reverse("plan_review", args=[person.uuid]))
    assert answer.status_code == 409
