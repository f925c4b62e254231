"""Reading files of every kind, and refusing those that cannot be read."""

import io

import pytest
import tablib

from foundation.intake.problems import Unreadable
from foundation.intake.reading import read_lines

HEADER = "crn,area\r\n"


def refusal(content: bytes) -> tuple[int, str]:
    with pytest.raises(Unreadable) as caught:
        list(read_lines(content))
    return caught.value.line, caught.value.text


def test_another_encoding_is_refused_with_its_line():
    line, text = refusal((HEADER + "X000001,Medway\r\nX000002,Ménage\r\n").encode("latin-1"))
    assert line == 3
    assert "not UTF-8" in text
    assert "0xE9" in text


def test_utf_16_is_refused_by_name():
    assert "UTF-16" in refusal(HEADER.encode("utf-16"))[1]


def test_a_nul_byte_is_refused_with_its_line():
    line, text = refusal(b"crn,area\nX000001,Med\x00way\n")
    assert line == 2
    assert "NUL" in text


@pytest.mark.parametrize("content", [b"", b"  \n\n"])
def test_an_empty_file_is_refused(content):
    assert "is empty" in refusal(content)[1]


def test_broken_quotation_marks_are_refused_with_their_line():
    assert refusal(b'crn,area\nX000001,"Med"way\n')[0] == 2


def test_a_quotation_mark_never_closed_is_refused():
    assert refusal(b'crn,area\nX000001,"Medway\nX000002,Dover\n')[0] == 2


def test_an_old_excel_file_is_refused_by_name():
    assert "old Excel" in refusal(b"\xd0\xcf\x11\xe0 whatever")[1]


def test_a_damaged_workbook_is_refused():
    assert "sound" in refusal(b"PK\x03\x04 whatever")[1]


def test_a_byte_order_mark_and_blank_lines_are_nothing():
    content = b"\xef\xbb\xbfcrn,area\n\n X000001 , Medway \n"
    assert list(read_lines(content)) == [(1, ["crn", "area"]), (3, ["X000001", "Medway"])]


def test_a_row_is_known_by_the_line_it_begins_on():
    content = b'a,b\n"one\ntwo",x\nlast,y\n'
    assert [line for line, _ in read_lines(content)] == [1, 2, 4]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_reads_as_the_same_text(kind):
    import datetime

    sheet = tablib.Dataset(headers=["crn", "released_on", "starts_at", "number"])
    sheet.append(["X000001", datetime.date(2026, 6, 3), datetime.time(9, 30), 12])
    content = sheet.export(kind)
    content = content if isinstance(content, bytes) else io.BytesIO(content).getvalue()
    header, row = read_lines(content)
    assert header == (1, ["crn", "released_on", "starts_at", "number"])
    assert row == (2, ["X000001", "2026-06-03", "09:30", "12"])
