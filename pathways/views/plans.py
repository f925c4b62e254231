"""Writing a person's plan: the forms of goals and steps, and its reviews. The plan itself is a page of journeys."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import LostRace, check
from people.models import Person
from people.scope import person_seen_by

from .. import access
from .. import actions as pathways
from ..forms import plans as forms
from ..models import Goal, Plan, Step
from ..reading import plans as reading
from ..states import PlannedState
from .answering import attempt, form_page, typed

PURPOSE = "plan"
HOW = {
    "done": PlannedState.DONE,
    "not_needed": PlannedState.NO_LONGER_NEEDED,
}  # as the links of the plan say it


@form_page
@requires(Permission.RECORD_PATHWAY)
def goal_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A goal with its first step; the first one makes the plan."""
    person = person_seen_by(request.user, uuid)
    access.ask_to_plan(request.user, Plan(person=person))
    form = forms.AddGoalForm(typed(request), pathways=reading.pathways_to_choose(person))

    def add() -> None:
        pathways.add_goal(person, by=request.user, **form.cleaned_data)

    return _answer(request, "pathways/plan/goal_add.html", form, add, person, "The goal is in the plan.")


@form_page
@requires(Permission.RECORD_PATHWAY)
def goal_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put a goal in other words, or under another pathway."""
    goal = reading.goal_for(request.user, uuid)
    check(goal, "change", by=request.user)
    before = {"words": goal.words, "pathway": (goal.pathway and str(goal.pathway.uuid)) or ""}
    choices = reading.pathways_to_choose(goal.person)
    form = forms.ChangeGoalForm(typed(request), initial=before, pathways=choices, read_as=goal.version)

    def change() -> None:
        pathways.change_goal(goal, by=request.user, **form.cleaned_data)

    return _answer(
        request,
        "pathways/plan/goal_change.html",
        form,
        change,
        goal.person,
        "The goal is changed.",
        goal=goal,
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def step_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One more step to a goal."""
    goal = reading.goal_for(request.user, uuid)
    check(goal, "change", by=request.user)
    form = forms.AddStepForm(typed(request))

    def add() -> None:
        pathways.add_step(goal, by=request.user, **form.cleaned_data)

    return _answer(
        request, "pathways/plan/step_add.html", form, add, goal.person, "The step is in the plan.", goal=goal
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def step_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Other words, another owner or another month."""
    step = reading.step_for(request.user, uuid)
    check(step, "change", by=request.user)
    before = {"words": step.words, "owner": step.owner, "partner": step.partner, "due_month": step.due_month}
    form = forms.ChangeStepForm(
        typed(request), initial=before, read_as=step.version, due_so_far=step.due_month
    )

    def change() -> None:
        pathways.change_step(step, by=request.user, **form.cleaned_data)

    return _answer(
        request,
        "pathways/plan/step_change.html",
        form,
        change,
        step.person,
        "The step is changed.",
        step=step,
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def goal_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A goal is reached, or no longer needed."""
    return _end(request, reading.goal_for(request.user, uuid))


@form_page
@requires(Permission.RECORD_PATHWAY)
def step_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A step is done, or no longer needed."""
    return _end(request, reading.step_for(request.user, uuid))


@form_page
@requires(Permission.RECORD_PATHWAY)
def goal_open_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A goal that ended is worked for again."""
    return _open_again(request, reading.goal_for(request.user, uuid))


@form_page
@requires(Permission.RECORD_PATHWAY)
def step_open_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A step that ended is still to do."""
    return _open_again(request, reading.step_for(request.user, uuid))


@form_page
@requires(Permission.RECORD_PATHWAY)
def plan_review(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Look at the plan with the person: what changed since the last review, and why."""
    person = person_seen_by(request.user, uuid)
    plan = reading.plan_of(person)
    access.ask_to_plan(request.user, plan or Plan(person=person))
    if plan is None:
        raise Http404
    check(plan, "review", by=request.user)
    form = forms.PlanReviewForm(typed(request))

    def review() -> None:
        pathways.review_plan(plan, by=request.user, **form.cleaned_data)

    return _answer(
        request, "pathways/plan/review.html", form, review, person, "The review is recorded.",
        plan=plan, changes=reading.changed_since_review(plan),
    )  # fmt: skip


def _end(request: SignedInRequest, planned: Goal | Step) -> HttpResponse:
    check(planned, "drop", by=request.user)
    how = HOW.get(request.GET.get("how", ""), "")
    form = forms.EndPlannedForm(typed(request), initial={"how": how}, read_as=planned.version)

    def end() -> None:
        given = form.cleaned_data
        if given["how"] == PlannedState.DONE:
            pathways.finish(planned, by=request.user, read_as=given["read_as"])
        else:
            pathways.drop(planned, by=request.user, read_as=given["read_as"], because=given["because"])

    noun = planned._meta.verbose_name
    return _answer(
        request, "pathways/plan/end.html", form, end, planned.person, f"The {noun} has ended.",
        planned=planned, noun=noun,
    )  # fmt: skip


def _open_again(request: SignedInRequest, planned: Goal | Step) -> HttpResponse:
    check(planned, "open_again", by=request.user)
    form = forms.OpenAgainForm(typed(request), read_as=planned.version)

    def again() -> None:
        pathways.open_again(planned, by=request.user, **form.cleaned_data)

    noun = planned._meta.verbose_name
    return _answer(
        request, "pathways/plan/open_again.html", form, again, planned.person, f"The {noun} is open again.",
        planned=planned, noun=noun,
    )  # fmt: skip


def _answer(
    request: SignedInRequest, template: str, form: Form, act: Callable[[], None], person: Person, done: str, **more: Any
) -> HttpResponse:  # fmt: skip
    """Show the form, or do what it asks and go back to the plan; two who changed the same thing see both."""
    trail.shown(request, [person], purpose=PURPOSE)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            status = attempt(form, act, LostRace)
        except LostRace as lost:
            planned = more.get("planned") or more.get("step") or more["goal"]
            context = {
                "refusal": lost, "now": reading.in_rows(planned), "typed": words_of(form),
                "back_url": reverse("person_plan", args=[person.uuid]),
            }  # fmt: skip
            return render(request, "409.html", context, status=409)
        if not status:
            messages.success(request, done)
            return redirect("person_plan", person.uuid)
    return render(request, template, {"person": person, "form": form} | more, status=status)
