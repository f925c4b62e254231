"""What disclosure control shows, hides, covers and rounds (outcomes: section 3)."""

from datetime import date

import pytest

from outcomes.cells import Parts, cell
from outcomes.disclosure import control, control_count, control_table

MATURE = date(2024, 9, 30)


def counted(events, non_events, unknown=0, *, maturity="final", unit="share", figures=(), **excluded):
    """The full cell of these parts, with two reasons for exclusion unless others are named."""
    excluded = excluded or {"died": 0, "not_matched": 0}
    value, low, high = figures or (None, None, None)
    parts = Parts(events, non_events, unknown, excluded)
    return cell(
        "proven-reoffending", "R1", parts, maturity, MATURE, unit=unit, value=value, low=low, high=high
    )


def shown(found):
    return found.numerator, found.denominator, found.rate, found.low, found.high


def hidden_entries(found):
    return {name for name, count in found.parts.beside.items() if count is None}


# Refusals


def test_a_cell_is_controlled_once():
    with pytest.raises(ValueError, match="applied once"):
        control(control(counted(114, 318)))


def test_a_smallest_group_under_the_rounding_is_refused():
    with pytest.raises(ValueError, match="at least 5"):
        control(counted(114, 318), k=4)


@pytest.mark.parametrize("parts", [(-1, 5), (None, 5), (5, 5, None)])
def test_an_uncontrolled_cell_with_a_missing_or_negative_part_is_refused(parts):
    with pytest.raises(ValueError, match="knows every part"):
        counted(*parts)


# One cell


def test_114_of_432_reads_115_of_430():
    found = control(counted(114, 318))
    assert shown(found) == (115, 430, 0.26, 0.22, 0.31)
    assert not found.suppressed
    assert found.controlled
    assert found.value == found.rate
    assert found.parts == Parts(115, 320, 0, {"died": 0, "not_matched": 0})


@pytest.mark.parametrize(("events", "non_events"), [(2, 200), (200, 9), (1, 9)])
def test_few_with_or_without_the_event_hide_numerator_rate_and_interval(events, non_events):
    found = control(counted(events, non_events))
    assert shown(found)[0] is None
    assert shown(found)[2:] == (None, None, None)
    assert (found.parts.events, found.parts.non_events) == (None, None)
    assert found.denominator is not None
    assert found.suppressed


def test_fewer_than_k_people_have_no_denominator():
    assert shown(control(counted(3, 6))) == (None, None, None, None, None)


def test_nobody_is_no_suppression():
    found = control(counted(0, 0))
    assert shown(found) == (0, 0, None, None, None)
    assert not found.suppressed


@pytest.mark.parametrize(
    ("events", "non_events", "rate", "low", "high"), [(0, 30, 0, 0, 0.11), (31, 0, 1, 0.89, 1)]
)
def test_nobody_and_everybody_show_from_thirty(events, non_events, rate, low, high):
    found = control(counted(events, non_events))
    assert shown(found) == (30 if events else 0, 30, rate, low, high)
    assert not found.suppressed


@pytest.mark.parametrize(("events", "non_events"), [(0, 29), (29, 0)])
def test_nobody_and_everybody_are_hidden_below_thirty(events, non_events):
    found = control(counted(events, non_events))
    assert shown(found) == (None, 30, None, None, None)
    assert found.suppressed


def test_below_thirty_counts_show_without_a_rate():
    found = control(counted(12, 14))
    assert shown(found) == (10, 25, None, None, None)
    assert found.suppressed


def test_the_smallest_group_is_a_setting():
    assert control(counted(6, 60), k=5).numerator == 5
    assert control(counted(4, 60), k=5).numerator is None
    assert control(counted(0, 35), k=40).numerator is None


def test_a_rate_is_rounded_from_unrounded_counts_half_away_from_zero():
    assert control(counted(57, 143)).rate == 0.29
    assert control(counted(25, 175)).rate == 0.13


