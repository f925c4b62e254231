"""No number is published that the guard was not told of, and none is left of what it withholds."""

import datetime
from dataclasses import fields, replace
from functools import cache

import pytest

from outcomes.exports.as_json import as_plain
from outcomes.parts.directions import directions_through
from outcomes.places import place_named
from outcomes.publishing import telling, withholding
from outcomes.publishing.guard import Breach
from outcomes.publishing.told import FURTHER
from outcomes.report import outcome_report, without_control
from outcomes.rounding import rounded_count
from outcomes.whole import WholeReport, whole_report
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.full import full_quarter
from tests.outcomes.publishing.quarters import QUARTER, QUARTER_AFTER
from tests.outcomes.scenes import AS_AT

PARTS = {each.name for each in fields(WholeReport)}

OF_LINES = {
    "indicators": "lines",
    "cohorts": "cohorts",
}  # sections of a file made of lines, and the part told
LINE_COUNTS = ("numerator", "denominator", "unknown", "excluded.*", "counted_apart.*")
SHARES = ("rate", "low", "high")

# Every number of a file: of which part the count behind it was told ...
COUNTS = {
    **{f"{section}.{name}": part for section, part in OF_LINES.items() for name in LINE_COUNTS},
    **dict.fromkeys(["indicators.verified.numerator", "indicators.verified.denominator"], "lines"),
    "survival.at_risk": "survival",
    "retention.at_risk": "retention",
    **dict.fromkeys([f"flow.{name}" for name in ("reached", "lost", "early", "losses.number")], "flow"),
    **dict.fromkeys(["hubs.numerator", "hubs.denominator", "hubs.case_mix.referred"], "hubs"),
    **dict.fromkeys(["groups.by.*.numerator", "groups.by.*.denominator"], "divided"),
    **dict.fromkeys(["compared.landmarks.left", "compared.expected.without"], "compared"),
}
# ... or of which part the counts were told that it is worked out from ...
DRAWN_FROM = {
    **{f"{section}.{name}": part for section, part in OF_LINES.items() for name in ("value", *SHARES)},
    **{f"indicators.verified.{name}": "lines" for name in SHARES},
    "indicators.known_share": "lines",
    **{f"{part}.{name}": part for part in ("survival", "retention") for name in ("survival", "low", "high")},
    "flow.share": "flow",
    **{f"hubs.{name}": "hubs" for name in (*SHARES, "case_mix.shares.*")},
    **{f"groups.by.*.{name}": "divided" for name in SHARES},
    **dict.fromkeys(["reporting.known", "grows"], "lateness"),
    **{f"compared.landmarks.{group}.{name}": "compared" for group in ("came", "did_not")
       for name in ("people", "share", "low", "high")},
    **{f"compared.expected.{name}": "compared" for name in ("ratio", "mean", *SHARES)},
}  # fmt: skip
# ... or why it tells of nobody counted here.
TELLS_OF_NOBODY = {
    **dict.fromkeys(["survival.day", "retention.day", "compared.landmarks.day"], "a day of every report"),
    **dict.fromkeys([f"indicators.direction.{name}" for name in ("quarters", "slope", "low", "high")],
                    "drawn through published rates"),
    "indicators.mean_days": "a mean of 30 or more",
}  # fmt: skip
# beneath these stand names that a report makes itself
OWN_NAMES = ("excluded", "counted_apart", "by", "shares")


@cache
def full_report():
    """What a full report of an area tells, and the report: plain values, worked out once for all tests."""
    OffenceCoverageFactory(covers_to=AS_AT)
    full_quarter(AreaFactory(name="Medway"), HubFactory(name="Chatham"))
    whole = whole_report(report := outcome_report(place_named("area", "Medway"), QUARTER, AS_AT))
    return telling.told_of(whole_report(without_control(report)), whole), whole


@pytest.fixture
def told_and_published(db):
    return full_report()


def numbers(plain, path=()):
    """(path, number) of each number beneath a value: lists have no names, and mappings of `OWN_NAMES` one for all."""
    if isinstance(plain, dict):
        for name, each in plain.items():
            own = path and path[-1] in OWN_NAMES
            yield from numbers(each, (*path, "*" if own else name))
    elif isinstance(plain, list | tuple):
        for each in plain:
            yield from numbers(each, path)
    elif isinstance(plain, int | float) and not isinstance(plain, bool):
        yield ".".join(path), plain


