"""Headers and rows that do not fit, in the words of the command line."""

import pytest

from foundation.intake.checking import check
from foundation.intake.importers import importer_of
from tests.factories.intake import csv_of, problems

pytestmark = pytest.mark.django_db
ALL = "crn kind started_on"


def test_an_unknown_column_is_refused():
    (line,) = problems("supervisions", ALL + " surname")
    assert line.startswith("f:1 surname: is not a column of this file")


def test_a_missing_required_column_is_refused():
    assert problems("supervisions", "crn kind") == [
        "f:1 started_on: is missing: the first line must name every required column"
    ]


def test_a_column_named_twice_is_refused():
    assert problems("supervisions", ALL + " kind") == ["f:1 kind: stands twice in the header"]


def test_a_row_with_too_many_cells_is_refused():
    assert problems("supervisions", ALL, "X000001 licence 2026-01-05 more") == [
        "f:2 row: has 4 cells; the header has 3"
    ]


def test_a_row_with_too_few_cells_lacks_what_is_required():
    content = b"crn,kind,started_on,ended_on\nX000001,licence\n"
    found = list(check(importer_of("supervisions"), content).problems.report("f"))
    assert found == ["f:2 started_on: is required; crn: no person has the CRN X000001; import people first"]


def test_every_reason_of_a_row_stands_on_its_one_line():
    (line,) = problems("supervisions", ALL, "X1 parole 2026-02-30")
    assert line == (
        "f:2 crn: is not a CRN: a letter and six figures, like X123456; "
        "kind: “parole” is not one of licence, community_order, suspended_sentence_order, post_sentence_supervision; "
        "started_on: “2026-02-30” is a day that does not exist"
    )


@pytest.mark.parametrize("written", ["03/06/2026", "20260603", "2026-W23-3", "1776-07-04"])
def test_a_date_is_written_one_way_only(written):
    assert "started_on" in problems("supervisions", ALL, f"X000001 licence {written}")[0]


def test_a_header_alone_is_a_file_without_rows():
    checked = check(importer_of("supervisions"), csv_of(ALL))
    assert not checked.problems
    assert checked.counts == {"new": 0, "corrected": 0, "unchanged": 0}
