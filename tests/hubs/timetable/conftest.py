"""A hub with a room and a rule: every Monday at 10. Today is Tuesday 2 March 2027: summer time begins soon."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from hubs.models import Session
from hubs.timetable import actions, planning
from tests.factories.hubs import ActivityCategoryFactory, RoomFactory

TODAY = datetime.date(2027, 3, 2)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with time_machine.travel(datetime.datetime(2027, 3, 2, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def room(hub):
    return RoomFactory(hub=hub, name="Kitchen", holds=12)


@pytest.fixture
def says(room):
    """What a rule says, every Monday at 10 unless told otherwise."""

    def make(**other):
        return {
            "category": ActivityCategoryFactory(category="Cooking"), "title": "Cooking", "room": room, "lead": None,
            "starts": datetime.time(10), "minutes": 120, "capacity": 8, "women_only": False,
            "requirement": False, "recurrence": "FREQ=WEEKLY;BYDAY=MO", "until_on": None, "on_bank_holidays": "skip",
        } | other  # fmt: skip

    return make


@pytest.fixture
def put_on(hub, worker, says):
    """Makes a rule and its sessions, as somebody who read what it makes."""

    def make(first_on=TODAY, **other):
        wanted = says(**other) | {"first_on": first_on}
        key = uuid.uuid4()
        seen = planning.plan_rule(
            actions.new_rule(hub, wanted, key=key, by=worker), from_on=first_on, by=worker
        ).fingerprint
        return actions.create_rule(actions.new_rule(hub, wanted, key=key, by=worker), by=worker, seen=seen)

    return make


@pytest.fixture
def change(worker):
    """Changes a rule from a day on, as somebody who read what that does; `plan` is what they read."""

    def make(rule, from_on=TODAY, reason="The room is needed", **other):
        key = uuid.uuid4()
        changed = actions.as_changed(rule, other, key=key, from_on=from_on, by=worker)
        make.plan = planning.plan_rule(changed, was=rule, from_on=from_on, by=worker)
        return actions.change_rule(
            rule, other, by=worker, key=key, from_on=from_on, reason=reason, seen=make.plan.fingerprint
        )

    return make


@pytest.fixture
def end(worker):
    def make(rule, last_on, reason="The lead has left"):
        seen = planning.plan_end(type(rule).objects.get(pk=rule.pk), last_on=last_on, by=worker).fingerprint
        return actions.end_rule(rule, by=worker, last_on=last_on, reason=reason, seen=seen)

    return make


def days(rule):
    """The London days and times of the rule's sessions."""
    starts = Session.objects.filter(rule=rule).order_by("starts_at").values_list("starts_at", flat=True)
    return [f"{timezone.localtime(moment):%a %d %b %H:%M}" for moment in starts]
