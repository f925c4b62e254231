"""Two hands at one return at the same moment."""

import pytest

from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused
from partnership.models import Return, ReturnLine
from partnership.returns import actions as returns
from tests.factories.partnership import (
    EnteredFigureFactory,
    MeasureFactory,
    PlanFactory,
    ReturnLineFactory,
    adopt_anew,
    writer_of,
)
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

RATED = {"own_rating": "target_met", "behind": "More landlords"}


@pytest.fixture
def line(shared_database):  # noqa: F811
    of_plan = {"priority__plan": PlanFactory(state="adopted"), "entered": True, "target": 100}
    measure = MeasureFactory(**of_plan)
    EnteredFigureFactory(measure=measure, value=90)
    adopt_anew(measure.priority.plan)
    more = {"of__partner": measure.owner, "of__plan": measure.priority.plan}
    return ReturnLineFactory(measure=measure, **more, **RATED)


@pytest.fixture
def writers(line):
    return [writer_of(line.of.partner) for _ in range(2)]


def test_of_two_who_write_one_line_at_once_the_second_is_told(line, writers):
    def writing(by, behind):
        seen = ReturnLine.objects.select_related("of").get(pk=line.pk)
        before = seen.seen_as
        return lambda: returns.write_line(seen, by=by, own_rating="floor_met", behind=behind, seen_as=before)

    found = at_once(writing(writers[0], "First"), writing(writers[1], "Second"))
    assert sorted(type(each) for each in found if isinstance(each, Exception)) == [ChangedMeanwhile]


def test_of_two_who_submit_at_once_one_does(line, writers):
    def submitting(by):
        quarterly = Return.objects.with_partner().get()
        return lambda: returns.submit(quarterly, by=by)

    found = at_once(*(submitting(by) for by in writers))
    assert len([each for each in found if isinstance(each, Refused)]) == 1
    assert Return.objects.get().state == "submitted"


def test_a_line_written_while_the_return_is_submitted_is_in_it_or_refused(line, writers):
    seen = ReturnLine.objects.select_related("of").get(pk=line.pk)
    quarterly = Return.objects.with_partner().get()
    written, submitted = at_once(
        lambda: returns.write_line(seen, by=writers[0], own_rating="target_met", behind="Other words"),
        lambda: returns.submit(quarterly, by=writers[1]),
    )
    assert isinstance(submitted, Return)
    kept = ReturnLine.objects.get().behind
    assert kept == ("More landlords" if isinstance(written, Refused) else "Other words")
