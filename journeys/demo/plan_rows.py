"""Plans of those whom Chatham supports or supported: goals by their needs, steps to them, and a review each."""

import datetime

from django.urls import reverse

from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import enter
from pathways.clocks import PLAN_REVIEW
from pathways.models import Goal, Pathway, Plan, PlanReview, Step
from referrals.models import Referral
from referrals.states import ReferralState as S

from .lives import DAY, Life
from .world import World

GOALS = {
    "employment": (
        "A job in a warehouse or a kitchen",
        ("Write a CV with Rosa", "Ask for a place on the forklift course", "Ring two employers on the list"),
    ),
    "accommodation": (
        "A room of my own",
        ("Fill in the form for the council", "See the room in Gillingham", "Save the first week’s rent"),
    ),
    "substance": (
        "Stay well",
        ("Go to the first appointment", "Keep a diary for two weeks", "Come to the Tuesday group"),
    ),
    "finance": (
        "Money that lasts the month",
        ("Open a bank account", "Claim what is mine", "Write a budget"),
    ),
}
OWNERS = ("person", "key_worker", "partner")
MADE_AFTER, REVIEWED_AFTER = 6 * DAY, 85 * DAY
WITHOUT = 7  # every seventh has none yet: the clock that asks for a plan stands on somebody's list


def write(world: World) -> None:
    """Before the clocks catch up, so that nobody with a plan is asked for one."""
    planned = [(life, referral) for life, referral in _supported(world) if life.number % WITHOUT]
    plans = world.ledger.write(
        (_plan(world, referral), referral.started_on + MADE_AFTER, "made") for _, referral in planned
    )
    of_person = {plan.person_id: plan for plan in plans}
    pathways = {
        (each.person_id, each.declaration.need): each for each in Pathway.objects.filter(person__in=of_person)
    }
    goals = world.ledger.write(
        row for life, referral in planned for row in _goals(life, of_person[referral.person_id], pathways)
    )
    world.ledger.write(row for goal in goals for row in _steps(world, goal))
    reviews = [plan for plan in plans if plan.reviewed_on]
    world.ledger.write((_review(world, plan), plan.reviewed_on, "recorded") for plan in reviews)
    _start_clocks(world, [(of_person[referral.person_id], referral) for _, referral in planned])


def _supported(world: World) -> list[tuple[Life, Referral]]:
    """Begun at Chatham long enough ago, each person once."""
    found = [(life, world.referrals[life.number]) for life in world.referred]
    return [
        (life, referral)
        for life, referral in found
        if referral.state in (S.STARTED, S.COMPLETED)
        and referral.hub.name == "Chatham"
        and referral.started_on + MADE_AFTER <= world.today
    ]


def _plan(world: World, referral: Referral) -> Plan:
    made_on = referral.started_on + MADE_AFTER
    reviewed_on = made_on + REVIEWED_AFTER
    until = referral.ended_on or world.today
    plan = Plan(
        person=referral.person, made_on=made_on, made_by=world.staff["Rosa Delgado"],
        reviewed_on=reviewed_on if reviewed_on <= until else None,
    )  # fmt: skip
    return enter(plan, "live" if referral.state == S.STARTED else "ended")


def _goals(life: Life, plan: Plan, pathways: dict[tuple[int, str], Pathway]) -> list[tuple]:
    return [
        (_goal(plan, pathways.get((plan.person_id, need)), GOALS[need][0]), plan.made_on, "added")
        for need in life.needs
        if need in GOALS
    ]


def _goal(plan: Plan, pathway: Pathway | None, words: str) -> Goal:
    return Goal(plan=plan, person=plan.person, pathway=pathway, words=words)


def _steps(world: World, goal: Goal) -> list[tuple]:
    """One a month from the plan on; those of months long over are done."""
    words = next(steps for title, steps in GOALS.values() if title == goal.words)
    made = []
    for number, each in enumerate(words):
        due = (goal.plan.made_on + number * 45 * DAY).replace(day=1)
        owner = OWNERS[(goal.pk + number) % len(OWNERS)]
        step = Step(
            goal=goal, person=goal.person, words=each, owner=owner, due_month=due,
            partner="Medway Council" if owner == "partner" else "",
        )  # fmt: skip
        if due < world.today - 40 * DAY:
            step.ended_on = min(due + 20 * DAY, world.today)
            step = enter(step, "done")
        made.append((step, goal.plan.made_on, "added"))
    return made


def _review(world: World, plan: Plan) -> PlanReview:
    return PlanReview(
        plan=plan, person=plan.person, reviewed_on=plan.reviewed_on, reviewed_by=world.staff["Rosa Delgado"],
        said="Went through it together. The first steps are done; the rest stays as it is.",
    )  # fmt: skip


def _start_clocks(world: World, planned: list[tuple[Plan, Referral]]) -> None:
    RunningClock.objects.bulk_create(
        RunningClock(
            clock=PLAN_REVIEW.name, subject_type=Plan._meta.label_lower, subject_id=plan.pk, person_id=plan.person_id,
            team=referral.hub.team, user=referral.key_worker, url=reverse("person_plan", args=[plan.person.uuid]),
            started_on=plan.reviewed_on or plan.made_on, due_on=_due_on(world, plan.reviewed_on or plan.made_on),
        )
        for plan, referral in planned
        if plan.is_live
    )  # fmt: skip


def _due_on(world: World, day: datetime.date) -> datetime.date:
    """By the clock; those of long ago, which reviews nobody invented put off, are due in the weeks around today."""
    return max(PLAN_REVIEW.due_on(day), world.today - 3 * DAY)
