"""Survival curves and known shares after disclosure control (outcomes: section 3)."""

import random
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from types import SimpleNamespace

import pytest
from lifelines.datasets import load_rossi

from outcomes.cells import Parts, cell
from outcomes.disclosure import KNOTS, Knot, control, control_curve, known_share
from outcomes.pages.curves import LEFT_OUT, offence_curve
from outcomes.periods import quarter
from outcomes.places import ReportPlace
from outcomes.rounding import rounded
from outcomes.statistics import kaplan_meier, product_limit, survival_at


def counted(events, non_events, unknown=0):
    """The full cell of these parts."""
    parts = Parts(events, non_events, unknown, {"died": 0})
    return cell("time-to-reoffence", "R3", parts, "final", date(2024, 9, 30))


def test_a_curve_beside_an_uncontrolled_cell_is_refused():
    with pytest.raises(ValueError, match="after the cell"):
        control_curve(kaplan_meier([9], [True]), counted(1, 0))


@pytest.fixture(scope="module")
def released():
    prisoners = load_rossi()
    return kaplan_meier(prisoners.week * 7, prisoners.arrest)


def test_the_released_prisoners_show_monthly_knots_in_whole_percent(released):
    knots = control_curve(released, control(counted(114, 318)))
    assert tuple(knot.day for knot in knots) == KNOTS[:-1]
    assert knots[0] == Knot(0, 430, 1, 1, 1)
    assert knots[6] == Knot(183, 380, 0.88, 0.84, 0.9)
    assert all(knot.at_risk % 5 == 0 for knot in knots)


def test_a_curve_followed_long_enough_shows_every_knot():
    knots = control_curve(product_limit({(40, True): 20, (900, False): 80}), control(counted(20, 80)))
    assert tuple(knot.day for knot in knots) == KNOTS


def test_a_curve_stops_where_fewer_than_thirty_are_followed():
    curve = product_limit({(20, True): 20, (70, False): 60, (200, False): 29})
    assert [knot.day for knot in control_curve(curve, control(counted(20, 89)))] == [0, 30, 61]


@pytest.mark.parametrize(
    ("stops", "cell_of_them"),
    [
        ({(20, True): 4, (400, False): 100}, counted(4, 100)),
        ({(20, True): 4, (40, False): 80, (50, True): 20}, counted(24, 80)),
        ({}, counted(0, 0)),
    ],
)
def test_a_curve_that_would_give_hidden_events_back_is_not_shown(stops, cell_of_them):
    assert control_curve(product_limit(stops), control(cell_of_them)) == ()


def test_too_few_people_have_no_curve():
    assert control_curve(product_limit({(400, False): 12, (20, True): 11}), control(counted(11, 12))) == ()


def test_the_known_share_shows_where_neither_side_is_small():
    for parts, known in [((60, 60, 30), 0.8), ((60, 60, 0), 1.0), ((60, 60, 4), None), ((10, 10, 0), None)]:
        full = counted(*parts)
        assert known_share(full, control(full)) == known


def consistent(people, total, knots):
    """The least and the most events by each knot that a reader who knows the rules, the people and all events finds."""
    ends = []
    for knot in knots:
        same = [events for events in range(total + 1)
                if as_percents(events, people) == (knot.survival, knot.low, knot.high)]  # fmt: skip
        ends.append([same[0], same[-1]])
    for before, after in pairwise(ends):
        after[0] = max(before[0], after[0])
    for before, after in pairwise(ends[::-1]):
        after[1] = min(before[1], after[1])
    return [[0, 0], *ends[1:], [total, total]]


@cache
def as_percents(events, people):
    step = survival_at(product_limit({(1, True): events, (2, False): people - events}), 1)
    return tuple(rounded(share, 2) for share in (step.survival, step.low, step.high))


def test_no_two_knots_say_how_few_had_the_event_between_them():
    chance, shown = random.Random(3), 0
    for _ in range(150):
        people, total = chance.choice([40, 60, 90, 130, 250, 700]), 0
        stops = Counter()
        for day in range(5, 365, 30):
            stops[day, True] = few = min(chance.choice([0, 1, 3, 6, 9, 12, 20]), people - total)
            total += few
        stops[900, False] = people - total
        knots = control_curve(product_limit(+stops), control(counted(total, people - total)))
        shown += len(knots)
        ends = consistent(people, total, knots) if knots else []
        for (low, high), (later_low, later_high) in combinations(ends, 2):
            least, most = max(later_low - high, 0), later_high - low
            assert not (least == most and 0 < least < 10), (people, stops, knots)
    assert shown > 500


def test_of_sixty_people_a_knot_of_a_few_events_is_left_out_and_of_many_it_stays():
    few = {(20, True): 12, (50, True): 4, (80, True): 8, (900, False): 36}
    days = [knot.day for knot in control_curve(product_limit(few), control(counted(24, 36)))]
    assert days[:3] == [0, 30, 91]
    many = {stop: 10 * people for stop, people in few.items()}
    assert [knot.day for knot in control_curve(product_limit(many), control(counted(240, 360)))] == [*KNOTS]


def test_a_curve_that_loses_a_few_on_its_first_day_and_no_more_has_no_knot_to_show():
    curve = product_limit({(0, True): 5, (20, False): 35})
    assert control_curve(curve, control(counted(40, 60))) == ()


def test_a_last_knot_after_which_few_had_the_event_is_left_out():
    stops = {(20, True): 12, (50, True): 11, (400, True): 3, (900, False): 34}
    assert [knot.day for knot in control_curve(product_limit(stops), control(counted(26, 34)))] == [0, 30]


@pytest.mark.parametrize(("days", "is_said"), [([0, 30, 61, 91, 122], False), ([0, 30, 91, 122], True)])
def test_a_curve_without_some_of_its_days_says_why(days, is_said):
    points = tuple(Knot(day, 100, 1 - day / 500, 0.5, 0.9) for day in days)
    place = ReportPlace("england", "England", None, frozenset())
    report = SimpleNamespace(survival=points, internal=False, place=place, period=quarter(2024, 1))
    drawn = offence_curve(SimpleNamespace(report=report, followed_days=400), "")
    assert (LEFT_OUT in drawn.note) is is_said
