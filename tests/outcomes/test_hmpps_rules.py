"""The official measures of HMPPS on employment and accommodation after release, one test named after each rule.

Source: HMPPS, Community Performance and Offender Employment Outcomes, technical notes. (outcomes: E1, E2, A1, A2)
"""

import datetime
from pathlib import Path

import pytest

from foundation import lifecycle
from outcomes.indicators import indicator
from pathways.models import AccommodationCode, Check
from tests.factories.pathways import AccommodationCodeFactory, CheckFactory, SpellFactory
from tests.factories.people import PrisonFactory, SupervisionFactory
from tests.outcomes.scenes import RELEASED, later, living_in, parts, released

E1, E2, A1, A2 = "employed-6-weeks", "employed-6-months", "housed-on-release", "settled-3-months"
RESET = datetime.date(2024, 5, 1)
SIX_MONTHS, THREE_MONTHS = datetime.date(2023, 9, 1), datetime.date(2023, 6, 1)
POINTS = {E1: ("week_6", later(42)), E2: ("month_6", SIX_MONTHS), A1: ("release_night", RELEASED),
          A2: ("month_3", THREE_MONTHS)}  # fmt: skip
EACH = pytest.mark.parametrize("slug", [E1, E2, A1, A2])
SUPERVISED = pytest.mark.parametrize("slug", [E1, E2, A2])
DAY = datetime.timedelta(days=1)


def say(person, slug, answer, reason=""):
    name, day = POINTS[slug]
    CheckFactory(person=person, name=name, point_on=day, answer=answer, reason=reason)


def home(person, code, settledness, housed, since=RELEASED):
    AccommodationCodeFactory(code=code, settledness=settledness, housed_on_release_night=housed)
    return SpellFactory(person=person, kind="accommodation", code=code, started_on=since)


@EACH
def test_hmpps_releases_on_one_day_count_once(person, slug):
    released(person)
    released(person, prison=PrisonFactory(name="Elmley"))
    say(person, slug, "yes")
    assert parts(slug) == {"event": 1}


@EACH
def test_hmpps_a_person_released_again_after_recall_counts_again(person, slug):
    released(person, on=RELEASED - datetime.timedelta(days=50), recalled_on=RELEASED - DAY)
    released(person, kind="post_recall")
    say(person, slug, "yes")
    counted = parts(slug)
    assert counted["event"] == 1
    assert sum(counted.values()) == 2


@EACH
@pytest.mark.parametrize("kind", ["temporary", "bail"])
def test_hmpps_temporary_release_and_bail_are_no_release(person, slug, kind):
    released(person, kind=kind)
    say(person, slug, "yes")
    assert parts(slug) == {}


@EACH
def test_hmpps_a_same_day_recall_is_left_out(person, slug):
    released(person, recalled_on=RELEASED)
    say(person, slug, "yes")
    assert parts(slug) == {"recalled": 1}


@EACH
def test_hmpps_of_two_releases_on_one_day_the_one_that_was_not_recalled_stands(person, slug):
    released(person)
    released(person, recalled_on=RELEASED, prison=PrisonFactory(name="Elmley"))
    say(person, slug, "yes")
    assert parts(slug) == {"event": 1}


@EACH
@pytest.mark.parametrize("answer", ["", "unknown"])
def test_hmpps_unknown_leaves_the_denominator_and_is_shown(person, slug, answer):
    released(person)
    say(person, slug, answer)
    assert parts(slug) == {"unknown": 1}


@EACH
def test_hmpps_out_of_scope_leaves_the_denominator(person, slug):
    released(person)
    say(person, slug, "out_of_scope")
    assert parts(slug) == {"out_of_scope": 1}


@pytest.mark.parametrize("slug", [E1, E2])
def test_hmpps_unavailable_for_work_leaves_the_denominator(person, slug):
    released(person)
    SpellFactory(person=person, kind="employment", code="unavailable", started_on=RELEASED)
    assert parts(slug) == {"unavailable_for_work": 1}


@pytest.mark.parametrize("slug", [E1, E2])
@pytest.mark.parametrize(
    ("reason", "counted_as"),
    [("Unavailable for work", "unavailable_for_work"), ("Moved away", "out_of_scope"), ("", "out_of_scope")],
)
def test_hmpps_a_check_says_unavailable_for_work_as_a_spell_does(person, slug, reason, counted_as):
    released(person)
    say(person, slug, "out_of_scope", reason)
    SpellFactory(person=person, code="employed", started_on=RELEASED)
    assert parts(slug) == {counted_as: 1}


