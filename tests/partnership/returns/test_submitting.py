"""What a return must have before it is submitted, what is kept with it then, and what is decided about it."""

import datetime

import pytest

from foundation.lifecycle import events
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import NotReady
from partnership.models import Measure, ReturnLine
from partnership.returns import actions as returns
from partnership.states import Rating
from tests.factories.partnership import (
    ActionProgressFactory,
    EnteredFigureFactory,
    ImprovementActionFactory,
    MeasureFactory,
)

from .scenes import a_scene


@pytest.fixture
def quarterly(scene):
    return scene.return_()


def missing_of(quarterly, by):
    with pytest.raises(NotReady) as refused:
        returns.submit(quarterly, by=by)
    return [str(each) for each in refused.value.missing]


def rate(scene, value):
    scene.measures[0].entered_figures.update(value=value)


def clocks(quarterly):
    runs = RunningClock.objects.of(quarterly).filter(stopped_at=None)
    return {run.clock: (run.team, run.due_on) for run in runs}


# --- refused


def test_everything_that_is_missing_is_said_at_once(in_april, db):
    scene = a_scene(measures=2)
    quarterly = scene.return_()
    first, second = quarterly.lines.order_by("pk")
    ReturnLine.objects.filter(pk=first.pk).update(own_rating="", behind="")
    ReturnLine.objects.filter(pk=second.pk).update(own_rating=Rating.FLOOR_MISSED)
    missing = missing_of(quarterly, scene.users["writer"])
    assert missing == [
        f"your rating of “{first.measure}”",
        f"what lies behind “{first.measure}”",
        f"an improvement action for “{second.measure}”, which is red",
    ]
    assert set(quarterly.lines.values_list("computed_rating", flat=True)) == {""}


@pytest.mark.parametrize("own", [Rating.TARGET_MET, Rating.FLOOR_MISSED])
def test_a_red_without_an_action_is_refused_whoever_sees_red(scene, quarterly, own):
    rate(scene, 90 if own == Rating.FLOOR_MISSED else 200)
    quarterly.lines.update(own_rating=own, why_above="The last month was better")
    assert missing_of(quarterly, scene.users["writer"]) == [
        f"an improvement action for “{scene.measures[0]}”, which is red"
    ]


@pytest.mark.parametrize("closed", [{"state": "done"}, {"partner": "another"}])
def test_an_action_that_is_closed_or_of_another_partner_helps_no_red(scene, quarterly, closed):
    rate(scene, 200)
    quarterly.lines.update(own_rating=Rating.FLOOR_MISSED)
    if "partner" in closed:
        closed = {"partner": MeasureFactory(priority=scene.measures[0].priority).owner}
    ImprovementActionFactory(**{"measure": scene.measures[0], "partner": scene.partner} | closed)
    assert len(missing_of(quarterly, scene.users["writer"])) == 1


@pytest.mark.parametrize(
    ("figure", "own"), [(120, Rating.TARGET_MET), (None, Rating.TARGET_MET), (120, Rating.INSUFFICIENT)]
)
def test_a_rating_above_the_computed_one_needs_a_reason(scene, quarterly, figure, own):
    figures = scene.measures[0].entered_figures
    figures.update(value=figure, absent_because="" if figure else "The police have not sent it")
    quarterly.lines.update(own_rating=own)
    said = f"why your rating of “{scene.measures[0]}” is not that of its figure"
    assert missing_of(quarterly, scene.users["writer"]) == [said]
    quarterly.lines.update(why_above="The figure counts a closed scheme")
    assert returns.submit(quarterly, by=scene.users["writer"]).state == "submitted"


def test_earlier_actions_are_not_passed_over_in_silence(scene, quarterly):
    earlier = scene.action(added_on=datetime.date(2025, 1, 10))
    scene.action(added_on=datetime.date(2025, 4, 10), raised_in=quarterly)
    assert missing_of(quarterly, scene.users["writer"]) == [f"what became of “{earlier}”"]
    ActionProgressFactory(action=earlier)
    assert returns.submit(quarterly, by=scene.users["writer"]).state == "submitted"


