"""Writing a person's plan: its goals and steps, their ends, and its reviews (domain: Plan)."""

import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from foundation.design.dates import say_day, today
from foundation.lifecycle import facts, running
from foundation.lifecycle.reactions import happened
from foundation.lifecycle.transitions import LostRace, Refused, perform
from people.models import Involvement, Person
from people.rules import says_nothing

from .. import access
from ..causes import PLAN_MADE
from ..clocks import PLAN_REVIEW
from ..models import Goal, Pathway, Plan, PlanReview, Step
from ..plans import months, wording
from .following import begin, hold

Planned = TypeVar("Planned", bound=Goal | Step)


@transaction.atomic
def add_goal(
    person: Person, *, by: Any, words: str, pathway: Pathway | None, step: str, owner: str, due_month: datetime.date,
    partner: str = "",
) -> Goal:  # fmt: skip
    """Add a goal with its first step; the first goal makes the plan, and its review clock starts. Twice it is one.

    pathway: the one it belongs to, which the step begins; None for a goal of life besides. due_month: any day of it.
    Raises NotYou for staff who are not involved, Refused for somebody who died, ValidationError by field.
    """
    access.ask_to_plan(by, Plan(person=person))
    if hold(person).died_on:
        raise Refused("A death is recorded for this person. The plan takes no more goals.")
    _insist(
        _faults_of_words("words", words, "Say what the person wants to reach.")
        | _faults_of_pathway(person, pathway)
        | _faults_of_step("step", step, owner, partner, due_month)
    )
    if pathway:
        pathway.refresh_from_db()  # another goal may have begun it while this one waited
    plan = Plan.objects.live().filter(person=person).first() or _make(person, by)
    same = Goal.objects.open().filter(plan=plan, pathway=pathway, words=words.strip())
    if sent_twice := same.first():
        return sent_twice
    (goal,) = facts.record(
        [Goal(plan=plan, person=person, pathway=pathway, words=words.strip())], by=by, what="added"
    )
    _record_step(goal, by=by, words=step, owner=owner, partner=partner, due_month=due_month)
    return goal


@transaction.atomic
def add_step(
    goal: Goal, *, by: Any, words: str, owner: str, due_month: datetime.date, partner: str = ""
) -> Step:
    """Add a step to an open goal; the first of a pathway's begins it. Twice it is one. Raises as add_goal does."""
    access.ask_to_plan(by, goal)
    hold(goal.person)
    goal.refresh_from_db()
    if not (goal.is_open and goal.plan.is_live):
        raise Refused("This goal has ended. Open it again, or add the step to another goal.")
    _insist(_faults_of_step("words", words, owner, partner, due_month))
    month = due_month.replace(day=1)
    same = Step.objects.open().filter(goal=goal, words=words.strip(), owner=owner, due_month=month)
    if sent_twice := same.first():
        return sent_twice
    return _record_step(goal, by=by, words=words, owner=owner, partner=partner, due_month=due_month)


@transaction.atomic
def change_goal(goal: Goal, *, by: Any, read_as: int, words: str, pathway: Pathway | None) -> Goal:
    """Put a goal in other words or under another pathway.

    read_as: the version that was on the page. Raises LostRace when somebody else changed it since, WrongState once it
    has ended, NotYou, ValidationError by field.
    """
    access.ask_to_plan(by, goal)
    _insist(
        _faults_of_words("words", words, "Say what the person wants to reach.")
        | _faults_of_pathway(goal.person, pathway)
    )
    _as_read(goal, read_as)
    if (goal.words, goal.pathway) == (words.strip(), pathway):
        return goal
    perform(goal, "change", by=by, said=words.strip(), pathway=pathway)
    if pathway:
        hold(goal.person)
        begin(pathway, on=today())
    return goal


@transaction.atomic
def change_step(
    step: Step, *, by: Any, read_as: int, words: str, owner: str, due_month: datetime.date, partner: str = ""
) -> Step:
    """Give a step other words, another owner or another month. Raises as change_goal does."""
    access.ask_to_plan(by, step)
    _insist(_faults_of_step("words", words, owner, partner, due_month, at_first=step.due_month))
    _as_read(step, read_as)
    new: dict[str, Any] = {"owner": owner, "partner": partner.strip(), "due_month": due_month.replace(day=1)}
    if step.words == words.strip() and all(getattr(step, name) == value for name, value in new.items()):
        return step
    return perform(step, "change", by=by, said=words.strip(), **new)


@transaction.atomic
def finish(planned: Planned, *, by: Any, read_as: int) -> Planned:
    """A goal is reached, or a step done. Raises LostRace, WrongState (a goal with open steps, too), NotYou."""
    access.ask_to_plan(by, planned)
    _as_read(planned, read_as)
    return perform(planned, "finish", by=by, on=today())


@transaction.atomic
def drop(planned: Planned, *, by: Any, read_as: int, because: str) -> Planned:
    """A goal or step is no longer needed, and why; the open steps of a goal fall with it.

    Raises ValidationError without a reason, LostRace, WrongState, NotYou.
    """
    access.ask_to_plan(by, planned)
    _insist(_faults_of_words("because", because, "Say why it is no longer needed."))
    _as_read(planned, read_as)
    why = because.strip()
    if isinstance(planned, Goal):
        for step in Step.objects.open().filter(goal=planned).select_related("goal__plan", "person"):
            perform(step, "drop", by=by, words=why, on=today(), because=why)
    return perform(planned, "drop", by=by, words=why, on=today(), because=why)


