"""The hub takes, hands back, accepts and declines; the second of two people is told what happened."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace, NotReady
from hubs.actions import HubFull
from hubs.models import Place
from pathways.models import Pathway
from people.models import Person
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.hubs import HubFactory, PlaceFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory
from tests.factories.referrals import NeedFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WORDS = {"explanation": "He is 17 until May", "signposting": "Youth justice service, Gillingham"}


@pytest.fixture
def in_review(hub, referrer, worker):
    return scene.a_referral("in_review", hub=hub, referrer=referrer, taken_by=worker)


def url(referral, verb):
    return reverse(f"referral_{verb}", args=[referral.uuid])


def full(hub):
    hub.places = 1
    hub.save()
    PlaceFactory(hub=hub)


def test_nobody_is_accepted_without_a_key_worker_of_the_hub(in_review, worker):
    with pytest.raises(NotReady, match="a key worker"):
        referrals.accept(in_review, by=worker, key_worker=None)
    with pytest.raises(NotReady, match="who works at Chatham"):
        referrals.accept(in_review, by=worker, key_worker=scene.a_worker(HubFactory()))
    assert not Place.objects.exists()


def test_a_full_hub_refuses_a_worker_and_says_who_can(in_review, worker, hub):
    full(hub)
    with pytest.raises(HubFull, match="hub manager"):
        referrals.accept(in_review, by=worker, key_worker=worker)
    with pytest.raises(NotYou, match="Only the hub manager"):
        referrals.accept(
            Referral.objects.get(), by=worker, key_worker=worker, over_capacity_reason="Needs it"
        )
    assert Referral.objects.get().state == "in_review"
    assert not events.of(in_review).exists()


def test_the_manager_opens_a_place_in_a_full_hub_only_with_a_reason(signed_in, in_review, worker, hub):
    full(hub)
    browser = signed_in(scene.a_manager(hub))
    refused = browser.post(url(in_review, "accept"), {"key_worker": worker.pk})
    assert "Say why a place is opened although the hub is full" in refused.content.decode()
    sent = {"key_worker": worker.pk, "over_capacity_reason": "Release is tomorrow"}
    assert browser.post(url(in_review, "accept"), sent).status_code == 302
    assert Place.objects.get(person=in_review.person).over_capacity_reason == "Release is tomorrow"


def test_a_full_hub_is_said_on_the_page_before_anything_is_typed(signed_in, in_review, worker, hub):
    full(hub)
    page = signed_in(worker).get(url(in_review, "accept")).content.decode()
    assert "Chatham is full" in page
    assert "Who is the key worker?" not in page
    answer = signed_in(worker).post(url(in_review, "accept"), {"key_worker": worker.pk})
    assert (answer.status_code, Referral.objects.get().state) == (409, "in_review")


@pytest.mark.parametrize("state", ["submitted", "in_review", "waiting"])
def test_accept_is_no_button_for_a_worker_of_a_full_hub(signed_in, hub, worker, state):
    referral = scene.a_referral(state, hub=hub, taken_by=worker)
    full(hub)
    told = "Chatham is full: the hub manager can accept and say why."
    detail = reverse("referral_detail", args=[referral.uuid])
    answer = signed_in(worker).get(detail)
    assert "Accept" not in [act["label"] for act in answer.context["acts"]]
    assert told in answer.content.decode()
    assert told not in signed_in(scene.a_manager(hub)).get(detail).content.decode()


def test_a_person_with_a_place_at_the_full_hub_can_be_accepted_by_a_worker(signed_in, in_review, worker, hub):
    hub.places = 1
    hub.save()
    PlaceFactory(hub=hub, person=in_review.person)
    assert "Who is the key worker?" in signed_in(worker).get(url(in_review, "accept")).content.decode()
    assert signed_in(worker).post(url(in_review, "accept"), {"key_worker": worker.pk}).status_code == 302


def test_a_key_worker_of_another_hub_cannot_be_sent_by_hand(signed_in, in_review, worker):
    stranger = scene.a_worker(HubFactory())
    answer = signed_in(worker).post(url(in_review, "accept"), {"key_worker": stranger.pk})
    assert "Select a valid choice" in answer.content.decode()
    assert Referral.objects.get().state == "in_review"


def test_a_worker_from_whom_the_person_is_hidden_is_no_choice_and_is_refused_as_a_stranger(
    signed_in, in_review, worker, hub
):
    hidden = scene.a_worker(hub, name="Nerys Hollowood")
    page = signed_in(worker).get(url(in_review, "accept")).content.decode()
    assert "Nerys Hollowood" in page
    LimitedAccessFactory(person=in_review.person, user=hidden)
    page = signed_in(worker).get(url(in_review, "accept")).content.decode()
    assert "Nerys Hollowood" not in page
    answer = signed_in(worker).post(url(in_review, "accept"), {"key_worker": hidden.pk})
    assert "Select a valid choice" in answer.content.decode()
    said = set()
    for key_worker in (hidden, scene.a_worker(HubFactory())):
        with pytest.raises(NotReady) as refusal:
            referrals.accept(Referral.objects.get(), by=worker, key_worker=key_worker)
        said.add(str(refusal.value))
    assert said == {"Still missing: a key worker who works at Chatham."}
    assert not Notice.objects.exists()


@pytest.mark.parametrize("left_out", ["reason", "explanation", "signposting"])
def test_a_refusal_needs_a_reason_an_explanation_and_where_to_go_instead(
    signed_in, in_review, worker, left_out
):
    sent = WORDS | {"reason": scene.a_reason().pk, left_out: " "}
    answer = signed_in(worker).post(url(in_review, "decline"), sent)
    page = answer.content.decode()
    assert (answer.status_code, "There is a problem" in page) == (200, True)
    assert all(words in page for name, words in WORDS.items() if name != left_out)
    assert Referral.objects.get().state == "in_review"


@pytest.mark.parametrize("words", ["TBC", "n/a"])
@pytest.mark.parametrize("filled", ["explanation", "signposting"])
def test_words_that_only_fill_the_box_do_not_decline(signed_in, in_review, worker, filled, words):
    sent = WORDS | {filled: words}
    answer = signed_in(worker).post(url(in_review, "decline"), sent | {"reason": scene.a_reason().pk})
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (200, True)
    with pytest.raises(NotReady):
        referrals.decline(in_review, by=worker, reason=scene.a_reason(), **sent)
    assert Referral.objects.get().state == "in_review"


def test_the_action_asks_for_the_three_again(in_review, worker):
    with pytest.raises(NotReady) as refusal:
        referrals.decline(in_review, by=worker, reason=None, explanation="", signposting=" ")
    assert refusal.value.missing == ["a reason", "an explanation", "where to go instead"]
    with pytest.raises(NotReady, match="a reason"):
        referrals.decline(in_review, by=worker, reason=ReasonFactory(list="withdraw"), **WORDS)


def test_a_reason_of_another_list_cannot_be_sent_by_hand(signed_in, in_review, worker):
    other = ReasonFactory(list="withdraw")
    answer = signed_in(worker).post(url(in_review, "decline"), WORDS | {"reason": other.pk})
    assert "Select a valid choice" in answer.content.decode()


def test_the_second_of_two_deciders_is_told_what_happened_and_keeps_what_they_typed(
    signed_in, in_review, worker, hub
):
    referrals.accept(Referral.objects.get(), by=scene.a_manager(hub, name="Rosa Delgado"), key_worker=worker)
    answer = signed_in(worker).post(url(in_review, "decline"), WORDS | {"reason": scene.a_reason().pk})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Accepted by Rosa Delgado" in page
    assert "Under 18" in page
    assert all(words in page for words in WORDS.values())
    assert Referral.objects.get().state == "accepted"


def test_the_second_who_also_forgot_something_is_told_that_it_is_too_late(signed_in, in_review, worker, hub):
    referrals.accept(Referral.objects.get(), by=scene.a_manager(hub), key_worker=worker)
    answer = signed_in(worker).post(url(in_review, "decline"), WORDS)
    assert answer.status_code == 409
    assert WORDS["explanation"] in answer.content.decode()


def test_a_stale_copy_loses_and_holds_what_the_winner_left(in_review, worker):
    stale = Referral.objects.get(pk=in_review.pk)
    referrals.decline(in_review, by=worker, reason=scene.a_reason(), **WORDS)
    with pytest.raises(LostRace):
        referrals.accept(stale, by=worker, key_worker=worker)
    assert not Place.objects.exists()
    assert not Pathway.objects.exists()


def test_taking_and_handing_back_move_the_referral_between_queue_and_worker(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    browser = signed_in(worker)
    assert browser.post(url(referral, "take")).url == url(referral, "detail")
    assert (Referral.objects.get().state, Referral.objects.get().taken_by) == ("in_review", worker)
    browser.post(reverse("referral_hand_back", args=[referral.uuid]))
    assert (Referral.objects.get().state, Referral.objects.get().taken_by) == ("submitted", None)


def test_accepting_opens_a_place_and_a_pathway_for_each_need_that_has_one(signed_in, in_review, worker, hub):
    for kind in ("substance", "health"):
        NeedFactory(referral=in_review, kind=kind)
    NeedFactory(referral=in_review, kind="accommodation", dropped_at=timezone.now())
    assert signed_in(worker).post(url(in_review, "accept"), {"key_worker": worker.pk}).status_code == 302
    accepted = Referral.objects.get()
    assert (accepted.state, accepted.decision, accepted.key_worker) == ("accepted", "accepted", worker)
    assert Place.objects.get().hub == hub
    assert {pathway.kind for pathway in Pathway.objects.all()} == {"employment", "substance_support"}
    assert {need.kind for need in accepted.needs.filter(dropped_at=None)} == {
        "employment",
        "substance",
        "health",
    }


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_the_referrer_is_told_once_in_the_product_and_by_mail(
    in_review, worker, referrer, verb, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        if verb == "accept":
            referrals.accept(in_review, by=worker, key_worker=worker)
        else:
            referrals.decline(in_review, by=worker, reason=scene.a_reason(), **WORDS)
    assert [message.to for message in mail.outbox] == [[referrer.email]]
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (referrer, url(in_review, "detail"))
    assert in_review.reference in notice.text


def test_a_key_worker_named_by_somebody_else_is_told(in_review, worker, hub, referrer):
    key_worker = scene.a_worker(hub)
    referrals.accept(in_review, by=worker, key_worker=key_worker)
    assert {notice.user for notice in Notice.objects.all()} == {referrer, key_worker}


def test_when_the_referrer_has_left_their_team_is_told(in_review, worker, referrer):
    referrer.is_active = False
    referrer.save()
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    in_review.refresh_from_db()
    referrals.accept(in_review, by=worker, key_worker=worker)
    assert [notice.user for notice in Notice.objects.all()] == [colleague]


def test_a_refusal_ends_the_hubs_involvement_after_which_it_reads_for_90_days(draft, referrer, worker):
    referrals.submit(draft, by=referrer)
    referrals.decline(Referral.objects.get(), by=worker, reason=scene.a_reason(), **WORDS)
    assert draft.person.involvements.get().until == timezone.localdate()
    assert Person.objects.visible_to(worker).exists()
    draft.person.involvements.update(
        since=timezone.localdate() - datetime.timedelta(days=200),
        until=timezone.localdate() - datetime.timedelta(days=90),
    )
    assert not Person.objects.visible_to(worker).exists()


def test_the_referrer_reads_the_whole_refusal(signed_in, in_review, worker, referrer):
    referrals.decline(in_review, by=worker, reason=scene.a_reason(), **WORDS)
    page = signed_in(referrer).get(url(in_review, "detail")).content.decode()
    assert all(words in page for words in [*WORDS.values(), "Under 18"])