def test_it_is_sent_back_with_a_reason_only(scene):
    with pytest.raises(NotReady, match="why it is sent back"):
        returns.send_back(scene.return_("submitted"), by=scene.users["officer"], because=" ")


# --- submitted


def test_the_computed_rating_and_figure_are_kept_as_they_stood(scene, quarterly):
    submitted = returns.submit(quarterly, by=scene.users["writer"])
    line = submitted.lines.get()
    assert line.computed_rating == Rating.TARGET_MET
    assert line.computed == "90; January to March 2025; Police recorded crime, table 3"
    rate(scene, 200)
    assert submitted.lines.get().computed_rating == Rating.TARGET_MET
    told = events.of(submitted).get(what="submit").facts["lines"]
    assert told == [{"measure": line.measure_id, "own": "target_met", "computed": "target_met"}]


def test_a_yearly_measure_is_rated_by_its_latest_figure(in_april, db):
    scene = a_scene(frequency="yearly")
    Measure.objects.get().entered_figures.update(period="2023/24", value=120)
    quarterly = scene.return_()
    quarterly.lines.update(why_above="The year is over")
    line = returns.submit(quarterly, by=scene.users["writer"]).lines.get()
    assert (line.computed_rating, line.computed.split(";")[1].strip()) == (
        "floor_met",
        "April 2023 to March 2024",
    )


def test_without_a_figure_of_the_quarter_the_last_is_said_and_rates_nothing(scene, quarterly):
    scene.measures[0].entered_figures.update(period="2024-Q4")
    EnteredFigureFactory(measure=scene.measures[0], period="2025-Q2", value=10)
    quarterly.lines.update(why_above="The quarter is not published yet")
    line = returns.submit(quarterly, by=scene.users["writer"]).lines.get()
    assert line.computed_rating == Rating.INSUFFICIENT
    assert line.computed == "No figure yet of this quarter; the last is 90 in October to December 2024"


def test_a_measure_that_the_partner_owns_since_is_asked_for(scene, quarterly):
    new = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    assert missing_of(quarterly, scene.users["writer"])[0] == f"your rating of “{new}”"
    assert set(quarterly.lines.values_list("measure", flat=True)) == {scene.measures[0].pk, new.pk}


def test_the_officers_are_told_and_have_ten_working_days(scene, quarterly):
    returns.submit(quarterly, by=scene.users["writer"])
    text = scene.users["officer"].notices.get().text
    assert text.startswith(f"The return of {scene.partner}, January to March 2025, was submitted.")
    assert not scene.users["officer elsewhere"].notices.exists()
    assert clocks(quarterly) == {
        "partner_return_decision": (scene.partnership.team, datetime.date(2025, 4, 30))
    }


# --- decided


def test_an_accepted_return_leaves_nothing_to_do_and_the_partner_is_told(scene, quarterly):
    submitted = returns.submit(quarterly, by=scene.users["writer"])
    returns.accept(submitted, by=scene.users["officer"])
    assert clocks(quarterly) == {}
    assert [user.notices.count() for user in map(scene.users.get, ("writer", "colleague"))] == [1, 1]


def test_one_sent_back_is_due_in_ten_working_days_and_is_rated_anew(scene, quarterly):
    submitted = returns.submit(quarterly, by=scene.users["writer"])
    returns.send_back(submitted, by=scene.users["officer"], because="Say more of the second month")
    due_on = datetime.date(2025, 4, 30)
    assert clocks(quarterly) == {"partner_return": (scene.partner.team, due_on)}
    submitted.refresh_from_db()
    assert (submitted.due_on, submitted.because) == (due_on, "Say more of the second month")
    rate(scene, 120)
    quarterly.lines.update(own_rating=Rating.FLOOR_MET)
    again = returns.submit(submitted, by=scene.users["colleague"])
    assert again.lines.get().computed_rating == Rating.FLOOR_MET
    assert events.of(again).filter(what="submit").count() == 2
