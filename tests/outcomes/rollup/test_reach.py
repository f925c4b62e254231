"""Every table that a figure rests on is declared, with what its rows can move: nothing else finds an omission."""

import datetime
import re

import pytest

from outcomes import engine
from outcomes.beside import BESIDE
from outcomes.indicators import CATALOGUE, batteries
from outcomes.moments import ReportMoment
from outcomes.places import AREAS, HUBS
from outcomes.rollup import settling
from outcomes.rollup.reach import INDEXES, REACH, counted_on

DAY = datetime.date(2025, 6, 30)
AT = ReportMoment(DAY, None, DAY)
QUARTERS = [8100]
FAMILIES = (AREAS, HUBS)


def tables_of(rows):
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', str(rows.query)))


def queries_of(indicator):
    """What an indicator says of its rows, and where they are."""
    rows = engine.placed(indicator, AREAS, AT, QUARTERS)
    yield rows.annotate(at_hub=HUBS.expression(indicator.index, AT))
    if indicator.change:
        yield rows.annotate(told=indicator.change(AT))
    elif indicator.weighs:
        yield rows.annotate(**{f"told_{code}": weigh(AT) for code, weigh in indicator.weighs.items()})
    else:
        yield engine.coded(indicator, rows, AT)
    if indicator.verified:
        yield rows.annotate(told=indicator.verified(AT))
    if indicator.follow_up:
        yield rows.annotate(told=indicator.follow_up(AT))


def test_no_indicator_reads_a_table_whose_rows_are_not_known_to_move_it():
    read = {
        (each.index.name, table)
        for each in [
            *(each for each, *_ in batteries()),
            *BESIDE,
        ]  # the others ask another column of the same form
        for query in queries_of(each)
        for table in tables_of(query)
    }
    own = {(index.name, table) for table in REACH for index in counted_on(table)}
    assert read <= own | {(name, table) for table, reach in REACH.items() for name in reach.reaches}
    assert ("release", "people_offence") in read, "the search for tables finds them"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_what_says_where_a_row_is_is_known_to_move_its_place(family):
    for index in INDEXES.values():
        rows = AT.known(index.model).alias(index_on=index.day).annotate(place=family.expression(index, AT))
        for table in tables_of(rows.values("place")) - {index.model._meta.db_table}:
            reach = REACH[table]
            assert reach.is_list or family.name in reach.moves, (index.name, table)


def test_every_name_that_is_declared_is_one():
    assert {name for reach in REACH.values() for name in reach.reaches} <= set(INDEXES)
    assert {each.slug for each in CATALOGUE} >= settling.SETTLE
