"""What reports are measured against: SQL by hand that counts the same, and verdicts that say what was missed."""

import datetime

import pytest
import time_machine

from benchmarks import by_hand
from benchmarks.reports import equality, ways
from benchmarks.reports.changes import change_at_random
from benchmarks.verdicts import Took, Verdicts, in_turn
from outcomes import rollup

from .conftest import UNTIL


@pytest.fixture
def _on_the_day():
    with time_machine.travel(datetime.datetime.combine(UNTIL, datetime.time(12), datetime.UTC)):
        yield


def test_every_indicator_of_the_report_is_counted_by_hand():
    assert set(by_hand.STATEMENTS) == set(ways.BATTERIES)


@pytest.mark.usefixtures("_on_the_day")
def test_by_hand_every_cell_is_what_the_engine_counts(nation, monkeypatch):
    for slug in by_hand.STATEMENTS:
        assert sum(equality.cells_by_the_engine(slug).values()) > 0, slug
        assert equality.cells_that_differ(slug) == {}, slug
    otherwise = {**by_hand.STATEMENTS, "hub-engagement-28": by_hand.STATEMENTS["hub-engagement-90"]}
    monkeypatch.setattr(by_hand, "STATEMENTS", otherwise)
    assert equality.cells_that_differ("hub-engagement-28")


@pytest.mark.whole
@pytest.mark.usefixtures("_on_the_day")
def test_the_rollup_is_compared_in_every_cell_after_changes(nation, monkeypatch):
    rollup.mark_everything()
    assert change_at_random(50, ways.YEAR) > 30
    assert equality.cells_kept_otherwise() == 0
    monkeypatch.setattr(rollup, "counts", lambda of, *where: {})
    assert equality.cells_kept_otherwise()


def test_a_goal_that_is_missed_is_named_and_fails_the_run(capsys):
    verdicts = Verdicts()
    verdicts.say("1", "quick", 0.5, "s", at_most=1)
    verdicts.say("13", "much", 0.3, at_least=0.2)
    assert verdicts.exit_code == 0
    verdicts.say("1", "slow", 1.5, "s", at_most=1)
    verdicts.say("13", "little", 0.1, at_least=0.2)
    assert verdicts.missed == ["slow", "little"]
    assert verdicts.exit_code == 1
    assert capsys.readouterr().out.count("MISSED") == 2


@pytest.mark.django_db
def test_ways_are_asked_in_turn_and_compared_by_the_clock():
    asked = []
    took = in_turn({"one": lambda: asked.append(1), "two": lambda: asked.append(2)}, 3)
    assert asked == [1, 2] * 3
    assert took["one"].seconds > 0
    assert Took(3.0, 1.0) / Took(2.0, 4.0) == 1.5
