"""Versions of the specification: an old report still computes by its own definitions (outcomes: section 4)."""

import dataclasses
import datetime

import pytest
from django.db.models import Value

from outcomes.indicators import SPECIFICATION, SPECIFICATIONS, batteries, catalogue, indicator
from outcomes.indicators.specifications import fingerprint
from outcomes.pages import documented
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import outcome_report
from tests.architecture.source import ROOT
from tests.outcomes.scenes import AS_AT, RELEASED, released

HOUSED = "housed-on-release"
RELEASED_AS = {
    "2026.1": "57c01eea951511ac986cf3b60b0112a975e6e77a23982ede887b942355157cdb",
    "2026.2": "acd97dd519959237a162041ae968980e859238c8ec2b29c2e3066e57882b63a7",
}


def test_a_version_there_is_not_is_refused():
    with pytest.raises(LookupError, match=r"known are 2026\.1, 2026\.2"):
        catalogue("2025.9")
    with pytest.raises(LookupError, match=r"in specification 2026\.1"):
        indicator("hub-engagement-28", "2026.1")


@pytest.mark.parametrize("version", SPECIFICATIONS)
def test_a_released_version_says_what_it_said(version):
    assert fingerprint(version) == RELEASED_AS.get(version), (
        f"Specification {version} no longer declares what it was released with. Keep the earlier declaration in its "
        "file under the same slug, list it in that version, and list the changed one in a new version "
        "(outcomes/indicators/specifications.py); a new version's own hash is entered here."
    )


def test_a_changed_text_window_or_part_is_another_version():
    first = catalogue()[0]
    for change in (
        {"notes": "Other"},
        {"settling_days": 1},
        {"parts": {**first.parts, "more": first.parts["void"]}},
    ):
        changed = dataclasses.replace(first, **change)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(SPECIFICATIONS, "changed", (changed, *catalogue()[1:]))
            assert fingerprint("changed") != fingerprint(SPECIFICATION)


def test_each_indicator_of_a_version_is_counted_in_exactly_one_battery():
    for version in SPECIFICATIONS:
        counted = [each.slug for battery in batteries(version) for each in battery]
        assert sorted(counted) == sorted(each.slug for each in catalogue(version))


def test_an_old_report_computes_by_its_own_definition_after_a_declaration_changed(person, monkeypatch):
    released(person)
    everybody_is = dataclasses.replace(indicator(HOUSED), code=lambda at: Value("yes"))
    renewed = tuple(everybody_is if each.slug == HOUSED else each for each in catalogue())
    monkeypatch.setitem(SPECIFICATIONS, "2099.1", renewed)
    asked = (place_named("area", "Medway"), quarter_with(RELEASED), AS_AT)
    old, new = (
        outcome_report(*asked, internal=True, specification=each) for each in (SPECIFICATION, "2099.1")
    )
    assert (old.specification, new.specification) == (SPECIFICATION, "2099.1")
    assert (old.line(HOUSED).cell.numerator, old.line(HOUSED).cell.parts.unknown) == (0, 1)
    assert (new.line(HOUSED).cell.numerator, new.line(HOUSED).cell.parts.unknown) == (1, 0)


def test_a_report_of_the_first_version_has_the_indicators_it_had(medway):
    asked = (place_named("area", "Medway"), quarter_with(datetime.date(2023, 1, 1)), AS_AT)
    report = outcome_report(*asked, internal=True, specification="2026.1")
    assert [line.indicator.slug for line in report.lines] == [each.slug for each in catalogue("2026.1")]
    assert "hub-engagement-28" not in {line.indicator.slug for line in report.lines}


def test_the_documentation_has_a_page_for_each_indicator_in_force_and_no_other():
    written = {f"outcomes/{page.name}" for page in (ROOT / "docs" / "outcomes").glob("*.md")}
    assert written == {name for name, _ in documented.pages()}
