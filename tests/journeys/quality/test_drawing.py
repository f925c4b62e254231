"""Which records are drawn: by lots that can be worked out again, whatever is recorded later."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.lifecycle import facts, running
from foundation.lifecycle.transitions import Refused
from journeys.models import QualitySample, SampledRecord
from journeys.quality import actions as quality
from journeys.quality.clocks import READING
from journeys.quality.drawing import drawn_from, last_day, supported_by
from tests.factories.accounts import TeamFactory
from tests.factories.hubs import HubFactory
from tests.factories.journeys import QualitySampleFactory
from tests.factories.people import PersonFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db

OCTOBER = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 2, 5, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", kind="hub", team=TeamFactory(parent=TeamFactory(name="South East")))


def support(hub, *, started_on=datetime.date(2026, 9, 1), state="started", **more):
    """Somebody whom the hub supports, recorded long before the draw."""
    referral = ReferralFactory(state=state, hub=hub, started_on=started_on, **more)
    type(referral).objects.filter(pk=referral.pk).update(
        recorded_at=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
    )
    return referral


def drawn(sample):
    return set(SampledRecord.objects.filter(sample=sample).values_list("referral__reference", flat=True))


def test_a_month_that_is_not_over_is_not_drawn(hub):
    with pytest.raises(Refused, match="when its month is over"):
        quality.draw_samples(datetime.date(2026, 11, 1))
    assert not QualitySample.objects.exists()


def test_a_hub_that_supported_nobody_has_no_sample(hub):
    support(hub, started_on=datetime.date(2026, 11, 1))
    support(hub, state="completed", ended_on=datetime.date(2026, 9, 30))
    ReferralFactory(state="accepted", hub=hub)
    assert quality.draw_samples(OCTOBER) == []


def test_whoever_was_supported_on_any_day_of_the_month_can_be_drawn(hub):
    wanted = {
        support(hub, started_on=datetime.date(2026, 10, 31)).reference,
        support(hub, state="completed", ended_on=OCTOBER).reference,
        support(hub, state="ended_early", ended_on=datetime.date(2026, 11, 1)).reference,
        support(hub, state="on_hold").reference,
    }
    (sample,) = quality.draw_samples(OCTOBER)
    assert drawn(sample) == wanted


@pytest.mark.parametrize(("kind", "size"), [("hub", 10), ("satellite", 5)])
def test_ten_are_drawn_at_a_hub_and_five_at_a_satellite(kind, size):
    hub = HubFactory(kind=kind, parent=HubFactory() if kind == "satellite" else None)
    for _ in range(12):
        support(hub)
    (sample,) = quality.draw_samples(OCTOBER)
    assert sample.records.count() == size


def test_a_person_is_drawn_once_whatever_their_referrals(hub):
    person = PersonFactory()
    for state in ("ended_early", "completed"):
        support(hub, state=state, person=person, ended_on=datetime.date(2026, 10, 20))
    (sample,) = quality.draw_samples(OCTOBER)
    assert sample.records.count() == 1


def test_the_same_seed_draws_the_same_and_another_seed_others(hub):
    for _ in range(40):
        support(hub)
    pool = supported_by(hub, OCTOBER, None)
    first, again, other = (drawn_from(pool, hub=hub, seed=seed) for seed in ("one", "one", "two"))
    assert first == again
    assert first != other


def test_what_is_recorded_after_the_draw_changes_nothing_of_drawing_it_again(hub, time_machine):
    for _ in range(20):
        support(hub)
    (sample,) = quality.draw_samples(OCTOBER)
    time_machine.move_to(datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC), tick=False)
    late = ReferralFactory.create_batch(10, state="started", hub=hub, started_on=datetime.date(2026, 10, 5))
    moved = SampledRecord.objects.filter(sample=sample).select_related("referral").first().referral
    facts.correct([(moved, {"started_on": datetime.date(2026, 11, 20)})], by=None)
    again = drawn_from(supported_by(hub, OCTOBER, sample.drawn_at), hub=hub, seed=sample.seed)
    assert {each.reference for each in again} == drawn(sample)
    now = drawn_from(supported_by(hub, OCTOBER, None), hub=hub, seed=sample.seed)
    assert {each.reference for each in now} != drawn(sample)
    assert late


def test_each_hub_gets_a_seed_of_its_own_and_a_second_run_changes_nothing(hub):
    support(hub), support(HubFactory())
    samples = quality.draw_samples(OCTOBER)
    assert len({sample.seed for sample in samples}) == 2
    before = list(QualitySample.objects.values())
    assert quality.draw_samples(OCTOBER) == []
    assert list(QualitySample.objects.values()) == before


def test_reading_falls_due_to_whoever_looks_after_the_hub(hub):
    support(hub)
    (sample,) = quality.draw_samples(OCTOBER)
    run = running.running(sample, READING)
    assert (run.team, run.person_id) == (hub.team.parent, None)


def test_the_command_draws_the_last_month_and_shows_the_seed(hub):
    support(hub)
    out = io.StringIO()
    call_command("draw_quality_samples", stdout=out)
    sample = QualitySample.objects.get()
    assert sample.month == OCTOBER
    assert f"Chatham, October 2026: 1 records, seed {sample.seed}" in out.getvalue()


@pytest.mark.parametrize("typed", ["October", "2026-13", "2026-11"])
def test_the_command_refuses_a_month_that_is_none_or_not_over(typed):
    with pytest.raises(CommandError):
        call_command("draw_quality_samples", month=typed)


def test_the_last_day_of_a_month():
    assert last_day(datetime.date(2028, 2, 1)) == datetime.date(2028, 2, 29)
    assert QualitySampleFactory().month < timezone.localdate()
