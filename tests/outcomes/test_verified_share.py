"""How many of a numerator's facts have a verified claim: shown beside the figure, and never part of it."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import facts
from outcomes import engine
from outcomes.indicators import CATALOGUE, indicator
from outcomes.moments import report_moment
from outcomes.pages.rows import Row
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import line_of
from tests.factories.accounts import UserFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    CheckFactory,
    MilestoneClaimFactory,
    SpellFactory,
)
from tests.outcomes.scenes import AS_AT, RELEASED, a_line, later, living_in, released

E1, E2, E3, A1, A2 = (
    "employed-6-weeks", "employed-6-months", "job-sustained", "housed-on-release", "settled-3-months",
)  # fmt: skip
WORK = {"kind": "employment", "code": "employed"}


@pytest.fixture
def settled(db):
    AccommodationCodeFactory(code="A01A", settledness="settled", housed_on_release_night="yes")
    return {"kind": "accommodation", "code": "A01A"}


def claimed(spell, state="verified", at=None):
    noon = datetime.datetime.combine(at or later(50), datetime.time(12), datetime.UTC)
    decided = {"verified_at": noon} if state in ("verified", "revoked") else {}
    return MilestoneClaimFactory(
        pathway__person=spell.person, spell=spell, milestone="job_started", reached_on=spell.started_on,
        state=state, claimed_at=noon, **decided,
    )  # fmt: skip


def shares(slug, **asked):
    cell = a_line(slug, **asked).verified
    return (cell.numerator, cell.denominator)


def controlled(slug):
    at = report_moment(AS_AT)
    return line_of(indicator(slug), place_named("area", "Medway"), quarter_with(RELEASED), at, internal=False)


def in_work_of(medway, number, verified):
    """So many people who left prison and work, of whom so many with a verified claim."""
    for each in range(number):
        person = living_in(medway)
        released(person)
        job = SpellFactory(person=person, started_on=RELEASED, **WORK)
        if each < verified:
            claimed(job)


@pytest.mark.parametrize(("verified", "of"), [(9, 40), (31, 40)])
def test_a_share_that_would_tell_of_fewer_than_ten_is_not_shown(medway, verified, of):
    in_work_of(medway, of, verified)
    idle = [living_in(medway) for _ in range(12)]
    for person in idle:
        released(person)
        SpellFactory(person=person, started_on=RELEASED, kind="employment", code="not_employed")
    line = controlled(E1)
    assert line.cell.numerator == 40
    assert (line.verified.numerator, line.verified.rate) == (None, None)
    assert "[c]" in Row(line, quarter_with(RELEASED), AS_AT, 0).verified


def test_where_the_numerator_is_hidden_nothing_is_said_of_it(medway):
    in_work_of(medway, 5, 5)
    line = controlled(E1)
    assert line.cell.numerator is None
    assert line.verified is None


def test_a_share_of_enough_is_shown_rounded(medway):
    in_work_of(medway, 40, 22)
    for _ in range(12):
        person = living_in(medway)
        released(person)
        SpellFactory(person=person, started_on=RELEASED, kind="employment", code="not_employed")
    row = Row(controlled(E1), quarter_with(RELEASED), AS_AT, 0)
    assert row.verified == "20 of 40, 55%"


def test_before_a_cell_is_mature_nothing_is_said(medway):
    in_work_of(medway, 3, 2)
    assert a_line(E1, as_at=later(45)).verified is None


@pytest.mark.parametrize("state", ["claimed", "returned", "revoked", None])
def test_a_fact_counts_without_a_verified_claim_and_is_not_counted_as_verified(person, state):
    released(person)
    job = SpellFactory(person=person, started_on=RELEASED, **WORK)
    if state == "revoked":
        claim = claimed(job, state)
        type(claim).versions.update(revoked_at=claim.verified_at)
    elif state:
        claimed(job, state)
    assert a_line(E1).cell.parts.events == 1
    assert shares(E1) == (0, 1)


def test_an_answer_that_no_spell_bears_out_rests_on_no_claim(person):
    released(person)
    CheckFactory(person=person, name="week_6", point_on=later(42), answer="yes")
    assert shares(E1) == (0, 1)


def test_a_claim_about_a_job_that_had_ended_by_then_is_not_about_the_fact(person):
    released(person)
    claimed(SpellFactory(person=person, started_on=RELEASED, ended_on=later(20), **WORK))
    SpellFactory(person=person, started_on=later(21), **WORK)
    assert shares(E1) == (0, 1)


def test_a_claim_verified_after_the_as_at_date_was_not_verified_yet(person):
    released(person)
    claimed(SpellFactory(person=person, started_on=RELEASED, **WORK), at=later(150))
    assert shares(E1, as_at=later(149)) == (0, 1)
    assert shares(E1, as_at=later(150)) == (1, 1)


@pytest.mark.parametrize("slug", [E1, E2, E3])
def test_a_verified_job_is_one_of_the_verified(person, slug):
    released(person)
    claimed(SpellFactory(person=person, started_on=RELEASED, **WORK))
    assert shares(slug) == (1, 1)


@pytest.mark.parametrize("slug", [A1, A2])
def test_a_verified_home_is_one_of_the_verified(person, settled, slug):
    released(person)
    claimed(SpellFactory(person=person, started_on=RELEASED, **settled))
    assert shares(slug) == (1, 1)


def test_a_corrected_spell_keeps_its_claim_as_it_was_known_then(person):
    released(person)
    job = SpellFactory(person=person, started_on=RELEASED, **WORK)
    claimed(job)
    before = timezone.now()
    facts.correct([(job, {"detail": "Strood Dairy Co-op"})], by=None)
    at = report_moment(AS_AT, before)
    found = engine.counts(
        indicator(E1), place_named("area", "Medway").family, at, quarter_with(RELEASED).quarters
    )
    assert any(part.reason == "verified" for counted in found.values() for part in counted)


def test_those_that_say_so_are_employment_and_accommodation():
    assert {each.id for each in CATALOGUE if each.verified} == {"E1", "E2", "E3", "A1", "A2"}


def test_the_report_and_the_page_of_an_indicator_say_how_many_are_verified(client, medway):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    in_work_of(medway, 40, 22)
    for _ in range(12):
        person = living_in(medway)
        released(person)
        SpellFactory(person=person, started_on=RELEASED, kind="employment", code="not_employed")
    at = f"?as_at={AS_AT}"
    report = client.get(f"/outcomes/area/medway/2023-Q1/{at}").content.decode()
    assert "20 of 40, 55%" in report
    assert "whether or not a claim about them is verified" in report
    page = client.get(f"/outcomes/area/medway/2023-Q1/{E1}/{at}").content.decode()
    assert "verified: 20 of 40, 55%" in page
