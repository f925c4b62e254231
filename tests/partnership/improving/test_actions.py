"""Improvement actions: who does what and when, what each needs, and the clock that runs for it."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import transaction

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady, Refused, WrongState, machine_of
from partnership.improving import actions as improving
from partnership.improving.actions import Planned
from partnership.models import ActionProgress, ImprovementAction, Partner
from partnership.states import ActionState
from tests.factories.partnership import ImprovementActionFactory, MeasureFactory

pytestmark = pytest.mark.django_db

WRITERS = {"writer", "colleague"}
OPEN = {"planned", "under_way"}
ENDED = datetime.date(2025, 4, 14)
# verb: (from, to)
TABLE = {"begin": ({"planned"}, "under_way"), "report": (OPEN, None), "close": (OPEN, "done")}
MORE = {
    "report": {"words": "The post is advertised", "evidence": "Minute of 4 April"},
    "close": {"as_": "done", "outcome": "The officer began", "on": ENDED},
}
PLANNED = Planned(
    "A second officer", "Head of housing", datetime.date(2025, 9, 30), "One post", "More housed"
)
EARLIER = datetime.date(2025, 4, 1)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def added(scene, **changes):
    planned = Planned(**{**PLANNED.__dict__, **changes})
    return improving.add(scene.measures[0], scene.partner, by=scene.users["writer"], planned=planned)


def close(scene, action, **changes):
    return improving.close(action, by=scene.users["writer"], **{**MORE["close"], **changes})


# --- who, and when


def test_the_table_names_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(ImprovementAction)}


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", ActionState.values)
def test_who_may_do_what_and_when(scene, state, verb):
    sources, target = TABLE[verb]
    pk = scene.action(state=state, added_on=EARLIER).pk
    for name, user in scene.users.items():
        action, before = ImprovementAction.objects.get(pk=pk), Event.objects.count()
        with undone():
            if name not in WRITERS:
                with pytest.raises(NotYou):
                    getattr(improving, verb)(action, by=user, **MORE.get(verb, {}))
                assert Event.objects.count() == before, name
            elif state not in sources:
                with pytest.raises(WrongState):
                    getattr(improving, verb)(action, by=user, **MORE.get(verb, {}))
                assert Event.objects.count() == before, name
            else:
                getattr(improving, verb)(action, by=user, **MORE.get(verb, {}))
                assert ImprovementAction.objects.get(pk=pk).state == (target or state)


def test_only_the_partners_own_users_add_and_replace(scene):
    action = scene.action(added_on=EARLIER)
    for name, user in scene.users.items():
        if name in WRITERS:
            continue
        with pytest.raises(NotYou):
            improving.add(scene.measures[0], scene.partner, by=user, planned=PLANNED)
        with pytest.raises(NotYou):
            improving.supersede(action, by=user, outcome="Too small", planned=PLANNED)


# --- adding


def test_an_action_has_owner_resource_and_expected_effect(scene):
    with pytest.raises(NotReady) as refused:
        added(scene, owner=" ", resource="", expected_effect="")
    assert refused.value.missing == [
        "the post that answers for it",
        "what it takes",
        "what it should change",
    ]


def test_an_action_is_not_due_in_the_past(scene):
    with pytest.raises(Refused, match="by today or a later day"):
        added(scene, due_on=datetime.date(2025, 4, 13))


def test_an_action_is_for_a_measure_of_the_partners_own_partnership(scene):
    elsewhere = MeasureFactory(priority__plan__partnership__area__name="Leeds")
    with pytest.raises(Refused, match="another partnership"):
        improving.add(elsewhere, scene.partner, by=scene.users["writer"], planned=PLANNED)


def test_it_is_added_at_any_time_and_belongs_to_the_return_that_is_open(scene):
    assert added(scene).raised_in is None
    submitted = scene.return_("submitted", period="2024-Q4")
    assert added(scene, what="After it").raised_in is None
    quarterly = scene.return_()
    assert added(scene, what="In the return").raised_in == quarterly
    assert submitted.actions.count() == 0


def test_what_is_sent_twice_is_added_once(scene):
    assert added(scene) == added(scene)
    assert added(scene, what="Another") != added(scene)


def test_a_partner_may_help_a_measure_that_another_owns(scene):
    measure = MeasureFactory(priority=scene.measures[0].priority)
    action = improving.add(measure, scene.partner, by=scene.users["writer"], planned=PLANNED)
    assert (action.partner, action.measure.owner) == (scene.partner, measure.owner)


def test_its_clock_falls_to_the_partner_on_the_day_that_was_agreed(scene):
    action = added(scene)
    run = RunningClock.objects.of(action).get()
    assert (run.clock, run.due_on, run.team, run.told_team) == (
        "improvement_action", PLANNED.due_on, scene.partner.team, scene.partnership.team
    )  # fmt: skip
    close(scene, action)
    assert RunningClock.objects.of(action).get().stopped_at


def test_for_a_partner_without_a_team_nobody_acts(scene):
    action = scene.action()
    Partner.objects.filter(pk=scene.partner.pk).update(team=None)
    with pytest.raises(NotYou):
        improving.begin(ImprovementAction.objects.get(pk=action.pk), by=scene.users["writer"])


# --- progress


def test_progress_says_something(scene):
    with pytest.raises(NotReady, match="what was done"):
        improving.report(scene.action(), by=scene.users["writer"], words=" ")
    assert not ActionProgress.objects.exists()


def test_progress_keeps_who_reported_it_and_where_it_can_be_checked(scene):
    action = scene.action()
    made = improving.report(action, by=scene.users["colleague"], **MORE["report"])
    assert (made.words, made.evidence, made.reported_by) == (
        "The post is advertised", "Minute of 4 April", scene.users["colleague"]
    )  # fmt: skip
    assert [event.what for event in events.of(action)] == ["report"]


# --- closing


@pytest.mark.parametrize("as_", ["done", "partly_done", "not_done"])
def test_it_is_closed_with_what_became_of_it(scene, as_):
    action = close(scene, scene.action(added_on=EARLIER), as_=as_)
    action.refresh_from_db()
    assert (action.state, action.outcome, action.closed_on) == (as_, "The officer began", ENDED)


def test_it_is_not_closed_in_silence(scene):
    with pytest.raises(NotReady) as refused:
        close(scene, scene.action(added_on=EARLIER), as_="superseded", outcome=" ")
    assert refused.value.missing == ["what became of it", "the action that takes its place"]


@pytest.mark.parametrize("on", [datetime.date(2025, 3, 31), datetime.date(2025, 4, 15)])
def test_it_ends_from_the_day_it_was_added_to_today(scene, on):
    with pytest.raises(Refused, match="from the day it was added to today"):
        close(scene, scene.action(added_on=EARLIER), on=on)


def test_it_is_superseded_by_an_open_action_of_the_same_partner_only(scene):
    action = scene.action(added_on=EARLIER)
    wrong = [
        action,
        scene.action(state="done"),
        ImprovementActionFactory(measure=MeasureFactory(priority=scene.measures[0].priority)),
    ]
    for successor in wrong:
        with pytest.raises(Refused, match="another open action of the same partner"):
            close(scene, action, as_="superseded", successor=successor)
    with pytest.raises(Refused, match="Only an action that is superseded"):
        close(scene, action, successor=scene.action())


def test_it_is_superseded_by_one_that_is_there(scene):
    action, successor = scene.action(added_on=EARLIER), scene.action()
    close(scene, action, as_="superseded", successor=successor)
    assert ImprovementAction.objects.get(pk=action.pk).successor == successor


def test_it_is_replaced_by_one_that_is_added_at_once(scene):
    action = scene.action(added_on=EARLIER)
    successor = improving.supersede(
        action, by=scene.users["writer"], outcome="Too small for what is needed", planned=PLANNED
    )
    action.refresh_from_db()
    assert (action.state, action.successor, action.closed_on) == ("superseded", successor, ENDED)
    assert (successor.state, successor.measure, successor.partner) == (
        "planned",
        action.measure,
        action.partner,
    )


def test_what_cannot_be_closed_is_not_replaced_and_nothing_is_added(scene):
    action = scene.action(state="done")
    with pytest.raises(WrongState):
        improving.supersede(action, by=scene.users["writer"], outcome="Too small", planned=PLANNED)
    with pytest.raises(NotReady):
        improving.supersede(
            scene.action(added_on=EARLIER), by=scene.users["writer"], outcome="", planned=PLANNED
        )
    assert ImprovementAction.objects.count() == 2
