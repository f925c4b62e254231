"""Transfers and enquiries over HTTP: every state, every verb, every role (domain: Referral, Enquiry)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from people.models import Person
from referrals.models import Enquiry, Referral, Transfer
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import InvolvementFactory, PersonFactory
from tests.factories.referrals import EnquiryFactory, TransferFactory
from tests.over_http import answers, one_of_every_role_but
from tests.referrals import scene

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

TRANSFER = {
    "agree": {"manager of the hub that was asked"},
    "refuse": {"manager of the hub that was asked"},
    "cancel": {"manager of the hub that asked"},
}


@pytest.mark.parametrize("verb", TRANSFER)
@pytest.mark.parametrize("state", ["requested", "agreed", "refused", "cancelled"])
def test_a_transfer_is_answered_as_scope_role_and_state_say(client, hub, referrer, state, verb):
    other = HubFactory(places=60)
    referral = scene.a_referral("started", hub=hub, referrer=referrer, started_on=timezone.localdate())
    worker = scene.a_worker(other)
    transfer = TransferFactory(referral=referral, to_hub=other, state=state)
    if state == "agreed":
        Referral.objects.filter(pk=referral.pk).update(hub=other)
    users = {
        "referrer": referrer,
        "referrer's colleague": scene.a_practitioner(team=referral.team),
        "worker of the hub that asked": scene.a_worker(hub),
        "worker of the hub that was asked": worker,
        "manager of the hub that asked": scene.a_manager(hub),
        "manager of the hub that was asked": scene.a_manager(other),
        "manager of a third hub": scene.a_manager(HubFactory()),
        **one_of_every_role_but(Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER,
                                teams=[referral.team, hub.team, other.team]),
    }  # fmt: skip
    sent = {"key_worker": worker.pk, "because": "No place before spring"}
    found = answers(client, users, lambda: client.post(_at(f"transfer_{verb}", transfer), sent), _standing)
    assert found == {name: _of_transfer(name, verb, state) for name in users}


def _of_transfer(name, verb, state):
    if name == "manager of a third hub":
        return 404
    if name not in TRANSFER[verb]:
        return 403
    if state == "requested":
        return 302
    return 409


ENQUIRY_STATES = ("received", "matched", "refused", "expired")


@pytest.mark.parametrize("verb", ["match", "person", "refuse"])
@pytest.mark.parametrize("state", ENQUIRY_STATES)
def test_an_enquiry_is_answered_as_scope_role_and_state_say(client, hub, state, verb):
    enquiry, meant = EnquiryFactory(hub=hub, state=state), PersonFactory()
    InvolvementFactory(person=meant, team=hub.team)
    staff = {"hub worker": scene.a_worker(hub), "hub manager": scene.a_manager(hub)}
    away = {
        "worker of another hub": scene.a_worker(HubFactory()),
        "manager of another hub": scene.a_manager(HubFactory()),
    }
    nobody = one_of_every_role_but(Role.HUB_WORKER, Role.HUB_MANAGER, teams=[hub.team])
    things = (enquiry, meant) if verb == "match" else (enquiry,)
    new = {
        "given_names": "Ada",
        "family_name": "Quillfeather",
        "date_of_birth": "1 May 1971",
        "sex": "female",
    }
    sent = {
        "match": {},
        "person": new | {"area": scene.AreaFactory().pk},
        "refuse": {"reason": ReasonFactory(list="enquiry", reason="Under 18").pk},
    }[verb]
    users = staff | away | nobody
    found = answers(client, users, lambda: client.post(_at(f"enquiry_{verb}", *things), sent), _standing)
    done = 302 if state == "received" else 409
    assert found == (dict.fromkeys(staff, done) | dict.fromkeys(away, 404) | dict.fromkeys(nobody, 403))


def _at(name, *things):
    return reverse(name, args=[thing.uuid for thing in things])


def _standing():
    rows = [list(model.objects.order_by("pk").values_list("pk", "state", "version"))
            for model in (Transfer, Enquiry, Referral)]  # fmt: skip
    return rows, Person.objects.count(), Event.objects.count()
