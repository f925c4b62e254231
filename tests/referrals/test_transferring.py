"""From one hub to another: asked for by one manager, agreed by the other; the place goes along or nothing does."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import running
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, Refused, WrongState
from hubs.actions import HubFull
from hubs.models import Booking, Place
from people.models import Person
from referrals import actions as referrals
from referrals import history, scope
from referrals.actions import AlreadyOpen
from referrals.clocks import SUPPORT_REVIEW
from referrals.forms import AgreeForm
from referrals.models import Referral, Transfer
from tests.factories.hubs import BookingFactory, HubFactory, PlaceFactory, SessionFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory
from tests.factories.referrals import TransferFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WHY = "She moved to Dover"


@pytest.fixture
def dover():
    return HubFactory(name="Dover", places=10)


@pytest.fixture
def manager(hub):
    return scene.a_manager(hub)


@pytest.fixture
def other(dover):
    return scene.a_manager(dover)


@pytest.fixture
def started(hub, worker):
    referral = scene.a_referral("started", hub=hub, key_worker=worker)
    PlaceFactory(person=referral.person, hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    running.start(SUPPORT_REVIEW, referral, team=hub.team, user=worker, url="/")
    return referral


@pytest.fixture
def asked(started, manager, dover):
    return referrals.request_transfer(started, by=manager, to_hub=dover, reason=WHY)


def test_everything_missing_is_listed_at_once(started, manager):
    with pytest.raises(NotReady) as refusal:
        referrals.request_transfer(started, by=manager, to_hub=None, reason="tbc")
    assert refusal.value.missing == ["the hub that is asked", "a reason"]


def test_only_the_manager_of_its_hub_asks(started, worker, other, dover):
    for user in (worker, other):
        with pytest.raises(NotYou):
            referrals.request_transfer(started, by=user, to_hub=dover, reason=WHY)


@pytest.mark.parametrize("state", ["submitted", "in_review", "completed", "withdrawn"])
def test_only_what_is_open_at_a_hub_can_move(hub, manager, dover, state):
    with pytest.raises(WrongState):
        referrals.request_transfer(scene.a_referral(state, hub=hub), by=manager, to_hub=dover, reason=WHY)


def test_the_same_hub_is_no_other_hub(started, manager, hub):
    with pytest.raises(Refused, match="Chatham has the referral already"):
        referrals.request_transfer(started, by=manager, to_hub=hub, reason=WHY)


def test_two_hubs_are_not_asked_at_once(asked, started, manager):
    with pytest.raises(Refused, match="Another hub is asked already"):
        referrals.request_transfer(started, by=manager, to_hub=HubFactory(), reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferFactory(referral=started)


def test_an_open_referral_there_stands_against_it(started, manager, dover):
    scene.a_referral("submitted", hub=dover, person=started.person)
    with pytest.raises(Refused, match="another open referral to Dover"):
        referrals.request_transfer(started, by=manager, to_hub=dover, reason=WHY)


def test_one_that_was_opened_there_meanwhile_stands_against_agreeing(asked, other, dover):
    scene.a_referral("submitted", hub=dover, person=asked.person)
    with pytest.raises((WrongState, AlreadyOpen)):
        referrals.agree_transfer(asked, by=other, key_worker=other)
    assert Transfer.objects.get().state == "requested"


def test_agreeing_needs_a_key_worker_of_the_new_hub(asked, other, worker):
    for key_worker in (None, worker):
        with pytest.raises(NotReady, match="a key worker"):
            referrals.agree_transfer(asked, by=other, key_worker=key_worker)
    assert Referral.objects.get(pk=asked.referral_id).hub == asked.from_hub


def test_a_worker_of_the_new_hub_from_whom_the_person_is_hidden_is_no_choice(signed_in, asked, other, dover):
    hidden = scene.a_worker(dover, name="Nerys Hollowood")
    page = reverse("transfer_agree", args=[asked.uuid])
    assert "Nerys Hollowood" in signed_in(other).get(page).content.decode()
    LimitedAccessFactory(person=asked.person, user=hidden)
    assert "Nerys Hollowood" not in signed_in(other).get(page).content.decode()
    with pytest.raises(NotReady, match="a key worker who works at Dover"):
        referrals.agree_transfer(asked, by=other, key_worker=hidden)


def test_who_asked_is_told_nothing_once_the_person_is_hidden_and_another_manager_is(
    asked, manager, hub, other
):
    LimitedAccessFactory(person=asked.person, user=manager)
    beside = scene.a_manager(hub)
    referrals.refuse_transfer(asked, by=other, because="No place before spring")
    assert [notice.user for notice in Notice.objects.filter(kind="transfer_refused")] == [beside]


def test_without_a_free_place_nothing_moves(asked, other, hub, dover):
    dover.places = 0
    dover.save()
    asked.refresh_from_db()
    with pytest.raises(HubFull), transaction.atomic():
        referrals.agree_transfer(asked, by=other, key_worker=other)
    assert Referral.objects.get(pk=asked.referral_id).hub == hub
    assert Place.objects.open().get().hub == hub
    assert Transfer.objects.get().state == "requested"
    referrals.agree_transfer(
        Transfer.objects.get(), by=other, key_worker=other, over_capacity_reason="Her children live here"
    )
    assert Place.objects.open().get().over_capacity_reason == "Her children live here"


def test_the_hub_that_is_asked_sees_the_person_until_it_answers(asked, other):
    assert Person.objects.visible_to(other).filter(pk=asked.person_id).exists()
    referrals.refuse_transfer(asked, by=other, because="No place before spring")
    assert not Referral.objects.visible_to(other).exists()
    assert asked.requested_by.notices.filter(kind="transfer_refused").exists()


def test_an_agreed_transfer_moves_hub_place_clock_and_sight_in_one(asked, started, hub, dover, other):
    later = SessionFactory(hub=hub, starts_at=asked.requested_at.replace(year=asked.requested_at.year + 1))
    BookingFactory(session=later, person=started.person)
    referrals.agree_transfer(asked, by=other, key_worker=other)
    moved = Referral.objects.get(pk=started.pk)
    assert (moved.hub, moved.state, moved.key_worker) == (dover, "started", other)
    assert Place.objects.open().get().hub == dover
    assert Booking.objects.get().state == "cancelled_by_hub"
    run = running.running(moved, SUPPORT_REVIEW)
    assert (run.team, run.user) == (dover.team, other)
    assert not moved.person.involvements.filter(team=hub.team, until=None).exists()
    assert moved.person.involvements.filter(team=dover.team, until=None, purpose="referral").exists()
    event = Event.objects.get(what="transfer")
    assert event.facts == {"from_hub": hub.pk, "to_hub": dover.pk, "key_worker": other.pk}


def test_of_an_agreed_transfer_the_former_key_worker_is_told_too(asked, worker, manager, other):
    referrals.agree_transfer(asked, by=other, key_worker=other)
    told = Notice.objects.filter(kind="transfer_agreed")
    assert {notice.user for notice in told} == {asked.referral.referrer, manager, worker}
    assert {notice.text for notice in told} == {f"Dover has taken over {asked.referral.reference}"}


def test_a_former_key_worker_from_whom_the_person_is_hidden_is_told_of_no_transfer(asked, worker, other):
    LimitedAccessFactory(person=asked.person, user=worker)
    referrals.agree_transfer(asked, by=other, key_worker=other)
    assert not Notice.objects.filter(user=worker).exists()


def test_one_on_hold_stays_on_hold_and_one_that_waits_needs_no_key_worker(hub, manager, dover, other):
    held = scene.a_referral("on_hold", hub=hub, held_from="waiting", started_on=None)
    transfer = referrals.request_transfer(held, by=manager, to_hub=dover, reason=WHY)
    referrals.agree_transfer(transfer, by=other)
    moved = Referral.objects.get(pk=held.pk)
    assert (moved.state, moved.held_from, moved.hub, moved.key_worker) == ("on_hold", "waiting", dover, None)


def test_only_the_hub_that_was_asked_answers_and_only_the_one_that_asked_cancels(asked, manager, other):
    with pytest.raises(NotYou):
        referrals.agree_transfer(asked, by=manager, key_worker=manager)
    with pytest.raises(NotYou):
        referrals.cancel_transfer(asked, by=other)
    assert referrals.cancel_transfer(asked, by=manager).state == "cancelled"
    with pytest.raises(WrongState):
        referrals.agree_transfer(asked, by=other, key_worker=other)


def test_a_referral_that_ends_takes_its_request_along(asked, started, worker):
    reason = scene.ReasonFactory(list="end", group="person", reason="No longer engaging")
    referrals.end_early(started, by=worker, reason=reason, ended_on=started.started_on)
    assert Transfer.objects.get().state == "cancelled"


def test_a_waiting_referral_that_is_declined_takes_its_request_along(hub, manager, dover, other):
    waiting = scene.a_referral("waiting", hub=hub)
    referrals.request_transfer(waiting, by=manager, to_hub=dover, reason=WHY)
    referrals.decline(
        waiting, by=manager, reason=scene.a_reason(), explanation="No place", signposting="Ask in Dover"
    )
    assert Transfer.objects.get().state == "cancelled"
    assert not Person.objects.visible_to(other).filter(involvements__until=None).exists()
    assert not Referral.objects.visible_to(other).exists()


def test_the_pages_lead_from_asking_to_taking_over(signed_in, started, manager, other, dover):
    sent = {"to_hub": dover.pk, "reason": WHY}
    browser = signed_in(manager)
    answer = browser.post(reverse("referral_transfer", args=[started.uuid]), sent, follow=True)
    assert "asked Dover" in answer.content.decode()
    transfer = Transfer.objects.get()
    browser = signed_in(other)
    detail = browser.get(reverse("referral_detail", args=[started.uuid])).content.decode()
    assert "Take over from Chatham" in detail
    answer = browser.post(
        reverse("transfer_agree", args=[transfer.uuid]), {"key_worker": other.pk}, follow=True
    )
    assert "Your hub has the referral now." in answer.content.decode()


@pytest.mark.parametrize("answer", ["refuse", "cancel"])
def test_the_referral_tells_which_hub_was_asked_and_what_became_of_it(
    signed_in, asked, manager, other, answer
):
    if answer == "refuse":
        referrals.refuse_transfer(asked, by=other, because="No place before spring")
    else:
        referrals.cancel_transfer(asked, by=manager)
    page = signed_in(manager).get(reverse("referral_detail", args=[asked.referral.uuid]))
    titles = [each["title"] for each in page.context["events"]][:2]
    state = "refused" if answer == "refuse" else "cancelled"
    assert titles == [f"Dover: transfer {state}", "Dover was asked to take it over"]
    assert "Transfer asked for" not in page.content.decode()
    assert ("No place before spring" in page.content.decode()) is (answer == "refuse")


def test_an_agreed_transfer_is_told_once_as_agreed(asked, other):
    referrals.agree_transfer(asked, by=other, key_worker=other)
    referral = Referral.objects.get(pk=asked.referral_id)
    titles = [each["title"] for each in history.happened(referral, scope.transfers_of(referral))]
    assert titles[:2] == ["Moved to another hub", "Dover was asked to take it over"]


def test_a_hub_without_a_worker_says_who_puts_one_there(signed_in, started, manager):
    empty = HubFactory(name="Epsom", places=3)
    transfer = TransferFactory(referral=started, from_hub=started.hub, to_hub=empty)
    form = AgreeForm(transfer=transfer, by=manager)
    assert "Nobody at Epsom can have it yet. An administrator" in str(form)
    scene.a_worker(empty)
    assert "Nobody at Epsom" not in str(AgreeForm(transfer=transfer, by=manager))