def shown(told):
    """Of each part, the rounded counts of which the guard is told that they are shown."""
    found = {}
    for each in (each for each in told if each.is_shown):
        found.setdefault(each.part, set()).add(rounded_count(each.count))
    events = {(each.part, each.table): each.count for each in told if each.entry == "events"}
    for each in (each for each in told if each.entry == FURTHER):
        found[each.part].add(rounded_count(each.count + events[each.part, each.table]))
    return found


def test_every_part_of_a_report_says_what_it_tells_and_what_it_goes_with():
    assert {"report"} | telling.TELL_NOTHING | (telling.TELLS.keys() - {"lines", "survival"}) == PARTS
    goes = {*withholding.DRAWN_FROM_ITS_INDICATOR, *withholding.WHOLE_PARTS}
    assert goes | {*withholding.OTHERWISE, *withholding.OF_NOBODY} == PARTS


def test_every_number_of_a_published_file_was_told_to_the_guard_or_says_nothing_of_anybody(
    told_and_published,
):
    told, whole = told_and_published
    known, found = shown(told), list(numbers(as_plain(whole)))
    for path, number in found:
        if path in COUNTS:
            assert number in known[COUNTS[path]], (path, number)
        elif path in DRAWN_FROM:
            assert known[DRAWN_FROM[path]], path
        else:
            assert path in TELLS_OF_NOBODY, path
    seen = {path.partition(".")[0] for path, _ in found}
    assert seen >= {"indicators", "survival", "flow", "retention", "hubs", "groups", "reporting", "compared"}


def with_nothing_of(report, slug):
    """The report with everything of an indicator hidden."""
    lines = list(report.lines)
    (at,) = [place for place, line in enumerate(lines) if line.indicator.slug == slug]
    lines[at] = replace(lines[at], cell=replace(lines[at].cell, numerator=None, denominator=None))
    hidden = replace(report, lines=tuple(lines))
    hidden.__dict__.update({name: each for name, each in vars(report).items() if name not in vars(hidden)})
    return hidden


def test_a_cohort_that_stands_beside_a_hidden_nobody_is_told_as_it_is(medway):
    slug, not_mature = "proven-reoffending", datetime.date(2024, 11, 30)
    report = outcome_report(place_named("area", "Medway"), QUARTER_AFTER, not_mature)
    exact = without_control(shown := with_nothing_of(report, slug))
    assert exact.line(slug).cell.denominator == 0
    whole = whole_report(shown)
    assert whole.cohorts[slug].period == QUARTER
    told = telling.told_of(whole_report(exact, shown), whole)
    counts = {(each.part, each.entry): each.count for each in told
              if each.table == slug and each.key.period == QUARTER.label}  # fmt: skip
    assert counts["cohorts", "events"] == counts["divided", "events: Sex: Men"] == 30


def test_with_everything_withheld_no_number_is_left(told_and_published):
    told, whole = told_and_published
    found = [Breach(each.part, each.table, each.key, each.entry) for each in told]
    left = withholding.withholding(whole, found)
    assert list(numbers(as_plain(left))) == []
    assert withholding.left(told, found) == []


def test_what_is_drawn_from_an_indicator_goes_with_it(told_and_published):
    told, whole = told_and_published
    one = next(each for each in told if each.table == "proven-reoffending")
    left = withholding.withholding(whole, [Breach(one.part, one.table, one.key, one.entry)])
    assert {each.indicator.slug for each in whole.divided} - {
        each.indicator.slug for each in left.divided
    } == {"proven-reoffending"}
    assert "proven-reoffending" not in left.directions
    assert left.compared.landmarks == ()
    assert left.compared.expected is None
    assert left.report.survival == ()
    assert {each.table for each in told if each not in withholding.left(told, [one])} >= {
        "proven-reoffending", "survival", "compared on day 28",
    }  # fmt: skip


def test_a_published_direction_is_drawn_through_published_rates_alone(told_and_published):
    _, whole = told_and_published
    number, slug = QUARTER.quarters[0], "housed-on-release"
    rates = {slug: {number - back: 0.5 + back / 100 for back in range(6)}}
    assert directions_through(whole.report, [slug], rates)[slug].state == "falling"
    del rates[slug][number - 3]
    assert directions_through(whole.report, [slug], rates)[slug].state == "too_few"