def test_an_immature_cell_shows_only_how_many_it_will_rest_on():
    full = counted(40, 60, 5, maturity="immature", died=2)
    assert shown(full) == (None, 107, None, None, None)
    found = control(full)
    assert shown(found) == (None, 105, None, None, None)
    assert found.parts == Parts(None, None, None, {"died": None})
    assert not found.suppressed


def test_an_immature_cell_of_few_hides_even_that():
    found = control(counted(2, 3, maturity="immature"))
    assert found.denominator is None
    assert found.suppressed


@pytest.mark.parametrize(
    ("unit", "figures", "shown_as"),
    [
        ("days", (10.5, 7.4, 14.6), (11, 7, 15)),
        ("per_person", (1.25, 0.94, 1.61), (1.3, 0.9, 1.6)),
        ("score", (-0.04, -1.25, 0.5), (0, -1.3, 0.5)),
        ("places", (432, 400, 463), (430, 400, 465)),
    ],
)
def test_other_units_are_rounded_and_are_no_rates(unit, figures, shown_as):
    found = control(counted(40, 60, unit=unit, figures=figures))
    assert (found.value, found.low, found.high) == shown_as
    assert found.rate is None
    assert str(found.value) != "-0.0"


def test_a_median_of_fewer_than_thirty_is_not_shown():
    found = control(counted(12, 12, unit="days", figures=(10.0, 7.0, 14.0)))
    assert found.value is None
    assert found.suppressed


def test_a_count_in_no_sum_is_hidden_or_rounded():
    assert [control_count(count) for count in (0, 1, 9, 10, 114)] == [0, None, None, 10, 115]


# Covering within a row


def test_a_single_small_exclusion_takes_the_smallest_other_part_with_it():
    found = control(counted(50, 60, 40, died=3, recalled=22))
    assert hidden_entries(found) == {"died", "recalled"}
    assert found.parts.unknown == 40
    assert shown(found)[:3] == (50, 110, 0.45)


def test_among_empty_parts_none_is_singled_out():
    assert hidden_entries(control(counted(50, 60, 0, died=3, recalled=0))) == {"unknown", "died", "recalled"}


def test_small_parts_that_together_reach_k_cover_each_other():
    assert hidden_entries(control(counted(50, 60, 0, died=3, recalled=7))) == {"died", "recalled"}


def test_small_parts_with_no_room_left_to_be_larger_take_another_with_them():
    found = control(counted(50, 60, 40, died=9, recalled=9, withdrawn=9))
    assert hidden_entries(found) == {"unknown", "died", "recalled", "withdrawn"}


def test_small_parts_with_no_room_left_and_no_other_take_the_denominator():
    found = control(counted(50, 60, 9, died=9))
    assert shown(found) == (None, None, None, None, None)


def test_small_parts_that_together_stay_under_k_take_a_third_with_them():
    found = control(counted(50, 60, 80, died=1, recalled=1))
    assert hidden_entries(found) == {"unknown", "died", "recalled"}


def test_a_small_unknown_with_nothing_beside_it_takes_the_whole_cell():
    alone = cell("attendance-rate", "H2", Parts(50, 60, 4), "final", MATURE)
    found = control(alone)
    assert shown(found) == (None, None, None, None, None)
    assert found.parts.unknown is None


# Covering between a whole and its parts


def table(whole, *parts, k=10):
    cells = {"Kent": whole, **{f"hub {number}": part for number, part in enumerate(parts)}}
    return control_table(cells, [("Kent", [name for name in cells if name != "Kent"])], k=k)


def test_the_only_other_part_is_hidden_too():
    found = table(counted(50, 100), counted(3, 40), counted(47, 60))
    assert found["Kent"].numerator == 50
    assert found["hub 0"].numerator is found["hub 1"].numerator is None
    assert found["hub 1"].rate is None


