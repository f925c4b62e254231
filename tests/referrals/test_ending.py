"""How referrals end, and how what ended is reopened or was a mistake: refusals first."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady, WrongState
from hubs.actions import HubFull
from hubs.models import Booking, Place
from pathways import actions as pathways
from pathways.kinds import KINDS
from pathways.models import Pathway
from people.models import Consent
from referrals import actions as referrals
from referrals.models import Need, Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, InductionFactory, PlaceFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.people import InvolvementFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def today(back=0):
    return timezone.localdate() - datetime.timedelta(days=back)


def why(name, **facts):
    return ReasonFactory(list=name, **{"group": "person", "reason": "Moved out of area"} | facts)


@pytest.fixture
def started(hub, worker):
    """Under way since 30 days: a place, sight of the person, a booking to come, a pathway."""
    referral = scene.a_referral(
        "started", hub=hub, key_worker=worker, started_on=today(30),
        decided_at=timezone.now() - datetime.timedelta(days=40),
        submitted_at=timezone.now() - datetime.timedelta(days=41),
    )  # fmt: skip
    person = referral.person
    PlaceFactory(person=person, hub=hub)
    InvolvementFactory(person=person, team=hub.team, purpose="referral")
    later = SessionFactory(hub=hub, starts_at=timezone.now() + datetime.timedelta(days=2))
    BookingFactory(session=later, person=person)
    PathwayFactory(person=person, kind="employment", state="in_progress")
    return referral


def test_a_summary_lists_everything_it_lacks_at_once(started, worker):
    with pytest.raises(NotReady) as refusal:
        referrals.complete(started, by=worker, outcomes={}, what_next=" ", ended_on=None)
    assert refusal.value.missing == ["what became of employment", "what happens next", "the day it ended"]


@pytest.mark.parametrize(
    ("back", "wrong"), [(-1, "a day of ending that has come"), (31, "a day of ending on or after")]
)
def test_support_does_not_end_in_the_future_or_before_it_began(started, worker, back, wrong):
    with pytest.raises(NotReady, match=wrong):
        referrals.end_early(started, by=worker, reason=why("end"), ended_on=today(back))


def test_completed_is_no_reason_for_an_early_end(started, worker):
    completed = why("end", group="completed", reason="Support completed")
    with pytest.raises(NotReady, match="other than"):
        referrals.end_early(started, by=worker, reason=completed, ended_on=today())


def test_completing_keeps_what_became_of_each_need_and_frees_what_it_held(started, worker, hub):
    referrals.complete(
        started, by=worker, outcomes={"employment": "partly"}, what_next="Her job centre", ended_on=today(1)
    )
    assert (started.state, started.ended_on, started.what_next) == ("completed", today(1), "Her job centre")
    assert Need.objects.get(referral=started).outcome == "partly"
    assert not Place.objects.open().exists()
    assert Booking.objects.get().state == "cancelled_by_hub"
    assert Pathway.objects.get().state == "closed"
    assert not RunningClock.objects.filter(stopped_at=None).exists()
    assert not started.person.involvements.filter(team=hub.team, until=None).exists()
    assert "Her job centre" not in str(list(Event.objects.values_list("facts", "reason")))


def test_another_open_referral_keeps_the_pathways_and_one_to_the_hub_keeps_the_place(started, worker, hub):
    scene.a_referral("accepted", hub=HubFactory(), person=started.person)
    referrals.end_early(started, by=worker, reason=why("end"), ended_on=today())
    assert Pathway.objects.get().state == "in_progress"
    assert not Place.objects.open().filter(hub=hub).exists()


def test_declining_the_last_open_referral_closes_the_pathways(started, worker):
    other = HubFactory()
    waiting = scene.a_referral("submitted", hub=other, person=started.person)
    referrals.end_early(started, by=worker, reason=why("end"), ended_on=today())
    assert Pathway.objects.get().state == "in_progress"
    decider = scene.a_worker(other)
    referrals.take(waiting, by=decider)
    words = {"explanation": "We work from 18 on", "signposting": "The youth team"}
    referrals.decline(waiting, by=decider, reason=scene.a_reason(), **words)
    assert Pathway.objects.get().state == "closed"


def test_what_was_held_after_it_started_is_ended_early_and_what_was_held_before_is_withdrawn(hub, worker):
    before = scene.a_referral("on_hold", hub=hub, held_from="waiting", started_on=None, key_worker=worker)
    after = scene.a_referral("on_hold", hub=hub, held_from="started", key_worker=worker)
    with pytest.raises(WrongState, match="withdraw it instead"):
        referrals.end_early(before, by=worker, reason=why("end"), ended_on=today())
    with pytest.raises(WrongState, match="ends it early instead"):
        referrals.withdraw(after, by=worker, reason=why("withdraw"), ended_on=today())
    assert (
        referrals.withdraw(before, by=worker, reason=why("withdraw"), ended_on=today()).state == "withdrawn"
    )
    assert referrals.end_early(after, by=worker, reason=why("end"), ended_on=today()).state == "ended_early"


def test_the_referrer_withdraws_and_the_hub_is_told_without_a_name(draft, referrer, worker):
    referrals.submit(draft, by=referrer)
    referrals.withdraw(draft, by=referrer, reason=why("withdraw"), ended_on=today())
    notice = worker.notices.get(kind="referral_withdrawn")
    assert draft.reference in notice.text
    assert draft.person.family_name not in notice.text


class TestReopening:
    """Support goes on after all."""

    @pytest.fixture
    def manager(self, hub):
        return scene.a_manager(hub)

    @pytest.fixture
    def ended(self, started, worker):
        return referrals.end_early(started, by=worker, reason=why("end"), ended_on=today())

    def test_after_thirty_days_it_is_too_late(self, ended, manager, time_machine):
        time_machine.move_to(timezone.now() + datetime.timedelta(days=31))
        with pytest.raises(WrongState, match="reopened for 30 days"):
            referrals.reopen(ended, by=manager, because="She came back")

    def test_without_a_free_place_it_is_refused_and_nothing_moves(self, ended, manager, hub):
        hub.places = 0
        hub.save()
        with pytest.raises(HubFull):
            referrals.reopen(ended, by=manager, because="She came back")
        assert Referral.objects.get(pk=ended.pk).state == "ended_early"

    def test_while_another_referral_to_the_hub_is_open_it_is_refused(self, ended, manager, hub):
        scene.a_referral("submitted", hub=hub, person=ended.person)
        with pytest.raises(WrongState, match="another open referral"):
            referrals.reopen(ended, by=manager, because="She came back")

    def test_without_live_consent_it_is_refused(self, ended, manager):
        Consent.objects.filter(person=ended.person).update(withdrawn_on=today())
        with pytest.raises(NotReady, match="live consent"):
            referrals.reopen(ended, by=manager, because="She came back")

    def test_place_pathway_and_sight_open_again_and_the_reason_of_the_end_is_history(
        self, ended, manager, hub
    ):
        SpellFactory(person=ended.person, kind="employment")
        referrals.reopen(ended, by=manager, because="She came back")
        assert (ended.state, ended.reason, ended.ended_on) == ("started", None, None)
        assert Place.objects.open().filter(person=ended.person, hub=hub).exists()
        assert ended.person.involvements.filter(team=hub.team, until=None).exists()
        assert Pathway.objects.get().state != "closed"
        assert Referral.versions.filter(version_of=ended.pk, state="ended_early").exists()

    def test_a_need_that_an_assessment_had_found_is_worked_on_again_and_one_it_had_not_is_left(
        self, started, worker, manager
    ):
        answers = {"account": "no", "identity": "yes", "income": "wages", "debts": "no"}
        housed = {
            question.slug: question.answers for question in KINDS["accommodation"].question_set.questions
        }
        without = {slug: next(a.slug for a in told if not a.is_need) for slug, told in housed.items()}
        for kind, said in (("finance_and_identity", answers), ("accommodation", without)):
            pathways.assess_need(started.person, KINDS[kind], by=worker, answers=said)
        referrals.end_early(started, by=worker, reason=why("end"), ended_on=today())
        referrals.reopen(started, by=manager, because="She came back")
        states = dict(Pathway.objects.values_list("kind", "state"))
        assert (states["finance_and_identity"], states["accommodation"]) == ("need_identified", "closed")


class TestVoid:
    """A duplicate or a mistake, on which nothing rests."""

    @pytest.fixture
    def manager(self, hub):
        return scene.a_manager(hub)

    def test_what_rests_on_it_is_named_all_at_once(self, started, manager, hub):
        InductionFactory(person=started.person, hub=hub, inducted_on=today(20))
        SpellFactory(person=started.person, kind="employment", started_on=today(5))
        session = SessionFactory(hub=hub, starts_at=timezone.now() - datetime.timedelta(days=3))
        BookingFactory(session=session, person=started.person, mark="attended")
        with pytest.raises(WrongState) as refusal:
            referrals.void(started, by=manager, because="The wrong person")
        for words in ("the induction of", "attendance since", "the job from"):
            assert words in str(refusal.value)

    def test_a_mark_of_a_session_that_was_not_held_does_not_rest_on_it(self, hub, manager):
        referral = scene.a_referral("accepted", hub=hub)
        BookingFactory(
            session=SessionFactory(hub=hub, state="not_held"), person=referral.person, mark="attended"
        )
        assert referrals.void(referral, by=manager, because="A duplicate").state == "entered_in_error"

    def test_what_was_there_before_it_was_accepted_does_not_rest_on_it(self, hub, manager):
        referral = scene.a_referral("accepted", hub=hub)
        InductionFactory(person=referral.person, hub=hub, inducted_on=today(400))
        assert referrals.void(referral, by=manager, because="A duplicate").state == "entered_in_error"

    def test_it_is_gone_from_every_list_and_kept_in_the_trail(self, hub, manager, referrer):
        referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
        referrals.void(referral, by=manager, because="A duplicate")
        for user in (manager, referrer):
            assert not Referral.objects.visible_to(user).exists()
        assert Event.objects.filter(what="void", subject_id=referral.pk).exists()
        assert referrer.notices.get(kind="referral_void").url == "/referrals/"

    def test_a_double_click_answers_as_the_first_and_a_colleague_does_not_find_it(
        self, signed_in, hub, manager
    ):
        page = reverse("referral_void", args=[scene.a_referral("submitted", hub=hub).uuid])
        for _ in range(2):
            assert signed_in(manager).post(page, {"because": "A duplicate"}).url == reverse("referral_list")
        assert Event.objects.filter(what="void").count() == 1
        colleague = UserFactory(role=manager.role, teams=[hub.team])
        assert signed_in(colleague).post(page, {"because": "A duplicate"}).status_code == 404
