"""Importing spells and checks."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import events
from pathways.models import Check, Pathway, Spell
from tests.factories.intake import load, problems
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import AccommodationCodeFactory, CheckFactory, PathwayFactory
from tests.factories.people import PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
SPELLS = "crn kind code started_on ended_on end_reason detail"
CHECKS = "crn check point_on answer reason"


@pytest.fixture(autouse=True)
def kofi():
    AccommodationCodeFactory(code="A01D")
    AccommodationCodeFactory(code="A03", settledness="transient", label="Short-term")
    return PersonFactory(crn="X000001", date_of_birth=datetime.date(1990, 5, 14))


def test_codes_ends_and_reasons_that_cannot_be_are_refused():
    assert problems(
        "spells", SPELLS,
        "X000001 employment A01D 2026-01-05 - - -",
        "X000001 employment employed 2026-01-05 2026-01-05 - -",
        "X000001 treatment community_structured 2026-01-05 2026-02-01 bored -",
        "X000001 accommodation Z99 2026-01-05 - - -",
    ) == [
        "f:2 code: “A01D” is not one of apprenticeship, education, employed, not_employed, self_employed, unavailable",
        "f:3 ended_on: 2026-01-05 must be after started_on: it is the first day without it",
        "f:4 end_reason: “bored” is not one of free_of_dependence, dropped_out, transferred, recalled, other",
        "f:5 code: “Z99” is not one of A01D, A03",
    ]  # fmt: skip


def test_two_homes_at_one_time_are_refused_after_the_whole_file():
    rows = (
        "X000001 accommodation A03 2026-02-01 - - -",
        "X000001 accommodation A01D 2026-01-01 2026-02-02 - -",
    )
    assert problems("spells", SPELLS, *rows) == [
        "f:2 started_on: overlaps with line 3: only one at a time; give the first its ended_on"
    ]


def test_every_home_within_a_longer_one_is_named():
    rows = (
        "X000001 accommodation A03 2025-01-01 2025-12-31 - -",
        "X000001 accommodation A01D 2025-02-01 2025-03-01 - -",
        "X000001 accommodation A01D 2025-05-01 2025-06-01 - -",
        "X000001 accommodation A01D 2025-12-31 - - -",
    )
    said = "overlaps with line 2: only one at a time; give the first its ended_on"
    assert problems("spells", SPELLS, *rows) == [f"f:{line} started_on: {said}" for line in (3, 4)]


def test_a_file_without_ends_leaves_the_known_end_of_a_home():
    load("spells", SPELLS, "X000001 accommodation A03 2026-01-01 2026-02-01 - -")
    rows = "X000001 accommodation A03 2026-01-01", "X000001 accommodation A01D 2026-02-01"
    assert load("spells", "crn kind code started_on", *rows) == (1, 0, 1)


def test_a_reason_without_a_day_is_kept():
    assert load("spells", SPELLS, "X000001 employment employed 2026-01-01 - Redundancy -") == (1, 0, 0)
    assert Spell.objects.get().end_reason == "Redundancy"


def test_a_home_that_overlaps_one_recorded_already_is_refused():
    load("spells", SPELLS, "X000001 accommodation A03 2026-01-01 - - -")
    assert problems("spells", SPELLS, "X000001 accommodation A01D 2026-02-01 - - -") == [
        "f:2 started_on: overlaps with one that is recorded already: only one at a time; give the first its ended_on"
    ]


def test_a_file_that_lengthens_one_home_and_shortens_the_next_is_written_without_a_clash():
    load(
        "spells", SPELLS,
        "X000001 treatment prison 2026-01-01 2026-01-10 - -",
        "X000001 accommodation A03 2026-01-01 2026-01-10 - -",
        "X000001 accommodation A01D 2026-01-20 - - -",
    )  # fmt: skip
    rows = (
        "X000001 accommodation A03 2026-01-01 2026-01-20 - -",
        "X000001 accommodation A01D 2026-01-20 2026-02-01 - -",
        "X000001 accommodation A03 2026-02-01 - - -",
    )
    assert load("spells", SPELLS, *rows) == (1, 2, 0)


def test_homes_that_overlap_since_a_merge_may_stand_in_the_same_file_again(kofi):
    rows = "X000001 accommodation A03 2026-01-01 - - -", "X000002 accommodation A01D 2026-02-01 - - -"
    other = PersonFactory(crn="X000002", date_of_birth=kofi.date_of_birth)
    load("spells", SPELLS, *rows)
    Spell.versions.filter(person=other).update(person=kofi)
    other.merged_into = kofi
    other.save()
    assert load("spells", SPELLS, *rows) == (0, 0, 2)
    assert problems("spells", SPELLS, "X000001 accommodation A01D 2025-12-01 2026-03-01 - -") == [
        "f:2 started_on: overlaps with one that is recorded already: only one at a time; give the first its ended_on"
    ]


def test_one_file_ends_a_home_and_begins_the_next():
    load("spells", SPELLS, "X000001 accommodation A03 2026-01-01 - - -")
    rows = (
        "X000001 accommodation A01D 2026-02-01 - - -",
        "X000001 accommodation A03 2026-01-01 2026-02-01 - -",
    )
    assert load("spells", SPELLS, *rows) == (1, 1, 0)
    assert load("spells", SPELLS, *rows) == (0, 0, 2)


def test_jobs_may_overlap_and_so_may_treatment_in_and_after_prison():
    rows = (
        "X000001 employment employed 2026-01-01 - - -",
        "X000001 employment self_employed 2026-01-05 - - -",
        "X000001 treatment prison 2026-01-01 2026-02-01 transferred -",
        "X000001 treatment community_structured 2026-01-20 - - -",
    )
    assert load("spells", SPELLS, *rows) == (4, 0, 0)


def test_an_imported_job_achieves_the_pathway_under_way(kofi):
    PathwayFactory(person=kofi, kind="employment")
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    assert Pathway.objects.get().state == "achieved"


def test_a_job_that_ended_only_begins_the_pathway(kofi):
    PathwayFactory(person=kofi, kind="employment")
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 2026-02-01 - -")
    assert Pathway.objects.get().state == "in_progress"


def test_an_end_is_a_correction_that_keeps_the_open_spell():
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - Dairy")
    assert load("spells", SPELLS, "X000001 employment employed 2026-01-01 2026-02-01 - Dairy") == (0, 1, 0)
    assert Spell.versions.get(version_of=Spell.objects.get()).ended_on is None


def test_an_answer_about_a_day_to_come_is_refused():
    ahead = timezone.localdate() + datetime.timedelta(days=1)
    rows = f"X000001 week_6 {ahead} yes -", f"X000001 week_12 {ahead} out_of_scope recalled"
    assert problems("checks", CHECKS, *rows) == [f"f:2 point_on: {ahead} is in the future"]


def test_a_check_is_answered_and_corrected():
    assert load("checks", CHECKS, "X000001 week_6 2026-02-12 unknown no~answer") == (1, 0, 0)
    assert load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -") == (0, 1, 0)
    assert load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -") == (0, 0, 1)
    assert Check.objects.get().answer == "yes"


def test_an_imported_answer_answers_the_check_that_is_due(kofi):
    due = CheckFactory(person=kofi, name="week_6", point_on=datetime.date(2026, 2, 12), answer="")
    run = RunningClockFactory(clock="check", subject_type="pathways.check", subject_id=due.pk)
    PathwayFactory(person=kofi, kind="employment", opened_on=datetime.date(2026, 1, 1))
    ReleaseFactory(person=kofi, released_on=datetime.date(2026, 1, 1))
    assert load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -") == (0, 1, 0)
    due.refresh_from_db()
    run.refresh_from_db()
    assert (due.answer, run.outcome) == ("yes", "met")


def test_an_imported_answer_stands_before_what_the_record_said_by_itself(kofi):
    CheckFactory(
        person=kofi, point_on=datetime.date(2026, 2, 12), answer="out_of_scope", reason="Died", by_rule=True
    )
    assert load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -") == (0, 1, 0)
    assert (Check.objects.get().answer, Check.objects.get().by_rule) == ("yes", False)


def test_an_imported_job_is_asked_about(kofi):
    PathwayFactory(person=kofi, kind="employment", opened_on=datetime.date(2026, 1, 1))
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    assert set(Check.objects.unanswered().values_list("name", flat=True)) == {"week_6", "week_26"}


def test_imported_checks_sustain_a_job_that_stands(kofi):
    PathwayFactory(person=kofi, kind="employment", opened_on=datetime.date(2026, 1, 1))
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -", "X000001 week_26 2026-07-02 yes -")
    assert Pathway.objects.get().state == "sustained"


def setbacks(pathway):
    found = events.of(pathway).filter(what="set_back")
    return [(event.to_state, event.effective_on, event.reason) for event in found]


@pytest.fixture
def sustained(kofi):
    pathway = PathwayFactory(person=kofi, kind="employment", opened_on=datetime.date(2026, 1, 1))
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    load("checks", CHECKS, "X000001 week_6 2026-02-12 yes -", "X000001 week_26 2026-07-02 yes -")
    return pathway


def test_an_imported_end_of_the_only_job_sets_back_what_was_sustained(sustained):
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 2026-08-03 - -")
    sustained.refresh_from_db()
    assert sustained.state == "in_progress"
    assert setbacks(sustained) == [("in_progress", datetime.date(2026, 8, 3), "Job ended 3 August 2026")]


def test_an_imported_end_sets_back_what_was_achieved(kofi):
    pathway = PathwayFactory(person=kofi, kind="employment")
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 2026-02-01 - -")
    pathway.refresh_from_db()
    assert (pathway.state, len(setbacks(pathway))) == ("in_progress", 1)


def test_an_imported_end_is_no_setback_while_another_job_stands(kofi):
    pathway = PathwayFactory(person=kofi, kind="employment")
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    load(
        "spells", SPELLS, "X000001 employment employed 2026-01-01 2026-02-01 - -",
        "X000001 employment self_employed 2026-02-01 - - -",
    )  # fmt: skip
    pathway.refresh_from_db()
    assert (pathway.state, setbacks(pathway)) == ("achieved", [])


def test_an_imported_no_sets_back_on_the_day_it_is_about(kofi):
    pathway = PathwayFactory(person=kofi, kind="employment", opened_on=datetime.date(2026, 1, 1))
    load("spells", SPELLS, "X000001 employment employed 2026-01-01 - - -")
    load("checks", CHECKS, "X000001 week_6 2026-02-12 no -")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"
    assert setbacks(pathway) == [
        ("in_progress", datetime.date(2026, 2, 12), "A check about 12 February 2026 says no")
    ]
    load("checks", CHECKS, "X000001 week_6 2026-02-12 no -")
    assert len(setbacks(pathway)) == 1


def test_an_imported_answer_that_puts_a_yes_right_no_longer_sustains(sustained):
    load("checks", CHECKS, "X000001 week_26 2026-07-02 unknown Rang~twice")
    sustained.refresh_from_db()
    assert (sustained.state, len(setbacks(sustained))) == ("achieved", 1)
