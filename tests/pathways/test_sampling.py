"""Ordinary claims are drawn by lot: seeded, the same each time, and never fewer than the least number."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction

from foundation.lifecycle import events, running
from pathways import actions as pathways
from pathways.claims import sampling
from pathways.clocks import VERIFICATION
from pathways.models import Draw, MilestoneClaim
from tests.factories.accounts import TeamFactory
from tests.factories.pathways import MilestoneClaimFactory, SpellFactory
from tests.factories.pathways_verifying import DrawFactory, SampleRateFactory
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db
SEED, UUID = "5eed", "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def none_drawn():
    """A rate at which no lot is low enough, and two a month are filled up."""
    return SampleRateFactory(percent=0, at_least=2)


@pytest.fixture
def last_month(hub, none_drawn):
    """Five ordinary claims of last month, none of them drawn, and their draw."""
    first = (TODAY.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    at = datetime.datetime.combine(first, datetime.time(12), datetime.UTC)
    draw = DrawFactory(team=hub.team, month=first, percent=0, at_least=2, seed=SEED)
    claims = MilestoneClaimFactory.create_batch(5, team=hub.team, claimed_at=at, is_to_be_verified=False)
    return draw, claims


def test_the_lot_of_a_claim_can_be_worked_out_by_hand():
    """printf '5eed:11111111-...' | sha256sum begins with these digits."""
    from hashlib import sha256

    digits = sha256(f"{SEED}:{UUID}".encode()).hexdigest()[:8]
    assert sampling.lot_of(SEED, UUID) == int(digits, 16) / 0x100000000
    assert sampling.lot_of("other", UUID) != sampling.lot_of(SEED, UUID)


def test_lots_are_spread_evenly():
    lots = [sampling.lot_of(SEED, number) for number in range(5000)]
    assert all(0 <= lot < 1 for lot in lots)
    assert 420 < sum(lot < 0.1 for lot in lots) < 580


def test_the_database_refuses_a_second_draw_of_a_month_and_a_month_that_begins_on_the_second(hub):
    DrawFactory(team=hub.team, month=datetime.date(2026, 5, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawFactory(team=hub.team, month=datetime.date(2026, 5, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawFactory(team=TeamFactory(), month=datetime.date(2026, 5, 2))


def test_without_a_rate_every_claim_is_to_be_verified(pathway, hub, evidence):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert (claim.asked_on, Draw.objects.get().percent) == (TODAY, 100)


def test_an_ordinary_claim_that_is_not_drawn_waits_for_nobody(pathway, hub, evidence, none_drawn):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert not claim.is_asked_for
    assert running.running(claim, VERIFICATION) is None
    assert not MilestoneClaim.objects.awaiting_verification().exists()


def test_a_job_start_is_verified_whatever_the_lots_are(pathway, hub, evidence, none_drawn):
    job = SpellFactory(person=pathway.person, started_on=day(3))
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **evidence)
    assert claim.is_asked_for
    assert not Draw.objects.exists(), "it takes no part in the draw"


def test_a_claim_below_the_rate_is_drawn_as_it_is_claimed(pathway, hub, evidence):
    SampleRateFactory(percent=50)
    milestones = [
        "cv",
        "right_to_work",
        "application",
        "interview",
        "offer",
        "course_started",
        "course_completed",
    ]
    claims = [
        pathways.claim_milestone(pathway, by=hub.worker, milestone=each, **evidence) for each in milestones
    ]
    draw = Draw.objects.get()
    assert [claim.is_asked_for for claim in claims] == [
        sampling.lot_of(draw.seed, claim.uuid) < 0.5 for claim in claims
    ]


def test_the_rate_of_a_month_that_has_begun_does_not_change(hub):
    SampleRateFactory(since=day(60), percent=10)
    assert sampling.draw_of(hub.team, TODAY).percent == 10
    SampleRateFactory(since=day(40), percent=90)
    assert sampling.draw_of(hub.team, TODAY).percent == 10


def test_a_verifier_may_look_into_a_claim_that_was_not_drawn(pathway, hub, evidence, none_drawn):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.verify_claim(claim, by=hub.manager)
    assert claim.state == "verified"


def test_a_returned_claim_that_was_not_drawn_is_claimed_again_to_be_verified(
    pathway, hub, evidence, none_drawn, reason
):
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add a payslip")
    pathways.claim_again(claim, by=hub.worker, **evidence)
    assert claim.asked_on == TODAY
    assert running.running(claim, VERIFICATION)


def test_a_month_that_is_not_over_is_not_filled_up(pathway, hub, evidence, none_drawn):
    pathways.claim_milestone(pathway, by=hub.worker, milestone="cv", **evidence)
    assert pathways.fill_up_draws() == 0
    assert Draw.objects.get().filled_up_at is None


def test_a_month_that_is_over_is_filled_up_by_its_lowest_lots(last_month):
    draw, claims = last_month
    call_command("draw_samples")
    lowest = sorted(claims, key=lambda claim: sampling.lot_of(SEED, claim.uuid))[:2]
    drawn = MilestoneClaim.objects.filter(asked_on=TODAY)
    assert set(drawn) == set(lowest)
    assert all(running.running(claim, VERIFICATION) for claim in drawn)
    assert [event.what for event in events.of(lowest[0])] == ["draw"]
    draw.refresh_from_db()
    assert draw.filled_up_at


def test_it_is_filled_up_once(last_month):
    assert pathways.fill_up_draws() == 2
    MilestoneClaim.objects.update(asked_on=None, in_time_until=None)
    assert pathways.fill_up_draws() == 0


def test_what_was_drawn_or_decided_already_is_not_drawn_again(last_month):
    _, claims = last_month
    MilestoneClaim.objects.filter(pk=claims[0].pk).update(asked_on=day(40), in_time_until=day(10))
    assert pathways.fill_up_draws() == 1


def test_claims_of_another_hub_or_month_take_no_part(last_month, hub):
    draw, claims = last_month
    MilestoneClaimFactory(team=TeamFactory(), claimed_at=claims[0].claimed_at, is_to_be_verified=False)
    MilestoneClaimFactory(team=hub.team, is_to_be_verified=False)
    MilestoneClaimFactory(
        team=hub.team, claimed_at=claims[0].claimed_at, milestone="job_started", is_to_be_verified=False
    )
    assert set(MilestoneClaim.objects.ordinary_in(draw)) == set(claims)


def test_a_claim_late_on_the_last_evening_of_a_month_belongs_to_that_month(hub):
    draw = DrawFactory(team=hub.team, month=datetime.date(2026, 6, 1))
    evening = datetime.datetime(2026, 6, 30, 22, 59, tzinfo=datetime.UTC)  # one minute to midnight in London
    mine = MilestoneClaimFactory(team=hub.team, claimed_at=evening)
    MilestoneClaimFactory(team=hub.team, claimed_at=evening + datetime.timedelta(minutes=1))
    assert list(MilestoneClaim.objects.ordinary_in(draw)) == [mine]
    with time_machine.travel(evening):
        assert sampling.draw_of(hub.team, datetime.date(2026, 6, 30)) == draw
