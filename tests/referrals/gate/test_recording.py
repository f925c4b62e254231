"""Who records what happens on the way through the gate, and when."""

import pytest

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import WrongState
from referrals.actions import through_the_gate as actions
from referrals.models import JointMeeting
from tests.factories.hubs import HubFactory
from tests.referrals import scene
from tests.referrals.gate.recording import days, meet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("elsewhere", [scene.a_practitioner, lambda: scene.a_worker(HubFactory())])
def test_nobody_of_another_team_or_hub_records(accepted, expected, elsewhere):
    with pytest.raises(NotYou):
        meet(accepted, elsewhere())
    assert not JointMeeting.objects.exists()


def test_only_the_hub_records_contact(accepted, released, referrer):
    with pytest.raises(NotYou, match="worker of the hub"):
        actions.record_contact(accepted, by=referrer, made_on=days(0), how="phone")


@pytest.mark.parametrize(
    "state", ["submitted", "in_review", "waiting", "declined", "completed", "ended_early"]
)
def test_before_acceptance_and_after_the_end_nothing_is_recorded(state, referrer, hub, worker):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    with pytest.raises(WrongState):
        meet(referral, worker)


def test_a_referral_held_from_the_waiting_list_has_no_way_through_the_gate(referrer, hub, worker):
    referral = scene.a_referral("on_hold", hub=hub, referrer=referrer, held_from="waiting")
    with pytest.raises(WrongState):
        meet(referral, worker)
