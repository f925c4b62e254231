"""The whole machine: every state, every verb, everybody.

The table below is written from the specification (domain: Referral), not taken from the code.
"""

import datetime
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import WrongState, machine_of
from hubs.models import Hub
from referrals import actions as referrals
from referrals.models import Referral, Transfer
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.referrals import QuestionFactory, TransferFactory
from tests.referrals import scene

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

REFERRER = {"referrer", "referrer's colleague"}
HUB = {"hub worker", "hub manager", "manager of the hubs"}
MANAGER = {"hub manager", "manager of the hubs"}
KEY_WORKER = {"hub worker"}  # who is the key worker in this scene
HELD = {
    "on_hold from accepted": "accepted",
    "on_hold from started": "started",
    "on_hold from waiting": "waiting",
}
STATES = ("draft", "submitted", "in_review", "information_requested", "waiting", "accepted", "started", *HELD,
          "completed", "ended_early", "declined", "withdrawn", "entered_in_error")  # fmt: skip
SAME = "the same"
# verb: (from, to, who)
TABLE = {
    "submit": ({"draft"}, "submitted", REFERRER),
    "discard": ({"draft"}, "removed", REFERRER),
    "take": ({"submitted"}, "in_review", HUB),
    "hand_back": ({"in_review"}, "submitted", HUB),
    "request_information": ({"in_review"}, "information_requested", HUB),
    "provide_information": ({"information_requested"}, "in_review", REFERRER),
    "wait_list": ({"in_review"}, "waiting", HUB),
    "accept": ({"in_review", "waiting"}, "accepted", HUB),
    "decline": ({"submitted", "in_review", "information_requested", "waiting"}, "declined", HUB),
    "reconsider": ({"declined"}, "in_review", MANAGER),
    "start": ({"accepted"}, "started", HUB),
    "review": ({"waiting", "started", *HELD}, SAME, HUB),
    "hold": ({"accepted", "started", "waiting"}, "on_hold", HUB),
    "resume": (set(HELD), "where it was held from", HUB),
    "transfer": ({"accepted", "started", "waiting", *HELD}, SAME, {"manager of another hub"}),
    "complete": ({"started"}, "completed", KEY_WORKER),
    "end_early": ({"started", "on_hold from started"}, "ended_early", KEY_WORKER),
    "reopen": ({"completed", "ended_early"}, "started", MANAGER),
    "withdraw": (
        {"submitted", "in_review", "information_requested", "waiting", "accepted", "on_hold from accepted",
         "on_hold from waiting"}, "withdrawn", REFERRER | HUB,
    ),
    "void": (set(STATES) - {"draft", "entered_in_error"}, "entered_in_error", MANAGER),
}  # fmt: skip


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
    if verb == "transfer":
        transfer = Transfer.objects.standing().get(referral=referral)
        return referrals.agree_transfer(transfer, by=by, key_worker=None if _waits(referral) else by)
    action = referrals.record_induction if verb == "start" else getattr(referrals, verb)
    return action(referral, by=by, **facts_of(verb, referral, key_worker))


def facts_of(verb, referral, key_worker):
    """What each verb needs, given in full."""
    today = timezone.localdate()
    because = {"because": "It was a mistake by the office"}
    return {
        "accept": {"key_worker": key_worker},
        "decline": {"reason": scene.a_reason(), "explanation": "He is 17", "signposting": "Youth justice service"},
        "start": {"inducted_on": today, "covered": ["hub"]},
        "request_information": {"questions": ["Where will she live?"]},
        "provide_information": {"answers": {each.pk: "With her sister" for each in referral.questions.all()}},
        "wait_list": {"because": "No place before spring", "expected_on": today + datetime.timedelta(days=30)},
        "reconsider": because,
        "review": {"said": "She still wants to come"},
        "hold": {"reason": ReasonFactory(list="hold", group="person", reason="Illness or treatment")},
        "resume": because,
        "complete": {"outcomes": {"employment": "achieved"}, "what_next": "Her job centre", "ended_on": today},
        "end_early": {"reason": ReasonFactory(list="end", group="person", reason="No longer engaging"),
                      "ended_on": today},
        "reopen": because,
        "withdraw": {"reason": ReasonFactory(list="withdraw", group="person", reason="Not engaged"),
                     "ended_on": today},
        "void": because,
    }.get(verb, {})  # fmt: skip


def _waits(referral):
    return (referral.held_from or referral.state) == "waiting"


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_table_knows_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(Referral)}


def a_referral_in(state):
    """In a state, with whatever a verb from there rests on: a question asked, a key worker named."""
    if state == "draft":
        return scene.a_full_draft(scene.a_practitioner())
    if state in HELD:
        return scene.a_referral(
            "on_hold", held_from=HELD[state], started_on=_day_if(HELD[state] == "started")
        )
    referral = scene.a_referral(state)
    if state == "information_requested":
        QuestionFactory(referral=referral)
    return referral


def _day_if(started):
    return timezone.localdate() if started else None


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_a_verb_is_done_only_by_whom_and_from_where_the_table_says(state, verb):
    referral = a_referral_in(state)
    cast = everybody(referral)
    sources, _, who = TABLE[verb]
    key_worker = cast["hub worker"]
    Referral.objects.filter(pk=referral.pk).update(key_worker=key_worker)
    if verb == "transfer":
        other = cast["manager of another hub"].teams.get()
        TransferFactory(
            referral=referral, to_hub=Hub.objects.get(team=other), requested_by=cast["hub manager"]
        )
    for name, user in cast.items():
        expected = (
            after(verb, state)
            if name in who and state in sources
            else "not now"
            if name in who
            else "not you"
        )
        if verb == "start" and state == "started" and name in who:
            expected = "started"  # a second induction is recorded and changes no state
        with undone():
            assert (name, outcome(verb, referral, user, key_worker)) == (name, expected)


def after(verb, state):
    """The state that the verb leads to from there."""
    target = TABLE[verb][1]
    if target == SAME:
        return "on_hold" if state in HELD else state
    return HELD[state] if verb == "resume" else target


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
