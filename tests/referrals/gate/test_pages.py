"""The pages of the way through the gate: bad input, what is shown, and the audit trail."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import AuditSubject
from referrals.models import FirstAppointment, GateTick, HubContact, JointMeeting, TreatmentHandover
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import HubContactFactory, JointMeetingFactory, NeedFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
PAGES = ("gate_meeting_record", "gate_appointment", "gate_treatment")
CAME = {"prison_side": "yes", "hub_side": "yes", "person_side": "yes"}


def day(count):
    when = timezone.localdate() + datetime.timedelta(days=count)
    return f"{when.day} {when:%B} {when.year}"


@pytest.fixture
def accepted(referrer, hub, worker):
    referral = scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)
    ReleaseFactory(
        person=referral.person,
        released_on=None,
        expected_on=timezone.localdate() + datetime.timedelta(days=40),
    )
    NeedFactory(referral=referral, kind="substance")
    return referral


def url(name, referral, *more):
    return reverse(name, args=[referral.uuid, *more])


@pytest.mark.parametrize("page", ["referral_gate", *PAGES, "gate_contact_record"])
def test_a_referral_out_of_scope_is_not_there(accepted, signed_in, page):
    assert signed_in(scene.a_practitioner()).get(url(page, accepted)).status_code == 404


def test_the_referrer_does_not_record_the_hubs_contact(accepted, referrer, signed_in):
    client = signed_in(referrer)
    assert client.get(url("gate_contact_record", accepted)).status_code == 403
    sent = {"made_on": day(0), "how": "phone"}
    assert client.post(url("gate_contact_record", accepted), sent).status_code == 403
    assert not HubContact.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_after_the_end_a_form_is_a_conflict(referrer, hub, signed_in, page):
    ended = scene.a_referral("completed", hub=hub, referrer=referrer)
    assert signed_in(referrer).get(url(page, ended)).status_code == 409


def test_a_meeting_of_another_referral_is_not_there(accepted, referrer, signed_in):
    other = JointMeetingFactory()
    assert signed_in(referrer).get(url("gate_meeting_correct", accepted, other.pk)).status_code == 404


@pytest.mark.parametrize("item", ["first_contact", "nonsense"])
def test_what_cannot_be_ticked_has_no_page(accepted, referrer, signed_in, item):
    assert signed_in(referrer).get(url("gate_item", accepted, item)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "gate_contact_record"])
def test_an_empty_form_says_what_is_needed_and_keeps_nothing(accepted, worker, signed_in, page):
    answer = signed_in(worker).post(url(page, accepted), {})
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content
    for model in (JointMeeting, FirstAppointment, TreatmentHandover, HubContact):
        assert not model.objects.exists()


def test_an_absence_without_a_reason_is_said_at_its_field_and_what_was_typed_stays(
    accepted, worker, signed_in
):
    sent = {"held_on": day(0), "how": "video", **CAME, "hub_side": "no", "notes": "Bring the keys"}
    page = signed_in(worker).post(url("gate_meeting_record", accepted), sent).content.decode()
    assert "Say why the hub did not come." in page
    assert "#id_hub_side_why_not" in page
    assert "Bring the keys" in page


def test_an_impossible_time_of_day_is_refused(accepted, worker, signed_in):
    sent = {"on": "28 March 2027", "at": "1.30", "place": "Hub", "with_whom": "Marcus"}
    page = signed_in(worker).post(url("gate_appointment", accepted), sent)
    assert "clocks go forward" in page.content.decode()


def test_a_bare_referral_says_what_to_do(referrer, hub, signed_in):
    bare = scene.a_referral("accepted", hub=hub, referrer=referrer)
    page = signed_in(referrer).get(url("referral_gate", bare)).content.decode()
    assert "No release is recorded" in page
    assert "No meeting is recorded yet" in page
    assert reverse("release_record", args=[bare.person.uuid]) in page


def test_before_the_decision_the_way_leads_to_the_referral(referrer, hub, signed_in):
    submitted = scene.a_referral("submitted", hub=hub, referrer=referrer)
    answer = signed_in(referrer).get(url("referral_gate", submitted))
    assert answer.url == reverse("referral_detail", args=[submitted.uuid])


def test_both_sides_record_and_the_checklist_fills(accepted, referrer, worker, signed_in):
    client = signed_in(referrer)
    client.post(url("gate_meeting_record", accepted), {"held_on": day(0), "how": "video", **CAME})
    sent = {"on": day(41), "at": "10.30", "place": "Chatham hub", "with_whom": "Marcus"}
    client.post(url("gate_appointment", accepted), sent)
    client = signed_in(worker)
    sent = {"service": "Riverside Recovery", "appointment_on": day(42), "bridge": "yes"}
    client.post(url("gate_treatment", accepted), sent)
    for item in ("address", "identity", "bank_account"):
        sent = {"answer": "in_place", "why": "Seen by the prison"}
        assert client.post(url("gate_item", accepted, item), sent).status_code == 302
    page = client.get(url("referral_gate", accepted)).content.decode()
    assert "missing" not in page.lower()
    assert ", 10.30, Chatham hub, with Marcus" in page
    assert GateTick.objects.count() == 3


def test_a_recorded_meeting_opens_with_what_it_says_and_is_corrected(accepted, worker, signed_in):
    meeting = JointMeetingFactory(referral=accepted, notes="Meet at nine")
    client = signed_in(worker)
    address = url("gate_meeting_correct", accepted, meeting.pk)
    assert "Meet at nine" in client.get(address).content.decode()
    sent = {"held_on": day(0), "how": "phone", **CAME, "notes": "Meet at ten", "reason": "Wrong hour"}
    assert client.post(address, sent).status_code == 302
    assert JointMeeting.objects.get().notes == "Meet at ten"


def test_a_recorded_contact_opens_with_what_it_says_and_is_corrected(referrer, hub, worker, signed_in):
    referral = scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)
    contact = HubContactFactory(referral=referral, note="Rang at nine")
    client, address = signed_in(worker), url("gate_contact_correct", referral, contact.pk)
    assert address in client.get(url("referral_gate", referral)).content.decode()
    assert "Rang at nine" in client.get(address).content.decode()
    sent = {"made_on": day(0), "how": "visit", "note": "Called at nine"}
    assert "Say what was wrong." in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"reason": "It was a visit"}).status_code == 302
    assert HubContact.objects.get().note == "Called at nine"


def test_a_contact_of_another_referral_is_not_there(accepted, worker, signed_in):
    other = HubContactFactory()
    assert signed_in(worker).get(url("gate_contact_correct", accepted, other.pk)).status_code == 404


def test_a_page_shown_is_written_down(accepted, referrer, signed_in):
    signed_in(referrer).get(url("referral_gate", accepted))
    assert AuditSubject.objects.get().person_id == accepted.person_id


def test_the_page_asks_as_much_for_many_meetings_as_for_one(
    accepted, worker, signed_in, django_assert_max_num_queries
):
    client = signed_in(worker)
    counts = []
    for number in (1, 30):
        JointMeetingFactory.create_batch(number, referral=accepted)
        with django_assert_max_num_queries(45) as seen:
            client.get(url("referral_gate", accepted))
        counts.append(len(seen))
    assert counts[0] == counts[1]
