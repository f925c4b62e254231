"""Moving a thing from state to state, shown on a referral."""

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import LostRace, NotReady, WrongState, can, perform
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return ReferralFactory(state="submitted")


@pytest.fixture
def worker(referral):
    return UserFactory(role=Role.HUB_WORKER, teams=[referral.hub.team])


def test_a_state_set_by_hand_is_refused(referral):
    with pytest.raises(AttributeError):
        referral.state = "accepted"


def test_a_user_whose_role_lacks_the_permission_is_told_not_you(referral):
    with pytest.raises(NotYou):
        perform(referral, "take", by=UserFactory(role=Role.COMMISSIONER, teams=[referral.hub.team]))
    assert not Event.objects.exists()


def test_a_worker_of_another_hub_is_told_not_you(referral):
    with pytest.raises(NotYou):
        perform(referral, "take", by=UserFactory(role=Role.HUB_WORKER))


def test_a_verb_that_does_not_leave_this_state_is_told_not_now(referral, worker):
    with pytest.raises(WrongState):
        perform(referral, "hand_back", by=worker)
    assert not can(worker, "hand_back", referral)


def test_everything_missing_is_listed_at_once():
    draft = ReferralFactory(state="draft", hub=None, source=None, team=None)
    with pytest.raises(NotReady) as refusal:
        perform(draft, "submit", by=draft.referrer, due_on=None)
    assert {item.section for item in refusal.value.missing} == {
        "source", "consent", "supervision", "risk", "needs", "hub",
    }  # fmt: skip


def test_a_move_writes_one_event_and_keeps_the_former_values(referral, worker):
    perform(referral, "take", by=worker, told={"seen": "queue"})
    (event,) = events.of(referral)
    assert (event.what, event.from_state, event.to_state) == ("take", "submitted", "in_review")
    assert (event.by, event.by_role, event.person_id) == (worker, "hub_worker", referral.person_id)
    former = Referral.versions.get(version_of=referral)
    assert (former.state, former.superseded_at) == ("submitted", referral.recorded_at)
    assert Referral.objects.get().state == "in_review"


def test_the_second_of_two_people_is_told_what_happened(referral, worker):
    same = Referral.objects.get(pk=referral.pk)
    perform(referral, "take", by=worker)
    with pytest.raises(LostRace):
        perform(same, "take", by=worker)
    assert same.state == "in_review"
    assert Event.objects.count() == 1


def test_a_discarded_draft_leaves_its_trail():
    draft = ReferralFactory(state="draft", team=None)
    perform(draft, "discard", by=draft.referrer)
    assert not Referral.versions.exists()
    assert Event.objects.get().what == "discard"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_event_can_be_neither_changed_nor_removed(referral, worker, change):
    perform(referral, "take", by=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(what="nothing") if change == "update" else Event.objects.all().delete()
    assert Event.objects.get().what == "take"