@transaction.atomic
def open_again(planned: Planned, *, by: Any, read_as: int, because: str) -> Planned:
    """What ended is worked for again, or had been ended by mistake. Raises as drop does."""
    access.ask_to_plan(by, planned)
    _insist(_faults_of_words("because", because, "Say why it is opened again."))
    _as_read(planned, read_as)
    return perform(planned, "open_again", by=by, words=because.strip())


@transaction.atomic
def review_plan(plan: Plan, *, by: Any, said: str, reviewed_on: datetime.date) -> PlanReview:
    """Say what was reviewed and why the plan changed or did not; the next review is due 90 days after the day.

    Twice it is one. Raises ValidationError by field, WrongState for a plan that has ended, LostRace, NotYou.
    """
    access.ask_to_plan(by, plan)
    faults = (
        {"said": "Say what you reviewed, and why the plan changed or did not."} if says_nothing(said) else {}
    )
    if reviewed_on > today():
        faults["reviewed_on"] = "The day must be today or earlier."
    elif reviewed_on < plan.made_on:
        faults["reviewed_on"] = (
            f"The plan was made on {say_day(plan.made_on)}. The review cannot be before that."
        )
    _insist(faults)
    hold(plan.person)
    same = plan.reviews.filter(reviewed_on=reviewed_on, said=said.strip(), reviewed_by=by)
    if sent_twice := same.first():
        return sent_twice
    latest = max(reviewed_on, plan.reviewed_on or reviewed_on)
    perform(plan, "review", by=by, on=latest, effective_on=reviewed_on)
    review = PlanReview(
        plan=plan, person=plan.person, reviewed_on=reviewed_on, said=said.strip(), reviewed_by=by
    )
    facts.record([review], by=by)
    running.stop(plan, PLAN_REVIEW)
    _start_clock(plan, by, on=latest)
    return review


def end_plan(person: Person, *, by: Any, on: datetime.date) -> None:
    """The live plan ends with the support, and its clock with it; what was open stays as it was left."""
    for plan in Plan.objects.live().filter(person=person):
        perform(plan, "end", by=None, effective_on=on, told={"for": by})
        running.stop(plan, met=False)


def reopen_plan(person: Person, *, by: Any) -> None:
    """The plan that ended last goes on, and is due for review; nothing where there was none."""
    last = Plan.objects.filter(person=person).order_by("-made_on", "-pk").first()
    if last is None or last.is_live:
        return
    perform(last, "reopen", by=None, told={"for": by})
    _start_clock(last, by)
    happened(PLAN_MADE, by=by, person=person, plan=last)


def hand_plan_to(person: Person, *, team: Any, user: Any) -> None:
    """Its review falls to this team and user from now on; nothing where no plan is live."""
    for plan in Plan.objects.live().filter(person=person):
        running.hand_over(plan, PLAN_REVIEW, team=team, user=user)


def _make(person: Person, by: Any) -> Plan:
    (plan,) = facts.record([Plan(person=person, made_on=today(), made_by=by)], by=by, what="made")
    _start_clock(plan, by)
    happened(PLAN_MADE, by=by, person=person, plan=plan)
    return plan


def _start_clock(plan: Plan, by: Any, *, on: datetime.date | None = None) -> None:
    ours = Involvement.objects.filter(person=plan.person, team__in=by.team_ids, until=None)
    longest = ours.select_related("team").order_by("since", "id").first()
    url = reverse("person_plan", args=[plan.person.uuid])
    running.start(PLAN_REVIEW, plan, on=on, team=longest and longest.team, user=by, url=url)


def _record_step(
    goal: Goal, *, by: Any, words: str, owner: str, partner: str, due_month: datetime.date
) -> Step:
    step = Step(
        goal=goal, person=goal.person, words=words.strip(), owner=owner, partner=partner.strip(),
        due_month=due_month.replace(day=1),
    )  # fmt: skip
    facts.record([step], by=by, what="added")
    if goal.pathway:
        begin(goal.pathway, on=today())
    return step


def _as_read(planned: Planned, version: int) -> None:
    """Raises LostRace unless the row still stands as it was on the page."""
    planned.refresh_from_db()
    if planned.version != version:
        noun = planned._meta.verbose_name
        raise LostRace(
            f"Somebody else changed this {noun} while your page was open. Nothing of yours was saved."
        )


def _insist(faults: dict[str, str]) -> None:
    if faults:
        raise ValidationError(faults)


def _faults_of_words(field: str, words: str, needed: str) -> dict[str, str]:
    """What the person will read: it says something, and nothing that should not lie about."""
    fault = needed if says_nothing(words) else wording.said_too_openly(words)
    if not fault and len(words.strip()) > Goal.LONGEST:
        fault = f"Say it in {Goal.LONGEST} characters or fewer."
    return {field: fault} if fault else {}


def _faults_of_pathway(person: Person, pathway: Pathway | None) -> dict[str, str]:
    if pathway is None or pathway.person_id == person.pk:
        return {}
    return {"pathway": "Choose one of this person's own pathways."}


def _faults_of_step(
    field: str,
    words: str,
    owner: str,
    partner: str,
    due_month: datetime.date,
    at_first: datetime.date | None = None,
) -> dict[str, str]:
    """at_first: the month it was due so far, which may be past."""
    faults = _faults_of_words(field, words, "Say what is to be done.")
    if owner not in Step.Owner.values:
        faults["owner"] = "Choose who does it."
    elif owner == Step.Owner.PARTNER and says_nothing(partner):
        faults["partner"] = "Name the service that does it."
    elif owner != Step.Owner.PARTNER and partner.strip():
        faults["partner"] = "Name a service only for a step of a partner service."
    if not months.is_open(due_month) and due_month != at_first:
        faults["due_month"] = months.NOT_OPEN
    return faults