def test_of_several_other_parts_the_smallest_is_hidden():
    found = table(counted(80, 160), counted(3, 40), counted(47, 60), counted(30, 60))
    assert [found[f"hub {number}"].numerator for number in range(3)] == [None, 45, None]


def test_two_small_parts_that_stay_under_k_take_a_third():
    found = table(counted(52, 180), counted(2, 40), counted(0, 80), counted(3, 30), counted(47, 30))
    assert [found[f"hub {number}"].numerator for number in range(4)] == [None, 0, None, None]


def test_a_hidden_denominator_cannot_be_taken_from_the_whole():
    found = table(counted(50, 60), counted(2, 3), counted(48, 57))
    assert found["hub 0"].denominator is found["hub 1"].denominator is None
    assert found["hub 1"].numerator is None
    assert found["Kent"].denominator == 110


def test_a_small_exclusion_in_one_part_is_covered_in_row_and_column():
    found = table(
        counted(60, 100, 40, died=24),
        counted(30, 50, 20, died=4),
        counted(30, 50, 20, died=20),
    )
    assert hidden_entries(found["hub 0"]) == hidden_entries(found["hub 1"]) == {"unknown", "died"}
    assert hidden_entries(found["Kent"]) == set()


def test_an_empty_cover_must_not_follow_from_the_whole():
    found = table(counted(60, 100, died=13), counted(30, 50, died=3), counted(30, 50, died=10))
    assert hidden_entries(found["hub 0"]) == {"unknown", "died"}
    assert "unknown" in hidden_entries(found["Kent"])


def test_a_hidden_whole_and_its_one_small_part_cover_each_other():
    found = table(counted(150, 5), counted(50, 5), counted(40, 0), counted(60, 0))
    assert [one.numerator for one in found.values()] == [None, None, 40, 60]


def test_nobody_anywhere_stays_nobody():
    found = table(counted(0, 90), counted(0, 20), counted(0, 70))
    assert found["Kent"].rate == 0
    assert found["hub 0"].numerator is None


def test_nobody_in_a_few_is_not_worked_out_from_nobody_in_the_whole():
    found = table(counted(0, 90), counted(0, 5), counted(0, 85))
    assert found["Kent"].numerator is None


def test_nobody_among_fewer_than_thirty_does_not_follow_from_the_other_part():
    found = table(counted(30, 60), counted(0, 20), counted(30, 40))
    assert found["hub 0"].numerator is found["hub 1"].numerator is None


def test_nothing_small_is_hidden_nowhere():
    found = table(counted(60, 100), counted(30, 50), counted(30, 50))
    assert not any(one.suppressed for one in found.values())


def test_immature_parts_of_few_are_not_worked_out_from_the_whole():
    few, many, whole = (counted(0, people, maturity="immature") for people in (4, 50, 54))
    found = table(whole, few, many)
    assert [one.denominator for one in found.values()] == [55, None, None]


def test_a_mature_whole_and_an_immature_part_share_only_their_denominator():
    found = table(counted(30, 70), counted(0, 50, maturity="immature"), counted(30, 20))
    assert found["Kent"].numerator == 30


def test_an_area_of_many_keeps_its_figure_beside_small_neighbours_and_their_contract_area_loses_its_own():
    cells = {
        "Medway": counted(29, 73),
        "Swale": counted(4, 36),
        "Thanet": counted(5, 30),
        "South East": counted(38, 139),
        "London": counted(60, 90),
        "North East": counted(50, 90),
        "England": counted(148, 319),
    }
    sums = [
        ("South East", ("Medway", "Swale", "Thanet")),
        ("England", ("South East", "London", "North East")),
    ]
    found = control_table(cells, sums)
    assert found["Medway"].numerator == 30
    assert found["Swale"].numerator is found["Thanet"].numerator is found["South East"].numerator is None
    hidden = [name for name in ("London", "North East", "England") if found[name].numerator is None]
    assert hidden, "else the South East, and with it its two small areas, follows by subtraction"
