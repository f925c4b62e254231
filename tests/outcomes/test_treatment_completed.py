"""S3: treatment that ended, and how (outcomes: section 1)."""

import pytest

from foundation.lifecycle import facts
from tests.factories.pathways import SpellFactory
from tests.outcomes.scenes import a_line, later, parts

S3 = "treatment-completed"


@pytest.fixture
def leave(person):
    def left(why="", after=0, code="community_structured", kind="treatment", **more):
        return SpellFactory(
            person=person, kind=kind, code=code, started_on=later(after - 90), ended_on=later(after),
            end_reason=why, **more,
        )  # fmt: skip

    return left


def test_treatment_that_goes_on_is_no_exit(person):
    SpellFactory(person=person, kind="treatment", code="community_structured", started_on=later(-90))
    assert parts(S3) == {}


def test_a_job_that_ends_is_no_exit(leave):
    leave("Sacked", kind="employment", code="employed")
    assert parts(S3) == {}


@pytest.mark.parametrize("why", ["dropped_out", "transferred", "recalled", "other"])
def test_only_free_of_dependence_is_completed(leave, why):
    leave(why)
    assert parts(S3) == {"non_event": 1}


def test_an_end_without_a_reason_is_unknown_and_never_a_no(leave):
    leave("")
    leave("free_of_dependence", 1, code="other")
    assert parts(S3) == {"unknown": 1, "event": 1}
    assert (a_line(S3).cell.numerator, a_line(S3).cell.denominator) == (1, 1)


@pytest.mark.parametrize("code", ["community_structured", "prison", "other"])
def test_every_treatment_episode_counts_on_the_day_it_ended(leave, code):
    leave("free_of_dependence", code=code)
    assert parts(S3) == {"event": 1}
    assert parts(S3, day=later(-90)) == {}


def test_an_end_still_to_come_on_the_as_at_day_is_no_exit(leave):
    leave("free_of_dependence", 1)
    assert parts(S3, as_at=later(0)) == {}
    assert parts(S3, as_at=later(1)) == {"event": 1}


def test_an_end_put_right_moves_with_its_correction(leave):
    spell = leave("free_of_dependence")
    facts.correct([(spell, {"end_reason": "dropped_out"})], by=None)
    assert parts(S3) == {"non_event": 1}
