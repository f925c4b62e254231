"""What the database itself refuses of returns and actions, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from partnership.models import ImprovementAction, Return, ReturnLine
from partnership.states import Rating
from tests.factories.partnership import MeasureFactory, ReturnFactory, ReturnLineFactory

pytestmark = pytest.mark.django_db

SETTLED = pytest.mark.parametrize("state", ["submitted", "accepted"])


@pytest.fixture
def refuses():
    def refused(write, match=None):
        with pytest.raises(IntegrityError, match=match), transaction.atomic():
            write()

    return refused


@SETTLED
@pytest.mark.parametrize(
    "change", [{"behind": "Other words"}, {"own_rating": "floor_met"}, {"computed": "91"}]
)
def test_a_line_of_a_submitted_return_never_changes(scene, refuses, state, change):
    line = scene.return_(state).lines.get()
    refuses(lambda: ReturnLine.objects.filter(pk=line.pk).update(**change), "stands once it is submitted")


@SETTLED
def test_a_submitted_return_gets_no_line_and_loses_none(scene, refuses, state):
    quarterly = scene.return_(state)
    measure = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    refuses(lambda: ReturnLineFactory(of=quarterly, measure=measure), "stands once it is submitted")
    refuses(lambda: quarterly.lines.all().delete(), "stands once it is submitted")


@SETTLED
def test_no_line_is_moved_into_a_submitted_return(scene, refuses, state):
    scene.return_(state)
    measure = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    more = {"partner": scene.partner, "plan": scene.plan, "period": "2024-Q4"}
    free = ReturnLineFactory(of=ReturnFactory(**more), measure=measure)
    settled = Return.objects.get(state=state)
    refuses(lambda: ReturnLine.objects.filter(pk=free.pk).update(of=settled), "stands once it is submitted")


@SETTLED
def test_the_words_of_a_submitted_return_never_change(scene, refuses, state):
    quarterly = scene.return_(state)
    refuses(
        lambda: Return.objects.filter(pk=quarterly.pk).update(words="More"), "stands once it is submitted"
    )


def test_a_return_that_was_sent_back_is_written_again(scene):
    quarterly = scene.return_("returned")
    assert quarterly.lines.update(behind="Other words") == 1
    assert Return.objects.filter(pk=quarterly.pk).update(words="More") == 1


@pytest.mark.parametrize(
    "line",
    [
        {"own_rating": ""},
        {"behind": ""},
        {"computed_rating": ""},
        {"own_rating": Rating.FLOOR_MISSED},
        {"computed_rating": Rating.FLOOR_MISSED, "why_above": "The last month was better"},
    ],
)
def test_a_return_that_lacks_something_is_not_submitted(scene, refuses, line):
    rated = {"own_rating": Rating.TARGET_MET, "behind": "x", "computed_rating": Rating.TARGET_MET}
    quarterly = scene.return_()
    quarterly.lines.update(**rated | line)
    submitted = {
        "state": "submitted",
        "submitted_by": scene.users["writer"],
        "submitted_at": quarterly.opened_at,
        "first_submitted_at": quarterly.opened_at,
        "version_of_plan": scene.plan.versions.get(),
    }
    refuses(lambda: Return.objects.filter(pk=quarterly.pk).update(**submitted), "has no improvement action")


@pytest.mark.parametrize(
    "change",
    [{"first_due_on": "2025-05-30", "due_on": "2025-05-30"}, {"first_submitted_at": "2025-04-01T12:00:00Z"}],
)
def test_when_it_was_due_and_came_at_first_never_changes(scene, refuses, change):
    quarterly = scene.return_("returned")
    refuses(lambda: Return.objects.filter(pk=quarterly.pk).update(**change), "came at first stands")


def test_a_red_whose_action_is_closed_is_not_accepted(scene, refuses):
    action = scene.action()
    line = {
        "measure": scene.measures[0],
        "own_rating": "floor_missed",
        "computed_rating": "floor_missed",
        "behind": "x",
    }
    quarterly = ReturnFactory(partner=scene.partner, plan=scene.plan, state="submitted", lines=[line])
    ImprovementAction.objects.filter(pk=action.pk).update(
        state="done", closed_on=action.added_on, outcome="It opened"
    )
    accepted = {
        "state": "accepted",
        "decided_by": scene.users["officer"],
        "decided_at": quarterly.submitted_at,
    }
    refuses(lambda: Return.objects.filter(pk=quarterly.pk).update(**accepted), "has no improvement action")


def test_a_rating_above_the_computed_one_needs_a_reason(scene, refuses):
    line = scene.return_().lines.get()
    above = {"own_rating": Rating.TARGET_MET, "computed_rating": Rating.FLOOR_MET}
    refuses(lambda: ReturnLine.objects.filter(pk=line.pk).update(**above))
    assert ReturnLine.objects.filter(pk=line.pk).update(**above, why_above="A late figure") == 1


def test_an_action_is_never_removed(scene, refuses):
    action = scene.action()
    refuses(lambda: ImprovementAction.objects.filter(pk=action.pk).delete(), "never removed")
