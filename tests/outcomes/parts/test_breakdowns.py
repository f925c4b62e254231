"""A figure by group: no small group follows from the others, from the same group elsewhere, or from the whole."""

import random
from datetime import date
from itertools import product

import pytest

from outcomes.cells import Parts, cell
from outcomes.disclosure import control, control_table
from outcomes.parts.breakdowns import WHOLE, controlled_groups, divided
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import Groups, outcome_report
from outcomes.strata import Stratum
from tests.outcomes.crowd import released_together
from tests.outcomes.reader import Reader
from tests.outcomes.scenes import AS_AT

K = 10
AREAS, ENGLAND = ("Medway", "Swale", "Thanet"), "England"
PLACES = (*AREAS, ENGLAND)
BY = Stratum("by", "By", {"first": "First", "second": "Second", "third": "Third"}, lambda at: None)
WITH_WHOLE = (*BY.values, WHOLE)
PARTS = ("events", "non_events", "unknown")
PLACES_ADD_UP = Groups({}, [(ENGLAND, AREAS)])


def by_sex(*, internal=False):
    """Who was housed on release in Medway, by sex: {words: cell}."""
    report = outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT, internal=internal)
    housed = next(each for each in divided(report, {}) if each.indicator.slug == "housed-on-release")
    return housed.whole, {group.words: group.cell for group in housed.breakdowns[0].groups}


@pytest.fixture
def few_of_one_sex(medway):
    released_together(medway, 80, housed=40, homeless=40, mark="M", sex="male")
    released_together(medway, 60, housed=25, homeless=35, mark="F", sex="female")
    released_together(medway, 4, housed=2, homeless=2, mark="O", sex="other")


def test_a_small_group_takes_another_with_it_and_leaves_the_whole(few_of_one_sex):
    whole, groups = by_sex()
    assert (whole.numerator, whole.denominator) == (65, 145)
    assert [words for words, each in groups.items() if each.denominator is None] == ["Women", "Other"]
    assert [words for words, each in groups.items() if each.numerator is None] == ["Women", "Other"]


def test_whoever_works_with_them_sees_every_group(few_of_one_sex):
    whole, groups = by_sex(internal=True)
    assert sum(each.numerator for each in groups.values()) == whole.numerator == 67
    assert groups["Other"].denominator == 4


def cells_of(chance):
    """Counts of every group at every place, with what they add up to."""
    counts = {}
    for where in product(AREAS, BY.values, PARTS):
        counts[where] = chance.randint(0, 9) if chance.random() < 0.15 else chance.randint(15, 60)
    for value, part in product(BY.values, PARTS):
        counts[ENGLAND, value, part] = sum(counts[area, value, part] for area in AREAS)
    for place, part in product(PLACES, PARTS):
        counts[place, WHOLE, part] = sum(counts[place, value, part] for value in BY.values)
    return counts, {
        (place, value): cell(
            "slug", "Title", Parts(*(counts[place, value, part] for part in PARTS)), "final", date(2024, 1, 1)
        )
        for place, value in product(PLACES, WITH_WHOLE)
    }


def together(cells, lines, place):
    return controlled_groups(cells, lines[place], place, BY, PLACES_ADD_UP)


def each_alone(cells, lines, place):
    return {where: control(each, K) for where, each in cells.items()}


def published(cells, by):
    """What the reports of all places show: {(place, value): cell}."""
    lines = control_table({place: cells[place, WHOLE] for place in PLACES}, PLACES_ADD_UP.sums, K)
    shown = {(place, WHOLE): line for place, line in lines.items()}
    for place, line in lines.items():
        if line.numerator is not None:  # else there is nothing to divide
            groups = by(cells, lines, place)
            shown |= {
                where: each for where, each in groups.items() if where[0] == place and where[1] != WHOLE
            }
    return shown


def found(counts, shown):
    """The small counts of which a reader of all that is shown knows how many they are."""
    reader = Reader(counts)
    for value, part in product(WITH_WHOLE, PARTS):
        reader.knows(0, (-1, (ENGLAND, value, part)), *((1, (area, value, part)) for area in AREAS))
    for place, part in product(PLACES, PARTS):
        reader.knows(0, (-1, (place, WHOLE, part)), *((1, (place, value, part)) for value in BY.values))
    for where, each in shown.items():
        for part in PARTS:
            if getattr(each.parts, part) is not None:
                reader.knows(counts[*where, part], (1, (*where, part)))
        if each.denominator is not None:
            people = [(*where, part) for part in ("events", "non_events")]
            reader.knows(sum(map(counts.get, people)), *((1, name) for name in people))
    small = [name for name, count in counts.items() if 0 < count < K]
    return [name for name in small if reader.value((1, name)) is not None]


@pytest.mark.parametrize("seed", range(8))
def test_nobody_finds_a_small_group_in_the_reports_of_all_places(seed):
    counts, cells = cells_of(random.Random(seed))
    shown = published(cells, together)
    assert found(counts, shown) == []


def test_groups_controlled_each_alone_would_give_small_ones_away():
    counts, cells = cells_of(random.Random(0))
    assert found(counts, published(cells, each_alone))


def test_some_groups_are_shown():
    shown = [published(cells_of(random.Random(seed))[1], together) for seed in range(8)]
    assert sum(len(each) > len(PLACES) for each in shown) > 4
