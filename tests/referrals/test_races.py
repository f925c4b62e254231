"""Two at once: exactly one wins, and the other is told."""

from functools import partial
from unittest import mock

import pytest
from django.utils import timezone

from foundation.lifecycle import transitions
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import LostRace, Refused
from hubs.models import Place
from referrals import actions as referrals
from referrals.models import Referral, Transfer
from referrals.references import next_references
from tests.factories.hubs import HubFactory, PlaceFactory
from tests.factories.lifecycle import ReasonFactory
from tests.races import at_once, shared_database  # noqa: F401
from tests.referrals import scene

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 8


def decided(hub):
    """One round: two workers of the hub decide one referral, each from their own copy of the row."""
    one, two = scene.a_worker(hub), scene.a_worker(hub)
    pk = scene.a_referral("in_review", hub=hub, taken_by=one).pk
    copies, reason = [Referral.objects.get(pk=pk) for _ in range(2)], scene.a_reason()
    return pk, at_once(
        lambda: referrals.accept(copies[0], by=one, key_worker=one),
        lambda: referrals.decline(
            copies[1], by=two, reason=reason, explanation="Full", signposting="Gravesend"
        ),
    )


def test_of_two_people_deciding_exactly_one_wins():
    hub = HubFactory()
    for _ in range(ROUNDS):
        pk, found = decided(hub)
        assert sum(isinstance(each, Referral) for each in found) == 1, found
        assert sum(isinstance(each, LostRace) for each in found) == 1, found
        state = Referral.objects.get(pk=pk).state
        assert Event.objects.filter(subject_id=pk, what__in=["accept", "decline"]).count() == 1
        assert Place.objects.filter(person__referrals__pk=pk).count() == (state == "accepted")


def test_the_race_can_be_lost():
    """Negative control: without compare-and-set both believe they won."""

    def careless(thing, steps, now):
        for step in steps:
            step()
            thing.version += 1
        fields = {
            name: getattr(thing, name)
            for name in ("state", "version", "decision", "decided_at", "explanation")
        }
        type(thing)._base_manager.filter(pk=thing.pk).update(**fields)

    hub = HubFactory()
    with mock.patch.object(transitions, "take", careless):
        rounds = [decided(hub)[1] for _ in range(3)]
    assert any(all(isinstance(each, Referral) for each in found) for found in rounds)


def test_a_double_click_in_two_threads_is_one_submission():
    for _ in range(ROUNDS):
        referrer = scene.a_practitioner()
        pk = scene.a_full_draft(referrer).pk
        copies = [Referral.objects.get(pk=pk) for _ in range(2)]
        found = at_once(*(partial(referrals.submit, copy, by=referrer) for copy in copies))
        assert sum(isinstance(each, Referral) for each in found) == 1, found
        assert Event.objects.filter(subject_id=pk, what="submit").count() == 1


def test_two_drafts_to_one_hub_submitted_at_once_leave_one_open():
    for _ in range(ROUNDS):
        one, hub = scene.a_practitioner(), HubFactory()
        two = scene.a_practitioner(team=scene.team_of(one))
        person = scene.a_full_person_held_by(one)
        drafts = [scene.a_full_draft(user, hub, person=person) for user in (one, two)]
        found = at_once(*(partial(referrals.submit, draft, by=draft.referrer) for draft in drafts))
        assert sum(isinstance(each, Referral) for each in found) == 1, found
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        assert Referral.objects.filter(person=person, state="submitted").count() == 1


def test_starting_twice_at_once_makes_one_draft():
    for _ in range(ROUNDS):
        referrer = scene.a_practitioner()
        person = scene.a_person_held_by(referrer)
        found = at_once(*[partial(referrals.begin_draft, person, by=referrer)] * 2)
        assert len({each.pk for each in found}) == 1
        assert Referral.objects.filter(person=person).count() == 1


def test_the_last_place_is_given_once():
    hub = HubFactory(places=1)
    workers = [scene.a_worker(hub) for _ in range(2)]
    pks = [scene.a_referral("in_review", hub=hub).pk for _ in range(2)]
    copies = [Referral.objects.get(pk=pk) for pk in pks]
    found = at_once(
        lambda: referrals.accept(copies[0], by=workers[0], key_worker=workers[0]),
        lambda: referrals.accept(copies[1], by=workers[1], key_worker=workers[1]),
    )
    assert sum(isinstance(each, Referral) for each in found) == 1, found
    assert Place.objects.filter(hub=hub).count() == 1
    assert sorted(Referral.objects.filter(pk__in=pks).values_list("state", flat=True)) == [
        "accepted",
        "in_review",
    ]


def moved_by(found):
    return sum(isinstance(each, Referral | Transfer) for each in found)


def withdrawn_while_accepted(hub):
    worker, referral = scene.a_worker(hub), scene.a_referral("in_review", hub=hub)
    copies = [Referral.objects.get(pk=referral.pk) for _ in range(2)]
    reason, today = ReasonFactory(list="withdraw", reason="Not engaged"), timezone.localdate()
    found = at_once(
        lambda: referrals.accept(copies[0], by=worker, key_worker=worker),
        lambda: referrals.withdraw(copies[1], by=copies[1].referrer, reason=reason, ended_on=today),
    )
    return Referral.objects.get(pk=referral.pk), found


def test_withdrawn_by_the_referrer_while_the_hub_accepts_is_one_or_the_other():
    for _ in range(ROUNDS):
        hub = HubFactory()
        referral, found = withdrawn_while_accepted(hub)
        assert moved_by(found) == 1, found
        assert Place.objects.open().filter(hub=hub).count() == (referral.state == "accepted")


def a_transfer(here, there):
    """Asked for: a started referral with its place here, and both managers."""
    referral = scene.a_referral("started", hub=here)
    PlaceFactory(person=referral.person, hub=here)
    manager, other = scene.a_manager(here), scene.a_manager(there)
    asked = referrals.request_transfer(referral, by=manager, to_hub=there, reason="She moved house")
    return Transfer.objects.select_related("referral", "person").get(pk=asked.pk), manager, other


def test_a_transfer_agreed_while_it_is_cancelled_is_one_or_the_other():
    for _ in range(ROUNDS):
        hub, dover = HubFactory(), HubFactory()
        one, manager, other = a_transfer(hub, dover)
        two = Transfer.objects.get(pk=one.pk)
        found = at_once(
            partial(referrals.agree_transfer, one, by=other, key_worker=other),
            partial(referrals.cancel_transfer, two, by=manager),
        )
        assert moved_by(found) == 1, found
        now = dover if Transfer.objects.get(pk=one.pk).state == "agreed" else hub
        assert Referral.objects.get(pk=one.referral_id).hub == now
        assert Place.objects.open().get(person=one.person_id).hub == now


def test_two_moves_the_other_way_round_do_not_wait_for_each_other():
    for _ in range(ROUNDS):
        hub, dover = HubFactory(), HubFactory()
        there, _, its_manager = a_transfer(hub, dover)
        back, _, our_manager = a_transfer(dover, hub)
        found = at_once(
            partial(referrals.agree_transfer, there, by=its_manager, key_worker=its_manager),
            partial(referrals.agree_transfer, back, by=our_manager, key_worker=our_manager),
        )
        assert moved_by(found) == 2, found


def test_references_taken_at_once_are_all_different():
    found = at_once(*(lambda: next_references(2026, 5) for _ in range(6)))
    assert len({reference for batch in found for reference in batch}) == 30
