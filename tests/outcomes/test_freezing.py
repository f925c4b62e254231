"""A report put away as plain lists and dictionaries comes back as it was."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.cells import Cell, Parts
from outcomes.disclosure import Knot
from outcomes.freezing import CannotThaw, frozen, thawed
from outcomes.indicators import SPECIFICATIONS, Indicator, catalogue
from outcomes.periods import quarter
from outcomes.places import place_named
from outcomes.report import Report, outcome_report
from outcomes.statistics import Step
from tests.outcomes.scenes import AS_AT


@dataclass(frozen=True)
class Grown:
    """A record that has gained a field since it was frozen."""

    name: str
    since: tuple[int, ...] = ()
    beside: Mapping[str, int | None] = field(default_factory=dict)


def through_json(value):
    return json.loads(json.dumps(frozen(value)))


# Refusals


def test_what_no_report_is_made_of_is_refused():
    with pytest.raises(TypeError, match="holds no object"):
        frozen({"rows": object()})


def test_an_indicator_that_no_specification_declares_is_refused():
    with pytest.raises(TypeError, match="no specification declares"):
        frozen(replace(catalogue()[0], title="Another title"))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [(int, "5"), (int, True), (datetime.date, "2025-13-01"), (tuple[int, ...], 5), (Grown, {}), (Grown, []),
     (Indicator, {"indicator": "gone", "specification": "2026.1"}), (int | None, "5"), (tuple[int, str], [1])],
)  # fmt: skip
def test_what_does_not_fit_is_refused(kind, plain):
    with pytest.raises(CannotThaw):
        thawed(kind, plain)


# Round trips


def test_a_whole_report_comes_back_as_it_was(medway):
    for internal in (False, True):
        report = outcome_report(place_named("area", "Medway"), quarter(2023, 1), AS_AT, internal=internal)
        again = thawed(Report, through_json(report))
        assert again == report
        assert again.line("proven-reoffending").indicator is report.line("proven-reoffending").indicator


@pytest.mark.parametrize("version", SPECIFICATIONS)
def test_an_indicator_is_kept_by_its_slug_and_specification(version):
    for declared in catalogue(version):
        assert thawed(Indicator, through_json(declared)) is declared


shares = st.none() | st.floats(0, 1)
counts = st.none() | st.integers(0, 10**6)
parts = st.builds(Parts, counts, counts, counts, st.dictionaries(st.text(max_size=9), counts, max_size=4))
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
cells = st.builds(
    Cell, st.text(max_size=9), st.text(max_size=9), st.sampled_from(["share", "days", "score"]), parts, counts,
    counts, shares, shares, shares, shares, st.sampled_from(["immature", "final"]), days, st.booleans(),
    st.booleans(),
)  # fmt: skip
steps = st.builds(Step, *[st.integers(0, 999)] * 4, *[st.floats(0, 1)] * 3) | st.builds(
    Knot, st.integers(0, 999), st.integers(0, 999), *[st.floats(0, 1)] * 3
)


@given(st.lists(cells, max_size=3).map(tuple), st.lists(steps, max_size=4).map(tuple))
def test_any_cell_and_any_point_of_a_curve_comes_back_as_it_was(some, points):
    assert thawed(tuple[Cell, ...], through_json(some)) == some
    assert thawed(tuple[Step | Knot, ...], through_json(points)) == points


def test_a_field_gained_since_takes_its_default_and_a_lost_one_is_left_out():
    assert thawed(Grown, {"name": "Medway", "lost": 5}) == Grown("Medway")
