"""Two officers at one plan at the same moment."""

import datetime

import pytest

from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused
from partnership.models import Measure, Partner, Plan, Priority
from partnership.plans import actions, partners, priorities
from tests.factories.partnership import PartnerFactory, PlanFactory, PriorityFactory, officer_of
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def priority(shared_database):  # noqa: F811
    return PriorityFactory(plan=PlanFactory(), title="Reduce re-offending")


def refused(found):
    return [type(each) for each in found if isinstance(each, Exception)]


def test_what_is_sent_twice_at_once_is_there_once_and_the_second_is_told(priority):
    plan, owner = priority.plan, PartnerFactory(partnership=priority.plan.partnership)
    by = officer_of(plan.partnership)
    counted = {
        "definition": "Incidents",
        "unit": "count",
        "good": "down",
        "frequency": "quarterly",
        "owner": owner,
    }
    police = {"name": "Police", "kind": "police", "team": None, "joined_on": datetime.date(2024, 4, 1)}
    for send, there in (
        (lambda: priorities.put_priority(plan, by=by, title="Drugs", why=""), Priority.objects.filter(title="Drugs")),
        (lambda: actions.add_measure(priority, by=by, title="Incidents", **counted), Measure.objects.all()),
        (lambda: partners.put_partner(plan.partnership, by=by, **police), Partner.objects.filter(name="Police")),
    ):  # fmt: skip
        assert refused(at_once(send, send)) == [Refused]
        assert there.count() == 1


def test_of_two_who_say_a_plan_anew_at_once_the_second_is_told(priority):
    plan = Plan.objects.with_partnership().get()
    by, seen = officer_of(plan.partnership), plan.seen_as

    def saying(title):
        return lambda: actions.change(Plan.objects.with_partnership().get(), by=by, seen_as=seen, title=title)

    assert refused(at_once(saying("First"), saying("Second"))) == [ChangedMeanwhile]
