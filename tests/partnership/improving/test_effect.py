"""What is seen in a measure after an action: what counts as before, what as after, and what is said of it."""

import datetime

import pytest

from outcomes.periods import period
from partnership.figures.value import Figure
from partnership.improving.effect import NO_PROOF, effect_of
from tests.factories.partnership import ImprovementActionFactory, MeasureFactory

TODAY = datetime.date(2026, 5, 1)
LABELS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")


@pytest.fixture
def measure(db):
    return MeasureFactory(unit="share", target="0.8", floor="0.5")


def figures(**absent):
    """One of each quarter, from 0.1 in steps of a tenth."""
    return [
        Figure(period(label), None if label in absent else (place + 1) / 10, absent.get(label, ""), "Report",
               low=0.05, high=0.6)
        for place, label in enumerate(LABELS)
    ]  # fmt: skip


def seen(effect):
    return [(row.when, row.figure.period.label) for row in effect.rows]


def an_action(measure, **more):
    return ImprovementActionFactory.build(measure=measure, **{"added_on": datetime.date(2025, 4, 20), **more})


def test_before_is_the_last_period_that_ended_before_the_action_was_added(measure):
    action = an_action(measure, state="done", closed_on=datetime.date(2025, 8, 15), outcome="It opened")
    assert seen(effect_of(action, measure, figures(), TODAY)) == [
        ("before", "2025-Q1"), ("after", "2025-Q4"), ("after", "2026-Q1")
    ]  # fmt: skip


def test_a_period_in_which_the_action_began_or_ended_is_neither(measure):
    action = an_action(measure, state="done", closed_on=datetime.date(2025, 10, 1), outcome="It opened")
    assert seen(effect_of(action, measure, figures(), TODAY)) == [("before", "2025-Q1"), ("after", "2026-Q1")]


def test_after_an_open_action_is_after_it_was_due(measure):
    action = an_action(measure, due_on=datetime.date(2025, 9, 30))
    assert seen(effect_of(action, measure, figures(), TODAY))[1:] == [
        ("after", "2025-Q4"),
        ("after", "2026-Q1"),
    ]


def test_of_an_action_that_is_not_due_yet_nothing_is_after(measure):
    action = an_action(measure, due_on=datetime.date(2027, 1, 1))
    effect = effect_of(action, measure, figures(), TODAY)
    assert seen(effect) == [("before", "2025-Q1")]
    assert effect.words == "No period that began after the action has a figure yet."


def test_a_figure_that_is_not_told_is_not_before_and_says_why_after(measure):
    action = an_action(measure, state="done", closed_on=datetime.date(2025, 12, 31), outcome="It opened")
    effect = effect_of(
        action, measure, figures(**{"2025-Q1": "Not shown", "2026-Q1": "Too few people"}), TODAY
    )
    assert seen(effect) == [("before", "2024-Q4"), ("after", "2026-Q1")]
    assert effect.after[0].value == "Too few people"
    assert (effect.after[0].interval, effect.after[0].rating) == ("", "insufficient")


def test_each_figure_stands_with_its_interval_and_rating(measure):
    before = effect_of(an_action(measure, added_on=TODAY, due_on=TODAY), measure, figures(), TODAY).before
    assert (before.value, before.interval, before.rating) == ("60%", "5% to 60%", "floor_met")


def test_without_any_figure_it_says_so(measure):
    effect = effect_of(an_action(measure), measure, [], TODAY)
    assert effect.words == "The measure has no figure from before the action, and none from after it yet."


@pytest.mark.parametrize(
    ("added_on", "shown"),
    [((2024, 4, 20), [("before", "2024-Q1")]), ((2023, 1, 10), [("after", "2024-Q4")])],
    ids=["beside the one before", "beside the last"],
)
def test_figures_of_another_series_are_left_out_and_it_says_why(measure, added_on, shown):
    measure.indicator = "employed-6-weeks"
    found = [Figure(period(label), 0.2, "", "Report") for label in ("2024-Q1", "2024-Q4")]
    closed_on = datetime.date(2023, 2, 1) if added_on[0] == 2023 else datetime.date(2024, 8, 1)
    action = an_action(
        measure, added_on=datetime.date(*added_on), state="done", closed_on=closed_on, outcome="It opened"
    )
    effect = effect_of(action, measure, found, TODAY)
    assert seen(effect) == shown
    assert effect.words.startswith("It is counted otherwise from 1 May 2024")


def test_it_is_said_that_a_change_is_no_proof():
    assert NO_PROOF.startswith("A change after an action is not proof that the action caused it")
