"""M1: milestones verified by somebody else in time (outcomes: section 1)."""

import datetime

import pytest

from foundation.lifecycle import facts
from foundation.lifecycle.dates import LONDON
from foundation.lifecycle.working_days import add_working_days
from outcomes.indicators import indicator
from outcomes.indicators.milestones_verified import RETURNED
from pathways.models import MilestoneClaim
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.outcomes.scenes import RELEASED, a_line, later, parts

M1 = "milestones-verified"
LAST = add_working_days(RELEASED, 20)


def at(day, hour=12):
    return datetime.datetime.combine(day, datetime.time(hour), LONDON)


@pytest.fixture
def claim(person):
    """A claim made on the day of release, as somebody left it."""

    pathway = PathwayFactory(person=person)

    def made(state="claimed", on=None, **more):
        decided = {"verified": "verified_at", "returned": "returned_at", "revoked": "verified_at"}.get(state)
        if decided:
            more[decided] = at(on or later(1))
        return MilestoneClaimFactory(
            **{"pathway": pathway, "claimed_at": at(RELEASED), "state": state} | more
        )

    return made


def test_a_claim_that_the_draw_left_out_is_out_of_scope(claim):
    claim(is_to_be_verified=False)
    assert parts(M1) == {"out_of_scope": 1}


def test_a_claim_drawn_after_the_as_at_date_was_not_yet_asked_for(claim):
    claim(asked_on=later(40), in_time_until=add_working_days(later(40), 20))
    assert parts(M1, as_at=later(39)) == {"out_of_scope": 1}
    assert parts(M1, as_at=later(40)) == {"not_yet_followed": 1}


@pytest.mark.parametrize(("on", "part"), [(LAST, "event"), (LAST + datetime.timedelta(days=1), "non_event")])
def test_in_time_is_by_the_end_of_the_20th_working_day(claim, on, part):
    claim("verified", on)
    assert parts(M1) == {part: 1}


def test_the_last_evening_in_london_is_in_time(claim):
    claim("verified", verified_at=at(LAST, 23))
    assert parts(M1) == {"event": 1}


def test_an_open_claim_is_followed_for_20_working_days(claim):
    claim()
    assert parts(M1, as_at=LAST - datetime.timedelta(days=1)) == {"not_yet_followed": 1}
    assert parts(M1, as_at=LAST) == {"non_event": 1}


@pytest.mark.parametrize(
    ("reason", "code"), [*RETURNED.items(), ("Other", "returned_other"), ("Of old", "returned_other")]
)
def test_a_returned_claim_is_told_by_its_reason_beside_the_rate(claim, reason, code):
    claim("returned", returned_reason=reason)
    assert parts(M1) == {"non_event": 1, code: 1}
    assert a_line(M1).cell.denominator == 1


def test_a_returned_claim_may_still_be_verified_in_time(claim):
    claim("returned")
    assert parts(M1, as_at=later(5)) == {"not_yet_followed": 1}


def test_a_claim_made_again_keeps_its_first_day_and_its_20_working_days(claim):
    again = {"claimed_at": at(later(20)), "first_claimed_at": at(RELEASED)}
    claim("verified", LAST, **again)
    claim("verified", LAST + datetime.timedelta(days=1), milestone="interview", **again)
    assert parts(M1) == {"event": 1, "non_event": 1}


def test_a_revoked_verification_counts_no_longer_from_its_day_on(claim):
    claim("revoked", revoked_at=at(later(200)))
    assert parts(M1, as_at=later(199)) == {"event": 1}
    assert parts(M1, as_at=later(200)) == {"non_event": 1}


def test_it_belongs_to_the_hub_where_it_was_claimed(claim, medway):
    hub = HubFactory(name="Chatham")
    claim("verified", team=hub.team)
    assert parts(M1, kind="hub", name="Chatham") == {"event": 1}


def test_a_report_known_at_an_earlier_day_does_not_know_the_verification(claim):
    made = claim()
    MilestoneClaim.versions.update(recorded_at=at(RELEASED))
    facts.correct([(made, {"evidence_reference": "Another letter"})], by=UserFactory())
    assert MilestoneClaim.versions.count() == 2
    assert parts(M1, known_at=LAST, kind="england", name="") == {"non_event": 1}
    assert parts(M1, known_at=LAST, as_at=RELEASED, kind="england", name="") == {"not_yet_followed": 1}


def test_it_matures_20_working_days_after_the_period():
    assert indicator(M1).matures_on(datetime.date(2023, 3, 31)) == datetime.date(2023, 5, 3)
