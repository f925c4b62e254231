"""The invented population: the same for the same seed, in every state, and plainly invented."""

import datetime
import itertools

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count

from foundation.accounts.models import OutgoingMail, User
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from hubs import clashes
from hubs.models import Booking, Closure, Session, Wellbeing
from journeys.demo import further, staff
from pathways.models import Handover, MilestoneClaim, OutcomesProfile
from people.models import Consent, LimitedAccess, Person, Release
from referrals.models import Enquiry, Referral

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
SEVERAL = {Role.PRACTITIONER, Role.HUB_WORKER, Role.PARTNER_SERVICE_WORKER}  # more than one of them signs in
NOON = datetime.datetime(2026, 11, 18, 12, tzinfo=datetime.UTC)


@pytest.fixture
def demo(capsys, monkeypatch):
    """Without what the storeys above add: reports that are published take longer than everything else."""
    monkeypatch.setattr(further, "play", lambda world: None)
    return _played(capsys)


@pytest.fixture
def whole_demo(capsys):
    return _played(capsys)


def _played(capsys):
    with time_machine.travel(NOON, tick=False):
        call_command("demo", people=150, seed=7)
    return capsys.readouterr().out


def test_it_does_not_run_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo", people=1)


def test_it_leaves_a_database_with_people_alone(demo):
    known = Person.objects.count()
    with pytest.raises(CommandError, match="has people already"):
        call_command("demo", people=1)
    call_command("demo", people=1, if_empty=True)
    assert Person.objects.count() == known > 150


def test_it_prints_one_sign_in_for_each_role_and_each_of_them_works(demo, client):
    for role in Role:
        assert role.label in demo
    for member in staff.STAFF:
        assert member.email in demo or member.role in SEVERAL
        assert client.login(email=member.email, password=staff.PASSWORD) or User.objects.get(
            email=member.email
        )


def test_who_signs_in_for_a_partner_has_its_return_to_write(whole_demo, client):
    client.force_login(User.objects.get(name="Yvette Sandilands"))
    assert "Return of NHS Kent and Medway" in client.get("/").content.decode()


def test_the_same_seed_on_the_same_day_gives_the_same_people():
    from journeys.demo.lives import Draw
    from journeys.demo.world import AREAS

    first, again, other = (Draw(seed, NOON.date(), AREAS) for seed in (7, 7, 8))
    lives = [[hand.life(number) for number in range(1, 40)] for hand in (first, again, other)]
    assert lives[0] == lives[1]
    assert lives[0] != lives[2]


def test_the_planted_faults_are_there(demo):
    assert Person.objects.filter(crn="").exists(), "records entered twice"
    assert Release.objects.exclude(recalled_on=None).exists(), "recalls"
    assert Release.versions.exclude(superseded_at=None).exists(), "releases that moved"
    assert LimitedAccess.objects.exists(), "restricted records"
    late = [each for each in Booking.objects.all() if (each.recorded_at.date() - each.held_on).days > 20]
    assert late, "marks recorded late"


def test_referrals_stand_in_many_states_and_replay_to_them(demo):
    states = dict(Referral.objects.values_list("state").annotate(Count("pk")))
    assert {"draft", "submitted", "accepted", "started", "declined", "completed", "ended_early"} <= set(
        states
    )
    for model in (Referral, MilestoneClaim):
        for thing in model.objects.all():
            moved = Event.objects.filter(
                subject_type=model._meta.label_lower, subject_id=thing.pk, from_state__gt=""
            ).order_by("id")
            steps = [(event.from_state, event.to_state) for event in moved]
            assert all(one[1] == then[0] for one, then in itertools.pairwise(steps))
            assert not steps or steps[-1][1] == thing.state


def test_nothing_is_recorded_after_now(demo):
    assert not Booking.objects.filter(recorded_at__gt=NOON).exists()
    assert not Consent.objects.filter(given_on__gt=NOON.date()).exists()
    assert not MilestoneClaim.objects.filter(evidence_on__gt=NOON.date()).exists()


def test_two_enquiries_wait_for_the_hub_and_one_is_refused(demo):
    at_chatham = Enquiry.objects.filter(hub__name="Chatham")
    assert sorted(at_chatham.values_list("state", flat=True)) == ["received", "received", "refused"]


def test_chatham_has_a_full_session_with_people_waiting_and_an_offer_to_answer(demo):
    ahead = Session.objects.filter(hub__name="Chatham", held_on__gt=NOON.date())
    states = {
        session.pk: set(Booking.objects.live().filter(session=session).values_list("state", flat=True))
        for session in ahead
    }
    full = [session for session in ahead if states[session.pk] == {"booked", "waiting_list"}]
    assert full
    for session in full:
        assert Booking.objects.filter(session=session).taking_a_place().count() == session.capacity
    offer = Booking.objects.offered().visible_to(User.objects.get(name="Marcus Oyelaran")).get()
    assert offer.offered_at == NOON
    assert not Booking.objects.in_turn().filter(session=offer.session, queued_at__lt=offer.queued_at)


def test_chatham_closes_for_two_days_and_has_hours_for_women_alone(demo):
    closure = Closure.objects.get(hub__name="Chatham")
    assert not closure.hub.sessions.filter(
        held_on__range=(closure.first_on, closure.last_on), state="scheduled"
    )
    assert [str(each) for each in closure.hub.women_only_times.all()] == ["Tuesday 14:00 to 16:00"]


def test_the_hub_manager_has_one_clash_to_settle_and_nobody_was_written_to(demo):
    helen = User.objects.get(name="Helen Ashworthy")
    assert [clash.why for clash in clashes.at_hubs_of(helen)] == ["May not meet"]
    assert not OutgoingMail.objects.exists()


def test_people_in_treatment_have_forms_and_those_inducted_were_asked_about_their_wellbeing(demo):
    assert {"start", "review", "exit"} <= set(OutcomesProfile.objects.values_list("stage", flat=True))
    assert OutcomesProfile.objects.filter(opiates=None).exists(), "not everybody answers everything"
    assert {"induction", "review"} == set(Wellbeing.objects.values_list("occasion", flat=True))


def test_handovers_stand_with_their_services_in_every_state_of_the_queue(demo):
    states = set(Handover.objects.values_list("state", flat=True))
    assert {"sent", "received", "booked", "attended", "refused"} <= states
    assert Handover.objects.filter(duty_answer="accepted").exists()
