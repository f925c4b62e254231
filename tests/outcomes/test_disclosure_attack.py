"""A reader who knows every rule, every total and every rounding, and solves for the counts.

The reader is given more than any publication holds: for a row alone the exact number of index rows, if there
are k or more, and for the whole of a table the exact count behind every figure shown. Still no part of 1 to
k-1 may follow.
"""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outcomes.cells import Parts, cell
from outcomes.disclosure import control, control_table

MATURE = date(2024, 9, 30)
WHOLE = "whole"


def counted(counts):
    """The full cell of (events, non-events, unknown, then one reason for exclusion after another)."""
    events, non_events, unknown, *excluded = counts
    reasons = {f"reason {number}": count for number, count in enumerate(excluded)}
    return cell("slug", "Title", Parts(events, non_events, unknown, reasons), "final", MATURE)


def published(found):
    """Everything a reader sees of one cell."""
    parts = (found.parts.events, found.parts.non_events, *found.parts.beside.values())
    return *parts, found.denominator, found.numerator, found.rate, found.low, found.high, found.suppressed


def rows_of(total, parts):
    """Every way to spread so many people over so many parts."""
    if parts == 1:
        yield (total,)
        return
    for count in range(total + 1):
        for rest in rows_of(total - count, parts - 1):
            yield (count, *rest)


def pinned(consistent, k):
    """The small parts that have the same count in every table the reader cannot tell apart."""
    return [
        counts
        for counts in map(set, zip(*consistent, strict=True))
        if len(counts) == 1 and 0 < min(counts) < k
    ]


@pytest.mark.parametrize(
    ("total", "parts"),
    [*((total, parts) for total in (5, 6, 9, 12, 17, 24) for parts in (3, 4)), (5, 5), (8, 5), (13, 5)],
)
def test_no_row_of_a_known_total_gives_a_small_part_away(total, parts):
    looks_alike = defaultdict(list)
    for counts in rows_of(total, parts):
        looks_alike[published(control(counted(counts), k=5))].append(counts)
    assert not [rows for rows in looks_alike.values() if pinned(rows, 5)]


@pytest.mark.parametrize("total", [31, 36, 43])
def test_no_row_with_a_rate_gives_a_small_part_away(total):
    looks_alike = defaultdict(list)
    for counts in rows_of(total, 3):
        looks_alike[published(control(counted(counts), k=10))].append(counts)
    assert not [rows for rows in looks_alike.values() if pinned(rows, 10)]


def test_no_row_of_so_few_that_the_total_is_unknown_gives_a_small_part_away():
    looks_alike = defaultdict(list)
    for counts in (row for total in range(5) for row in rows_of(total, 4)):
        looks_alike[published(control(counted(counts), k=5))].append(counts)
    assert not [rows for rows in looks_alike.values() if pinned(rows, 5)]


def exactly_shown(whole, found):
    """The exact counts of the whole's shown parts: the reader is spared the rounding."""
    parts = (found.parts.events, found.parts.non_events, *found.parts.beside.values())
    return tuple(count if part is not None else None for count, part in zip(whole, parts, strict=True))


def seen_table(first, second, k):
    """What the reader of a whole and its two parts knows."""
    whole = tuple(map(sum, zip(first, second, strict=True)))
    cells = {WHOLE: counted(whole), "first": counted(first), "second": counted(second)}
    found = control_table(cells, [(WHOLE, ("first", "second"))], k=k)
    return *map(published, found.values()), exactly_shown(whole, found[WHOLE])


@pytest.mark.parametrize(("most", "parts"), [(11, 3), (8, 4)])
def test_no_small_table_gives_a_small_part_away(most, parts):
    looks_alike = defaultdict(list)
    for counts in (row for total in range(most + 1) for row in rows_of(total, 2 * parts)):
        looks_alike[seen_table(counts[:parts], counts[parts:], 5)].append(counts)
    whole_groups = (rows for rows in looks_alike.values() if min(map(sum, rows)) <= most - 4)
    assert not [rows for rows in whole_groups if pinned(rows, 5)]


@pytest.mark.parametrize("totals", [(11, 11), (30, 32), (6, 40)])
def test_no_table_of_known_totals_gives_a_small_share_away(totals):
    looks_alike = defaultdict(list)
    for first, second in product(*(list(rows_of(total, 2)) for total in totals)):
        looks_alike[seen_table((*first, 0), (*second, 0), 5)].append(first + second)
    assert not [rows for rows in looks_alike.values() if pinned(rows, 5)]


def seen_of_hubs(hubs, nowhere, k):
    """What the reader of two hubs and of England knows. No page shows the people without a hub."""
    places = {"hub 1": hubs[0], "hub 2": hubs[1], "nowhere": nowhere}
    whole = tuple(map(sum, zip(*places.values(), strict=True)))
    cells = {WHOLE: counted(whole)} | {name: counted(each) for name, each in places.items()}
    found = control_table(cells, [(WHOLE, tuple(places))], k=k, told=[WHOLE], unseen=["nowhere"])
    return *map(published, (found[WHOLE], found["hub 1"], found["hub 2"])), exactly_shown(whole, found[WHOLE])


