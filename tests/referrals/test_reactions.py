"""What is recorded of the person below, and what becomes of their referrals: all of it or nothing."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import reactions, running
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import can, perform
from hubs.models import Booking, Place
from pathways.models import Pathway
from people import causes
from referrals.clocks import ANSWER, CONSENT_GONE
from referrals.models import Referral
from referrals.states import LIVE
from tests.factories.hubs import BookingFactory, HubFactory, PlaceFactory, SessionFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, ReleaseFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
OPEN = ["draft", *LIVE]


def today(back=0):
    return timezone.localdate() - datetime.timedelta(days=back)


def open_in(state, person, referrer, **facts):
    return scene.a_referral(state, person=person, hub=HubFactory(), referrer=referrer, **facts)


@pytest.fixture
def someone(referrer):
    return scene.a_full_person_held_by(referrer)


class TestDeath:
    """Everything ends, in one action."""

    def test_every_referral_ends_as_what_it_was(self, someone, referrer):
        made = {state: open_in(state, someone, referrer) for state in OPEN}
        held = open_in("on_hold", someone, referrer, held_from="waiting", started_on=None)
        reactions.happened(causes.DIED, by=referrer, person=someone, died_on=today(2))
        states = {state: Referral.objects.filter(pk=each.pk).values_list("state", flat=True).first()
                  for state, each in made.items()}  # fmt: skip
        assert states.pop("draft") is None
        assert {states.pop("started"), states.pop("on_hold")} == {"ended_early"}
        assert set(states.values()) == {"withdrawn"}
        assert Referral.objects.get(pk=held.pk).state == "withdrawn"
        assert set(Referral.objects.values_list("reason__reason", flat=True)) == {"Died"}
        assert not RunningClock.objects.filter(stopped_at=None).exists()
        assert Event.objects.filter(what="discard").exists()

    def test_places_bookings_and_pathways_end_too(self, someone, referrer, hub):
        PlaceFactory(person=someone, hub=hub)
        later = SessionFactory(hub=hub, starts_at=timezone.now() + datetime.timedelta(days=2))
        BookingFactory(session=later, person=someone)
        PathwayFactory(person=someone, state="in_progress")
        reactions.happened(causes.DIED, by=referrer, person=someone, died_on=today())
        assert not Place.objects.open().exists()
        assert Booking.objects.get().state == "cancelled_by_hub"
        assert Pathway.objects.get().state == "closed"

    def test_a_death_learnt_of_late_ends_nothing_before_it_began(self, someone, referrer):
        started = open_in("started", someone, referrer, started_on=today(5))
        reactions.happened(causes.DIED, by=referrer, person=someone, died_on=today(60))
        assert Referral.objects.get(pk=started.pk).ended_on == today(5)


def test_a_recall_holds_what_has_a_place_or_waits_for_one_and_nothing_else(someone, referrer):
    made = {state: open_in(state, someone, referrer) for state in OPEN}
    release = ReleaseFactory(person=someone, released_on=today(30), recalled_on=today(1))
    reactions.happened(causes.RECALLED, by=referrer, release=release)
    now = {state: Referral.objects.get(pk=each.pk) for state, each in made.items()}
    for state in ("accepted", "started", "waiting"):
        assert (now[state].state, now[state].held_from, str(now[state].reason)) == (
            "on_hold", state, "Recalled to custody",
        )  # fmt: skip
    for state in ("draft", "submitted", "in_review", "information_requested", "on_hold"):
        assert now[state].state == state
        assert now[state].version == made[state].version


def test_withdrawn_consent_is_put_before_the_side_that_has_the_referral(someone, referrer, worker, hub):
    asked = open_in("information_requested", someone, referrer)
    with_hub = scene.a_referral("accepted", person=someone, hub=hub, referrer=referrer, key_worker=worker)
    consent = ConsentFactory(person=someone, withdrawn_on=today())
    reactions.happened(causes.CONSENT_WITHDRAWN, by=referrer, consent=consent)
    assert running.running(asked, CONSENT_GONE).user == referrer
    assert running.running(with_hub, CONSENT_GONE).user == worker
    assert running.running(with_hub, CONSENT_GONE).due_on == CONSENT_GONE.due_on(today())
    assert worker.notices.filter(kind="consent_withdrawn").count() == 1
    reactions.happened(causes.CONSENT_GIVEN, by=referrer, consent=consent)
    assert running.running(with_hub, CONSENT_GONE) is None


def test_open_referrals_follow_the_person_to_another_practitioner(someone, referrer, worker, hub):
    asked = open_in("information_requested", someone, referrer)
    running.start(ANSWER, asked, team=asked.team, user=referrer, url="/")
    ended = open_in("completed", someone, referrer)
    after = scene.a_practitioner()
    caseload = CaseloadFactory.build(person=someone, team=scene.team_of(after), practitioner=after)
    reactions.happened(causes.CASELOAD_MOVED, by=referrer, person=someone, caseload=caseload)
    asked.refresh_from_db()
    assert (asked.referrer, asked.team) == (after, scene.team_of(after))
    assert running.running(asked, ANSWER).user == after
    assert Referral.objects.get(pk=ended.pk).referrer == referrer


def test_whoever_lost_the_person_writes_no_more_even_where_nobody_is_named_instead(someone, referrer, hub):
    referral = scene.a_referral("submitted", person=someone, hub=hub, referrer=referrer)
    after = scene.a_practitioner()
    caseload = CaseloadFactory.build(person=someone, team=scene.team_of(after), practitioner=None)
    reactions.happened(causes.CASELOAD_MOVED, by=referrer, person=someone, caseload=caseload)
    referral.refresh_from_db()
    with pytest.raises(NotYou):
        perform(referral, "withdraw", by=referrer)
    assert can(after, "withdraw", referral)
