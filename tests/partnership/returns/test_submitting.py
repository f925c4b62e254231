"""What a return must have before it is submitted, what is kept with it then, and what is decided about it."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import NotReady, Refused
from outcomes.periods import quarter
from partnership.improving import actions as improving
from partnership.models import Measure, Return, ReturnLine
from partnership.returns import actions as returns
from partnership.returns.lateness import lateness_of
from partnership.returns.opening import open_returns
from partnership.states import Rating
from tests.factories.partnership import (
    ActionProgressFactory,
    EnteredFigureFactory,
    ImprovementActionFactory,
    MeasureFactory,
    adopt_anew,
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


def test_without_a_figure_of_the_quarter_the_latest_known_rates_it_and_says_of_when_it_is(scene, quarterly):
    scene.measures[0].entered_figures.update(period="2024-Q4", value=200)
    EnteredFigureFactory(measure=scene.measures[0], value=None, absent_because="Not counted yet")
    EnteredFigureFactory(measure=scene.measures[0], period="2025-Q2", value=10)
    quarterly.lines.update(own_rating=Rating.FLOOR_MISSED)
    by = scene.users["writer"]
    assert missing_of(quarterly, by) == [f"an improvement action for “{scene.measures[0]}”, which is red"]
    scene.action()
    line = returns.submit(quarterly, by=by).lines.get()
    assert line.computed_rating == Rating.FLOOR_MISSED
    assert line.computed == (
        "200; October to December 2024, the latest known, as there is none of this quarter yet; Police recorded crime, "
        "table 3; Of this quarter: Not counted yet"
    )


def test_without_any_figure_nothing_is_rated(scene, quarterly):
    scene.measures[0].entered_figures.all().delete()
    quarterly.lines.update(own_rating=Rating.INSUFFICIENT)
    line = returns.submit(quarterly, by=scene.users["writer"]).lines.get()
    assert (line.computed_rating, line.computed) == (Rating.INSUFFICIENT, "No figure yet")


def test_a_measure_that_the_partner_owns_since_is_asked_for(scene, quarterly):
    new = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    adopt_anew(scene.plan)
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


def test_one_that_the_partner_does_not_owe_is_withdrawn_with_a_reason_and_none_is_opened_in_its_place(
    scene, quarterly
):
    submitted = returns.submit(quarterly, by=scene.users["writer"])
    with pytest.raises(Refused, match="it owes the return"):
        returns.withdraw(submitted, by=scene.users["officer"], because="It came too late")
    scene.owes_nothing()
    with pytest.raises(NotReady, match="why it is withdrawn"):
        returns.withdraw(submitted, by=scene.users["officer"], because=" ")
    returns.withdraw(submitted, by=scene.users["officer"], because="It owned nothing in March")
    assert clocks(quarterly) == {}
    assert said_of_lateness() == ("", False)
    open_returns(quarter(2025, 1))
    assert scene.partner.returns.count() == 1
    assert quarterly.lines.get().behind == "More landlords"
    assert "was withdrawn" in scene.users["writer"].notices.first().text


def test_one_whose_action_was_closed_since_is_not_accepted(scene, quarterly):
    rate(scene, 200)
    quarterly.lines.update(own_rating=Rating.FLOOR_MISSED)
    action = scene.action(added_on=datetime.date(2025, 4, 10), raised_in=quarterly)
    submitted = returns.submit(quarterly, by=scene.users["writer"])
    improving.close(
        action, by=scene.users["writer"], as_="done", outcome="It opened", on=datetime.date(2025, 4, 14)
    )
    with pytest.raises(NotReady, match="the last was closed since"):
        returns.accept(submitted, by=scene.users["officer"])
    scene.action()
    assert returns.accept(submitted, by=scene.users["officer"]).state == "accepted"


def test_one_that_was_late_stays_late_when_it_is_sent_back_and_comes_in_its_new_time(scene):
    quarterly = scene.return_(due_on=datetime.date(2025, 4, 10))
    returns.submit(quarterly, by=scene.users["writer"])
    quarterly = Return.objects.get()
    returns.send_back(quarterly, by=scene.users["officer"], because="Say more")
    assert said_of_lateness() == ("4 days late at first", False)
    with time_machine.travel("2025-04-16T12:00:00+00:00", tick=False):
        returns.submit(quarterly, by=scene.users["writer"])
    assert said_of_lateness() == ("4 days late at first", False)
    with time_machine.travel("2025-05-02T12:00:00+00:00", tick=False):
        returns.send_back(Return.objects.get(), by=scene.users["officer"], because="And more")
    with time_machine.travel("2025-05-20T12:00:00+00:00", tick=False):
        assert said_of_lateness() == ("4 days late at first, 1 day late after it was sent back", True)


def said_of_lateness():
    found = lateness_of(Return.objects.get(), timezone.localdate())
    return found.words, found.is_overdue


def test_one_sent_back_early_is_due_no_earlier_than_at_first(scene):
    first = datetime.date(2025, 6, 1)
    submitted = scene.return_("submitted", due_on=first, submitted_at=timezone.now())
    assert returns.send_back(submitted, by=scene.users["officer"], because="Say more").due_on == first


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
