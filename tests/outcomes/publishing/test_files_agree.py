"""One published report: its page, its PDF, CSV, ODS and JSON say the same figures, in every part."""

import csv
import io
import json
import re

import pytest
import tablib
from pypdf import PdfReader

from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.full import full_quarter
from tests.outcomes.scenes import AS_AT

PARTS = {"indicators", "survival", "flow", "retention", "hubs", "groups", "reporting", "compared"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.fixture
def snapshot(published, db):
    """A published quarter of an area with something in every part."""
    OffenceCoverageFactory(covers_to=AS_AT)
    full_quarter(AreaFactory(name="Medway"), HubFactory(name="Chatham"))
    return published()


def count(number):
    return "[c]" if number is None else f"{number:,}"


def share(number):
    return "[c]" if number is None else f"{100 * number:.0f}%"


def interval(told):
    return f"{100 * told['low']:.0f} to {100 * told['high']:.0f}"


def counted(told):
    return f"{count(told['numerator'])} of {count(told['denominator'])}"


def rows_of_page_and_paper(told):
    """What both say of each part, row by row, out of the JSON."""
    for each in told["indicators"]:
        if each["rate"] is not None:
            yield "indicators", f"{counted(each)} {share(each['rate'])} {interval(each)}"
        if each["known_share"] is not None:
            yield "quality", f"{each['title']} {share(each['known_share'])} {count(each['unknown'])}"
    for step in told["flow"]:
        reached = f"{step['title']} {count(step['reached'])}"
        yield (
            "flow",
            reached if step["share"] is None else f"{reached} {share(step['share'])} {count(step['lost'])}",
        )
    for curve in ("survival", "retention"):
        for point in told[curve]:
            limits = interval(point) if point["low"] != point["high"] else "[z]"
            yield curve, f"{point['day']} {count(point['at_risk'])} {share(point['survival'])} {limits}"
    for hub in told["hubs"]:
        yield "funnel", f"{hub['hub']} {counted(hub)} {share(hub['rate'])} {interval(hub)}"
        mix = hub["case_mix"]
        yield (
            "case mix",
            f"{hub['hub']} {count(mix['referred'])} {' '.join(map(share, mix['shares'].values()))}",
        )
    for month in told["reporting"]:
        year, number, _ = map(int, month["month"].split("-"))
        yield "lateness", f"{MONTHS[number - 1]} {year} {' '.join(map(share, month['known']))}"
    for landmark in told["compared"]["landmarks"]:
        for words, side in (("had come to a hub", landmark["came"]), ("had not come", landmark["did_not"])):
            yield "landmarks", f"{words} {count(side['people'])} {share(side['share'])} {interval(side)}"
    if all(each["direction"] is None or each["direction"]["slope"] is None for each in told["indicators"]):
        yield "verdicts", "Nothing can be said about change yet"
    expected = told["compared"]["expected"]
    yield "expected", f"{expected['ratio']:.1f} {expected['low']:.1f} to {expected['high']:.1f}"


def groups_of(told):
    for indicator in told["groups"]:
        for groups in indicator["by"].values():
            yield from (each for each in groups if each["rate"] is not None)


def squeezed(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_every_file_and_the_page_of_a_published_report_agree_in_every_part(snapshot, client, commissioner):
    files = {each.format: bytes(each.content) for each in snapshot.files.all()}
    told = json.loads(files["json"])
    paper = squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages))
    client.force_login(commissioner)
    page = squeezed(client.get(f"/outcomes/snapshots/{snapshot.uuid}/").content.decode())
    rows = list(rows_of_page_and_paper(told))
    assert {part for part, _ in rows} == {
        "indicators", "quality", "verdicts", "flow", "survival", "retention", "funnel", "case mix", "lateness",
        "landmarks", "expected",
    }  # fmt: skip
    assert [row for row in rows if row[1] not in page] == []
    assert [row for row in rows if row[1] not in paper] == []
    groups = list(groups_of(told))
    assert groups
    for each in groups:
        assert f"{each['group']} {counted(each)} {share(each['rate'])} {interval(each)}" in page
        assert f"{share(each['rate'])} {interval(each)}, {counted(each)}" in paper

    written = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert {row["part"] for row in written} >= PARTS
    sheets = {each.title: each for each in tablib.Databook().load(files["ods"], format="ods").sheets()}
    for part in {row["part"] for row in written}:
        spread = sheets[part].dict
        of_part = [row for row in written if row["part"] == part]
        assert len(spread) == len(of_part)
        for row, cells in zip(of_part, spread, strict=True):
            assert {name: as_number(cell) for name, cell in cells.items() if cell not in (None, "")} == {
                name: as_number(row[name]) for name in cells if row[name] != ""
            }
    numbers = {part: numbers_of(row for row in written if row["part"] == part) for part in PARTS}
    for part, of_json in numbers_of_json(told).items():
        assert of_json <= numbers[part], part


def as_number(cell):
    """A figure as a number, in whatever way the file has it; words as they are."""
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", str(cell)) else str(cell)


def numbers_of(rows):
    """Every figure of some rows, whatever its column."""
    return {
        float(cell) for row in rows for cell in row.values() if re.fullmatch(r"-?\d+(\.\d+)?", cell or "")
    }


def numbers_of_json(told):
    """Every figure of each part, whatever its name."""
    wanted = {part: told[part] for part in PARTS - {"indicators"}}
    figures = (
        "numerator",
        "denominator",
        "unknown",
        "value",
        "rate",
        "low",
        "high",
        "known_share",
        "mean_days",
    )
    wanted["indicators"] = [{name: each[name] for name in figures} for each in told["indicators"]]
    return {part: set(_flat(plain)) for part, plain in wanted.items()}


def _flat(plain):
    if isinstance(plain, dict):
        plain = [each for name, each in plain.items() if name not in ("early", "suppressed", "lost")]
    if isinstance(plain, list):
        for each in plain:
            yield from _flat(each)
    elif isinstance(plain, int | float) and not isinstance(plain, bool):
        yield float(plain)
