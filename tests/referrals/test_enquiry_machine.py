"""The whole machine of an enquiry: every state, every verb, everybody (domain: Sources of referral)."""

from contextlib import contextmanager

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, WrongState, machine_of, perform
from hubs.models import Hub
from people.models import Person
from referrals.actions import enquiring as enquiries
from referrals.models import Enquiry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import PersonFactory
from tests.factories.referrals import EnquiryFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db

STATES = ("received", "matched", "refused", "expired")
HUB = {"hub worker", "hub manager"}
TABLE = {
    "match": ({"received"}, "matched", HUB),
    "refuse": ({"received"}, "refused", HUB),
    "pass_on": ({"received"}, "received", HUB),
    "expire": ({"received"}, "expired", {"the system"}),
}
LATER = timezone.timedelta(days=30)


def everybody(hub):
    others = [role for role in Role if role not in (Role.HUB_WORKER, Role.HUB_MANAGER)]
    return {
        "hub worker": scene.a_worker(hub),
        "hub manager": scene.a_manager(hub),
        "worker of another hub": scene.a_worker(HubFactory()),
        "manager of another hub": scene.a_manager(HubFactory()),
        "disabled hub worker": scene.a_worker(hub, is_active=False),
        "the system": None,
        **{role.label: UserFactory(role=role, teams=[hub.team]) for role in others},
    }


def do(verb, enquiry, by):
    if verb == "match":
        return enquiries.match(enquiry, Person.objects.get(crn="X999999"), by=by)
    if verb == "refuse":
        return enquiries.refuse(enquiry, by=by, reason=ReasonFactory(list="enquiry", reason="Under 18"))
    if verb == "pass_on":
        return enquiries.pass_on(
            enquiry, by=by, to_hub=Hub.objects.get(name="Dover"), because="She lives there"
        )
    return perform(enquiry, "expire", by=by)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_table_knows_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(Enquiry)}


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_a_verb_is_done_only_by_whom_and_from_where_the_table_says(state, verb):
    pk = EnquiryFactory(state=state).pk
    PersonFactory(crn="X999999")
    HubFactory(name="Dover")
    sources, target, who = TABLE[verb]
    for name, user in everybody(Enquiry.objects.get(pk=pk).hub).items():
        expected = target if name in who and state in sources else "not now" if name in who else "not you"
        with undone(), time_machine.travel(timezone.now() + LATER, tick=False):
            assert (name, outcome(verb, pk, user)) == (name, expected)


def outcome(verb, pk, by):
    before = standing()
    try:
        do(verb, Enquiry.objects.select_related("hub").get(pk=pk), by)
    except (NotYou, WrongState) as refusal:
        assert standing() == before
        return "not you" if isinstance(refusal, NotYou) else "not now"
    return Enquiry.objects.get(pk=pk).state


def standing():
    return list(Enquiry.objects.order_by("pk").values_list("pk", "state", "version")), Event.objects.count()


def test_it_does_not_expire_while_it_can_be_answered():
    with pytest.raises(WrongState, match="can still be answered until"):
        enquiries.expire(EnquiryFactory())


@pytest.mark.parametrize("reason_list", ["decline", "enquiry"])
def test_a_refusal_lists_what_it_needs(reason_list):
    enquiry = EnquiryFactory()
    reason = ReasonFactory(list=reason_list, reason="Other", text_required=True)
    with pytest.raises(NotReady, match="reason" if reason_list == "decline" else "an explanation"):
        enquiries.refuse(enquiry, by=scene.a_worker(enquiry.hub), reason=reason)
