"""A hub that stands in as referrer: for whom it may add a person, and until when it writes (decision 33)."""

import datetime

import pytest

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import WrongState
from people import actions as people
from people.access import may_write_about
from people.models import Involvement, Person
from people.querysets import STANDING_IN
from referrals import actions as referrals
from referrals.actions import enquiring as enquiries
from referrals.models import Enquiry, Referral
from tests.factories.accounts import TeamFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import (
    AreaFactory,
    ConsentFactory,
    InvolvementFactory,
    PersonAreaFactory,
    PersonFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.referrals import EnquiryFactory, ReferralSourceFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
ABOUT = {
    "given_names": "Kofi",
    "family_name": "Larkfield",
    "date_of_birth": datetime.date(1990, 5, 14),
    "sex": "male",
}

# --- adding the person


def test_without_an_enquiry_a_hub_worker_adds_nobody(worker, hub):
    enquiry = EnquiryFactory(hub=hub)
    for more in ({}, {"team": hub.team}, {"uuid": enquiry.uuid}):
        with pytest.raises(NotYou):
            people.create_person(by=worker, **ABOUT, **more)
    assert not Person.objects.filter(family_name="Larkfield").exists()


def test_a_person_is_put_into_no_team_that_is_not_the_users(worker, hub):
    enquiry = EnquiryFactory(hub=hub)
    with pytest.raises(NotYou, match="not in the team"):
        people.create_person(by=worker, uuid=enquiry.uuid, team=TeamFactory(), **ABOUT)


def test_an_enquiry_that_was_never_received_brings_nobody(worker, hub):
    made_up = EnquiryFactory.build(hub=hub)
    with pytest.raises(NotYou, match="the hub that has this enquiry"):
        enquiries.match_new(made_up, by=worker, **ABOUT)
    assert not Person.objects.exists()


def test_an_enquiry_of_another_hub_brings_nobody_whatever_the_caller_holds_in_memory(worker, hub):
    elsewhere = EnquiryFactory(hub=HubFactory())
    elsewhere.hub = hub
    with pytest.raises(NotYou):
        enquiries.match_new(elsewhere, by=worker, **ABOUT)
    assert not Person.objects.exists()


def test_an_enquiry_that_was_refused_meanwhile_brings_nobody(worker, hub):
    enquiry = EnquiryFactory(hub=hub)
    before = Enquiry.objects.get()
    enquiries.refuse(enquiry, by=worker, reason=scene.ReasonFactory(list="enquiry", reason="Under 18"))
    with pytest.raises(WrongState):
        enquiries.match_new(before, by=worker, **ABOUT)
    assert not Person.objects.exists()


# --- writing about them


@pytest.fixture
def drafts(hub):
    """Two workers of the hub stand in for one person, each with a draft of their own from an enquiry."""
    ReferralSourceFactory(name="Self-referral", kind="self")
    person = PersonFactory(held_by=TeamFactory())
    InvolvementFactory(person=person, team=hub.team)
    for factory in (ConsentFactory, SupervisionFactory, RiskInformationFactory):
        factory(person=person)
    PersonAreaFactory(person=person, area=AreaFactory())
    return [
        enquiries.match(EnquiryFactory(hub=hub), person, by=scene.a_worker(hub, name=name))
        for name in ("Rosa Bright", "Idris Vane")
    ]


def end(draft, how):
    now = Referral.objects.get(pk=draft.pk)
    (referrals.submit if how == "submit" else referrals.discard)(now, by=now.referrer)


@pytest.mark.parametrize("how", ["submit", "discard"])
def test_the_first_draft_that_ends_does_not_end_the_writing_of_the_second(drafts, how):
    first, second = drafts
    end(first, how)
    assert may_write_about(second.referrer, second.person)
    referrals.fill(
        Referral.objects.get(pk=second.pk), by=second.referrer, version=second.version, about="Nights"
    )


@pytest.mark.parametrize("how", ["submit", "discard"])
def test_the_last_draft_that_ends_ends_the_writing(drafts, how):
    for draft in drafts:
        end(draft, "discard" if draft == drafts[0] else how)
    assert not may_write_about(drafts[1].referrer, drafts[1].person)
    assert not Involvement.objects.filter(purpose=STANDING_IN, until=None).exists()