def test_no_hub_beside_england_gives_a_small_part_away_though_nobody_shows_the_people_without_one():
    looks_alike = defaultdict(list)
    for counts in (row for total in range(12) for row in rows_of(total, 6)):
        hubs = ((*counts[:2], 0), (*counts[2:4], 0))
        looks_alike[seen_of_hubs(hubs, (*counts[4:], 0), 5)].append(counts)
    whole_groups = (rows for rows in looks_alike.values() if min(map(sum, rows)) <= 7)
    assert not [rows for rows in whole_groups if pinned(rows, 5)]


def test_a_whole_that_is_hidden_beside_nothing_but_unseen_people_is_covered_by_them():
    unseen = counted((0, 40, 12))
    cells = {WHOLE: counted((4, 40, 12)), "hub": counted((4, 0, 0)), "nowhere": unseen}
    found = control_table(
        cells, [(WHOLE, ("nowhere",)), (WHOLE, ("hub", "nowhere"))], k=10, unseen=["nowhere"]
    )
    assert found[WHOLE].numerator is None


def test_a_small_hub_hides_behind_the_people_without_one_and_takes_no_other_hub_along():
    cells = {WHOLE: counted((60, 90, 0)), "small": counted((4, 20, 0)),
             "large": counted((26, 30, 0)), "nowhere": counted((30, 40, 0))}  # fmt: skip
    sums = [(WHOLE, ("small", "large", "nowhere"))]
    found = control_table(cells, sums, k=10, told=[WHOLE], unseen=["nowhere"])
    assert [found[name].numerator for name in ("small", "large", WHOLE)] == [None, 25, 60]
    alone = control_table(cells, sums, k=10, told=[WHOLE])
    assert alone["large"].numerator is None


counts = st.one_of(
    st.integers(0, 12), st.integers(0, 60), st.sampled_from([0, 1, 9, 10, 11, 29, 30, 114, 318])
)


def changed(row, part, people):
    """The row with so many people more in one part."""
    return tuple(count + people * (place == part) for place, count in enumerate(row))


def moved(row, source, target, people):
    """The row with so many people moved from one part to another."""
    return changed(changed(row, source, -people), target, people)


@settings(max_examples=400, deadline=None)
@given(st.lists(counts, min_size=4, max_size=6))
@example([0, 0, 12, 12, 9])  # choosing one of two equals to hide told which part was the small one
def test_every_small_part_of_a_row_could_be_another_number(row):
    row = tuple(row)
    seen = published(control(counted(row)))
    for small in (place for place, count in enumerate(row) if 0 < count < 10):
        candidates = _others(row, small)
        assert any(published(control(counted(candidate))) == seen for candidate in candidates), (row, small)


def _others(row, small):
    """Rows of the same total in which the small part is another number, made up by one other part or by two."""
    for one, two in product(range(len(row)), repeat=2):
        for people, more in product((*range(-9, 0), *range(1, 40)), range(6)):
            sign = 1 if people > 0 else -1
            candidate = moved(moved(row, small, one, people), small, two, sign * more)
            if small not in (one, two) and candidate[small] != row[small] and min(candidate) >= 0:
                yield candidate


@settings(max_examples=150, deadline=None)
@given(st.lists(counts, min_size=4, max_size=5), st.data())
def test_every_small_part_of_a_table_could_be_another_number(first, data):
    second = tuple(data.draw(st.lists(counts, min_size=len(first), max_size=len(first))))
    first = tuple(first)
    seen = seen_table(first, second, 10)
    for places in (first, second):
        for small in (place for place, count in enumerate(places) if 0 < count < 10):
            assert any(seen_table(one, two, 10) == seen for one, two in _exchanges(first, second, small)), (
                first,
                second,
                small,
            )


def _exchanges(first, second, part):
    """Both rows with people moved between their parts, or between the places, added or taken away."""
    for other in range(len(first)):
        for people in (*range(-12, 0), *range(1, 13)):
            one, two = moved(first, part, other, people), moved(second, part, other, people)
            opposite = moved(second, part, other, -people)
            pairs = [(one, opposite), (one, second), (first, two), (one, two)]
            yield from (pair for pair in pairs if other != part and min(*pair[0], *pair[1]) >= 0)
    for place, people in product(range(len(first)), (*range(-12, 0), *range(1, 13))):
        more, fewer = changed(first, place, people), changed(second, place, -people)
        pairs = [(more, fewer), (more, second), (first, fewer)]
        yield from (pair for pair in pairs if min(*pair[0], *pair[1]) >= 0)