def test_hmpps_unavailable_for_work_is_a_reason_that_is_offered():
    listed = (Path(lifecycle.__file__).parent / "reference" / "reasons.csv").read_text()
    assert f"check_scope,employment,{Check.UNAVAILABLE_FOR_WORK},no" in listed


@SUPERVISED
def test_hmpps_recalled_before_the_point_leaves_the_denominator(person, slug):
    released(person, recalled_on=POINTS[slug][1] - DAY)
    say(person, slug, "yes")
    assert parts(slug) == {"recalled": 1}


@SUPERVISED
def test_hmpps_died_before_the_point_leaves_the_denominator(medway, slug):
    person = living_in(medway, died_on=POINTS[slug][1] - DAY)
    released(person)
    say(person, slug, "yes")
    assert parts(slug) == {"died": 1}


def test_hmpps_died_on_the_day_of_release_leaves_the_denominator_of_the_night(medway):
    person = living_in(medway, died_on=RELEASED)
    released(person)
    say(person, A1, "yes")
    assert parts(A1) == {"died": 1}


@SUPERVISED
def test_hmpps_supervision_must_not_have_ended_before_the_point(person, slug):
    released(person)
    say(person, slug, "yes")
    SupervisionFactory(person=person, started_on=RELEASED, ended_on=POINTS[slug][1] - DAY)
    assert parts(slug) == {"not_supervised": 1}


def test_hmpps_housed_on_the_night_needs_no_supervision(person):
    released(person)
    say(person, A1, "yes")
    SupervisionFactory(person=person, started_on=RELEASED, ended_on=RELEASED)
    assert parts(A1) == {"event": 1}


@SUPERVISED
def test_hmpps_from_the_probation_reset_only_supervised_releases_count(person, slug):
    released(person, on=RESET)
    assert parts(slug, day=RESET) == {"not_supervised": 1}
    SupervisionFactory(person=person, started_on=RESET)
    assert parts(slug, day=RESET) == {"unknown": 1}


@SUPERVISED
def test_hmpps_the_series_breaks_at_the_probation_reset(person, slug):
    assert indicator(slug).series_break == RESET
    released(person, on=RESET - DAY)
    assert parts(slug, day=RESET) == {"before_series_break": 1}


def test_hmpps_housed_on_the_night_of_release_continues_over_the_reset(person):
    assert indicator(A1).series_break is None
    released(person, on=RESET - DAY)
    assert parts(A1, day=RESET) == {"unknown": 1}


@pytest.mark.parametrize("code", ["employed", "self_employed", "apprenticeship"])
def test_hmpps_employment_counts_over_whatever_overlaps_it(person, code):
    released(person)
    SpellFactory(person=person, code=code, started_on=RELEASED)
    SpellFactory(person=person, code="unavailable", started_on=later(20))
    assert parts(E1) == {"event": 1}
    assert parts(E2) == {"event": 1}


@pytest.mark.parametrize("code", ["education", "not_employed"])
def test_hmpps_education_is_not_employment(person, code):
    released(person)
    SpellFactory(person=person, code=code, started_on=RELEASED)
    assert parts(E1) == {"non_event": 1}


def test_hmpps_shelters_hostels_campsites_squats_and_rough_sleeping_are_not_housed(person):
    released(person)
    home(person, "A08A", "homeless", "no")
    assert parts(A1) == {"non_event": 1}


def test_hmpps_a_transient_place_is_housed_on_the_night_and_not_settled_at_three_months(person):
    released(person)
    home(person, "A17", "transient", "yes")
    assert parts(A1) == {"event": 1}
    assert parts(A2) == {"non_event": 1}


def test_hmpps_a_code_counts_as_it_stood_when_the_home_began(person):
    was = {"label": "Supported housing", "settledness": "transient", "housed_on_release_night": "yes"}
    AccommodationCode.objects.create(code="A30", valid_until=later(10), **was)
    AccommodationCode.objects.create(code="A30", valid_from=later(10), **was | {"settledness": "settled"})
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A30", started_on=RELEASED)
    assert parts(A2) == {"non_event": 1}
