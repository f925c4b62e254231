"""The plan is due within 10 working days of the start, and its reviews fall to the key worker."""

import datetime

import pytest

from foundation.design.dates import today
from foundation.lifecycle import running
from pathways import actions as pathways
from pathways.clocks import PLAN_REVIEW
from pathways.models import Plan
from referrals import actions as referrals
from referrals import running_clocks
from referrals.clocks import PLAN
from tests.factories.accounts import UserFactory
from tests.factories.pathways_plans import PlanFactory
from tests.factories.people import ConsentFactory, InvolvementFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db

GOAL = {"words": "A home of my own", "pathway": None, "step": "Write to the council", "owner": "person"}


@pytest.fixture
def accepted():
    referral = scene.a_referral("accepted")
    ConsentFactory(person=referral.person, given_on=today() - datetime.timedelta(days=30))
    InvolvementFactory(person=referral.person, team=referral.hub.team)
    return referral


@pytest.fixture
def worker(accepted):
    user = UserFactory(role="hub_worker", teams=[accepted.hub.team])
    type(accepted).objects.filter(pk=accepted.pk).update(key_worker=user)
    accepted.refresh_from_db()
    return user


def start(referral, by):
    referrals.record_induction(referral, by=by, inducted_on=today(), covered=["tour"])


def test_the_start_asks_the_key_worker_for_the_plan(accepted, worker):
    start(accepted, worker)
    run = running.running(accepted, PLAN)
    assert (run.user, run.due_on) == (worker, PLAN.due_on(today()))
    assert run.url.endswith(f"{accepted.person.uuid}/plan/")


def test_the_plan_stops_the_clock_whoever_of_the_hub_writes_it(accepted, worker):
    start(accepted, worker)
    colleague = UserFactory(role="hub_worker", teams=[accepted.hub.team])
    goal = pathways.add_goal(accepted.person, by=colleague, due_month=today(), **GOAL)
    assert running.running(accepted, PLAN) is None
    assert running.running(goal.plan, PLAN_REVIEW).user == worker


def test_somebody_with_a_plan_is_not_asked_for_another(accepted, worker):
    PlanFactory(person=accepted.person)
    start(accepted, worker)
    assert running.running(accepted, PLAN) is None


def test_the_review_goes_with_the_key_worker(accepted, worker):
    start(accepted, worker)
    goal = pathways.add_goal(accepted.person, by=worker, due_month=today(), **GOAL)
    manager = UserFactory(role="hub_manager", teams=[accepted.hub.team])
    other = UserFactory(role="hub_worker", teams=[accepted.hub.team])
    referrals.assign(accepted, by=manager, worker=other)
    assert running.running(goal.plan, PLAN_REVIEW).user == other


def test_the_plan_ends_with_the_last_referral_and_goes_on_when_it_is_reopened(accepted, worker):
    start(accepted, worker)
    pathways.add_goal(accepted.person, by=worker, due_month=today(), **GOAL)
    referrals.complete(
        accepted, by=worker, outcomes={"employment": "partly"}, what_next="Goes on alone", ended_on=today()
    )
    assert Plan.objects.get().state == "ended"
    manager = UserFactory(role="hub_manager", teams=[accepted.hub.team])
    referrals.reopen(accepted, by=manager, because="Lost the flat again")
    assert Plan.objects.get().state == "live"
    assert running.running(accepted, PLAN) is None


def test_catching_up_asks_for_a_plan_only_where_there_is_none():
    with_plan, without = scene.a_referral("started"), scene.a_referral("started")
    PlanFactory(person=with_plan.person)
    running_clocks.catch_up()
    assert running.running(with_plan, PLAN) is None
    assert running.running(without, PLAN)
