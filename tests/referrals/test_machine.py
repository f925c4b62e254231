"""The whole machine: every state, every verb, everybody.

The table below is written from the specification (domain: Referral), not taken from the code.
"""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import WrongState, machine_of
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db

REFERRER = {"referrer", "referrer's colleague"}
HUB = {"hub worker", "hub manager", "manager of the hubs"}
# verb: (from, to, who)
TABLE = {
    "submit": ({"draft"}, "submitted", REFERRER),
    "discard": ({"draft"}, "removed", REFERRER),
    "take": ({"submitted"}, "in_review", HUB),
    "hand_back": ({"in_review"}, "submitted", HUB),
    "accept": ({"in_review", "waiting"}, "accepted", HUB),
    "decline": ({"submitted", "in_review", "information_requested", "waiting"}, "declined", HUB),
    "start": ({"accepted"}, "started", HUB),
}
STATES = ("draft", "submitted", "in_review", "information_requested", "waiting", "accepted", "started", "on_hold",
          "completed", "ended_early", "declined", "withdrawn", "entered_in_error")  # fmt: skip


def everybody(referral):
    """One user of every kind that the table must know, by what they are called in it."""
    team, hub_team = referral.team, referral.hub.team
    elsewhere = HubFactory()
    other_roles = [
        role for role in Role if role not in (Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER)
    ]
    hub_team.parent = scene.TeamFactory()
    hub_team.save()
    return {
        "referrer": referral.referrer,
        "referrer's colleague": UserFactory(role=Role.PRACTITIONER, teams=[team]),
        "practitioner of another region": scene.a_practitioner(),
        "hub worker": scene.a_worker(referral.hub),
        "hub manager": scene.a_manager(referral.hub),
        "manager of the hubs": UserFactory(role=Role.HUB_MANAGER, teams=[hub_team.parent]),
        "worker above the hub": UserFactory(role=Role.HUB_WORKER, teams=[hub_team.parent]),
        "worker of another hub": scene.a_worker(elsewhere),
        "manager of another hub": scene.a_manager(elsewhere),
        "disabled hub worker": scene.a_worker(referral.hub, is_active=False),
        **{role.label: UserFactory(role=role, teams=[team, hub_team]) for role in other_roles},
    }


def do(verb, referral, by, key_worker):
    """The action of a verb with everything it needs."""
    today = timezone.localdate()
    facts = {
        "accept": {"key_worker": key_worker},
        "decline": {
            "reason": scene.a_reason(),
            "explanation": "He is 17",
            "signposting": "Youth justice service",
        },
        "start": {"inducted_on": today, "covered": ["hub"]},
    }.get(verb, {})
    action = referrals.record_induction if verb == "start" else getattr(referrals, verb)
    return action(referral, by=by, **facts)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_table_knows_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(Referral)}


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_a_verb_is_done_only_by_whom_and_from_where_the_table_says(state, verb):
    referral = scene.a_full_draft(scene.a_practitioner()) if state == "draft" else scene.a_referral(state)
    cast = everybody(referral)
    sources, target, who = TABLE[verb]
    key_worker = cast["hub worker"]
    for name, user in cast.items():
        expected = target if name in who and state in sources else "not now" if name in who else "not you"
        if verb == "start" and state == "started" and name in who:
            expected = "started"  # a second induction is recorded and changes no state
        with undone():
            assert (name, outcome(verb, referral, user, key_worker)) == (name, expected)


def outcome(verb, referral, user, key_worker):
    """What came of it; after a refusal nothing may have changed."""
    fresh = Referral.objects.select_related("hub", "team", "referrer").get(pk=referral.pk)
    before = standing()
    try:
        do(verb, fresh, user, key_worker)
    except (NotYou, WrongState) as refusal:
        assert standing() == before
        return "not you" if isinstance(refusal, NotYou) else "not now"
    found = Referral.objects.filter(pk=referral.pk).first()
    return found.state if found else "removed"


def standing():
    return list(Referral.versions.order_by("pk").values_list("pk", "state", "version")), Event.objects.count()
