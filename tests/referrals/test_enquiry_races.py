"""Two at once at one enquiry: exactly one wins, and the other is told."""

import datetime
import time
import uuid
from functools import partial
from unittest import mock

import pytest
from django.utils import timezone

from foundation.lifecycle import transitions
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from people.models import Person
from referrals.actions import enquiring as enquiries
from referrals.enquiries import spam
from referrals.models import Enquiry, Referral
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import AreaFactory
from tests.factories.referrals import EnquiryFactory
from tests.races import at_once, shared_database  # noqa: F401
from tests.referrals import scene

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 6
ABOUT = {
    "given_names": "Kofi",
    "family_name": "Larkfield",
    "date_of_birth": datetime.date(1990, 5, 14),
    "sex": "male",
}


def answered(hub, *, later=0.0):
    """One round: one worker adds the person, another refuses, `later` seconds after, each from their own copy."""
    pk, reason, area = (
        EnquiryFactory(hub=hub).pk,
        ReasonFactory(list="enquiry", reason="Under 18"),
        AreaFactory(),
    )
    copies = [Enquiry.objects.select_related("hub__team").get(pk=pk) for _ in range(2)]
    one, two = scene.a_worker(hub), scene.a_worker(hub)
    return pk, at_once(
        lambda: enquiries.match_new(copies[0], by=one, area=area, **ABOUT),
        lambda: (time.sleep(later), enquiries.refuse(copies[1], by=two, reason=reason))[1],
    )


def test_of_two_answers_exactly_one_stands():
    hub = HubFactory()
    for _ in range(ROUNDS):
        pk, found = answered(hub)
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        enquiry = Enquiry.objects.get(pk=pk)
        assert Event.objects.filter(
            subject_type="referrals.enquiry", subject_id=pk, what__in=["match", "refuse"]
        ).count() == 1  # fmt: skip
        is_matched = enquiry.state == "matched"
        assert Referral.objects.filter(enquiry=enquiry).count() == is_matched
        assert Person.objects.filter(uuid=enquiry.uuid).count() == is_matched


def test_the_race_can_be_lost():
    """Negative control: without compare-and-set both believe they won, soon or when one comes a little later."""

    def careless(thing, steps, now):
        for step in steps:
            step()
            thing.version += 1
        names = ("state", "version", "refused_at", "refused_by_id", "reason_id", "matched_at", "matched_by_id",
                 "person_id", "referral_id")  # fmt: skip
        type(thing)._base_manager.filter(pk=thing.pk).update(**{name: getattr(thing, name) for name in names})

    hub = HubFactory()
    with mock.patch.object(transitions, "take", careless):
        rounds = (answered(hub, later=place / 50)[1] for place in range(20))
        assert any(not any(isinstance(each, Exception) for each in found) for found in rounds)


def test_a_double_click_on_send_makes_one_enquiry():
    hub = HubFactory()
    for number in range(ROUNDS):
        token = uuid.uuid4()
        written = {
            "kind": "self", "hub": hub, "area_id": None, "source_id": None, "name": f"Kofi {number}",
            "phone": "07700 900123", "safe_ways": ["call"], "needs": ["health"], "agreed_to": "I agree.",
        }  # fmt: skip
        with mock.patch.object(spam, "QUICKEST", datetime.timedelta(0)):
            begun = spam.begin(str(token))
            found = at_once(*[partial(enquiries.receive, written, uuid=token, begun=begun)] * 2)
        assert len(set(map(str, found))) == 1, found
        assert Enquiry.objects.filter(uuid=token).count() == 1
    assert Enquiry.objects.filter(received_at__lte=timezone.now()).count() == ROUNDS
