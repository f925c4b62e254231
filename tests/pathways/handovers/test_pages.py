"""The pages of handovers: what each side reads and can do, bad input, and the directory."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from pathways.actions import answering_handovers as service_does
from pathways.models import Handover
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import AreaFactory, PersonAreaFactory, PersonFactory
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db


def sending_to(person, kind="treatment"):
    return reverse("handover_send", args=[person.uuid, kind])


@pytest.fixture
def typed(treatment):
    return {
        "key": str(uuid.uuid4()), "service": treatment.pk, "purpose": "Go on with the prescription",
        "shares": ["date_of_birth"], "agreed_on": TODAY.isoformat(), "agreed_how": "in_person",
    }  # fmt: skip


# --- sending


def test_a_kind_of_service_there_is_not_is_not_found(as_, office, person):
    assert as_(office.dana).get(sending_to(person, "magic")).status_code == 404


def test_an_empty_form_says_what_each_field_needs(as_, office, person, treatment):
    answer = as_(office.dana).post(sending_to(person), {})
    for words in (
        "Choose the service.",
        "Say what the service is asked to do.",
        "Choose how the person agreed.",
    ):
        assert words in page(answer)
    assert not Handover.objects.exists()


def test_what_cannot_be_keeps_what_was_typed(as_, office, person, typed):
    answer = as_(office.dana).post(
        sending_to(person), typed | {"shares": ["medication"], "medication": "tbc"}
    )
    assert "Write the medication" in page(answer)
    assert "Go on with the prescription" in page(answer)


def test_a_field_that_is_not_on_the_list_is_refused(as_, office, person, typed):
    answer = as_(office.dana).post(sending_to(person), typed | {"shares": ["offences"]})
    assert answer.status_code == 200
    assert not Handover.objects.exists()


def test_a_service_of_another_kind_cannot_be_chosen(as_, office, person, typed, housing):
    as_(office.dana).post(sending_to(person), typed | {"service": housing.pk})
    assert not Handover.objects.exists()


def test_a_second_one_to_the_same_service_answers_409(as_, office, person, typed, send, treatment):
    send(treatment)
    answer = as_(office.dana).post(sending_to(person), typed)
    assert (answer.status_code, "is open" in page(answer)) == (409, True)


def test_sending_leads_to_the_loop_and_is_a_disclosure(as_, office, person, typed, treatment):
    client = as_(office.dana)
    answer = client.post(sending_to(person), typed)
    handover = Handover.objects.get()
    assert answer.url == url("handover_detail", handover)
    disclosed = AuditEvent.objects.filter(operation="disclosure", recipient="Recovery Service")
    assert disclosed.count() == 1
    shown = page(client.get(answer.url))
    assert "Name, Date of birth" in shown
    assert "Receive or refuse the handover" in shown


def test_the_services_of_the_persons_area_are_offered(as_, office, person, treatment, elsewhere):
    area = AreaFactory(name="Medway")
    PersonAreaFactory(person=person, area=area)
    treatment.areas.add(area)
    elsewhere.areas.add(AreaFactory(name="Leeds"))
    shown = page(as_(office.dana).get(sending_to(person)))
    assert "Recovery Service" in shown
    assert "Recovery Elsewhere" not in shown


def test_the_56_days_stand_beside_a_duty_to_refer(as_, office, person, housing, released_in):
    released_in(42)
    shown = page(as_(office.dana).get(sending_to(person, "housing")))
    assert "56 days before it. That day has come." in shown
    assert "Medication" not in shown


def test_the_pathway_shows_the_loop_and_where_another_begins(as_, hub, office, substance, send, treatment):
    handover = send(treatment)
    service_does.receive_handover(handover, by=treatment.worker)
    for user in (hub.worker, office.dana):
        shown = page(as_(user).get(url("pathway_detail", substance)))
        assert handover.reference in shown
        assert "Received" in shown
        assert sending_to(substance.person) in shown


def test_a_pathway_without_services_says_nothing_of_them(as_, hub, person):
    pathway = PathwayFactory(person=person, kind="finance_and_identity")
    assert "Handed over to a service" not in page(as_(hub.worker).get(url("pathway_detail", pathway)))


def test_the_person_page_leads_to_handing_over(as_, office, hub, person):
    for user in (office.dana, hub.worker):
        shown = page(as_(user).get(reverse("person_detail", args=[person.uuid])))
        assert reverse("handover_choose", args=[person.uuid]) in shown


def test_the_list_of_a_team_holds_what_it_sent_and_not_what_others_did(
    as_, hub, office, send, treatment, housing
):
    ours, theirs = send(treatment), send(housing, by=hub.worker)
    shown = page(as_(office.colleague).get(reverse("handover_list")))
    assert ours.reference in shown
    assert theirs.reference not in shown


def test_a_withdrawal_without_a_reason_is_asked_again(as_, office, send, treatment, reasons):
    handover = send(treatment)
    client = as_(office.dana)
    assert "Choose why it is withdrawn" in page(client.post(url("handover_withdraw", handover), {}))
    client.post(url("handover_withdraw", handover), {"reason": reasons.withdraw.pk})
    assert Handover.objects.get().state == "withdrawn"
    again = client.post(url("handover_withdraw", handover), {"reason": reasons.withdraw.pk})
    assert again.status_code == 409


# --- the service


def test_the_home_page_of_a_service_says_what_there_is_to_do(as_, treatment):
    HandoverFactory(service=treatment, person=PersonFactory(family_name="Newcombe"))
    HandoverFactory(
        service=treatment, state="booked", appointment_at=at(0, 15), person=PersonFactory(family_name="Todd")
    )
    shown = page(as_(treatment.worker).get(reverse("home")))
    assert "Newcombe" in shown
    assert "Todd" in shown
    assert "expected today" in shown


@pytest.mark.parametrize(
    ("tab", "state", "more"),
    [
        ("new", "sent", {}), ("to_book", "received", {}), ("to_book", "did_not_attend", {}),
        ("today", "booked", {"appointment_at": at(0)}), ("booked", "booked", {"appointment_at": at(1)}),
        ("with_us", "attended", {}),
    ],
)  # fmt: skip
def test_each_handover_stands_on_its_tab_alone(as_, treatment, tab, state, more):
    handover = HandoverFactory(service=treatment, state=state, **more)
    client, found = as_(treatment.worker), []
    for each in ("new", "to_book", "today", "booked", "with_us"):
        if handover.reference in page(client.get(f"{reverse('handed_over_list')}?tab={each}")):
            found.append(each)
    assert found == [tab]


def test_an_empty_queue_says_what_will_come_there(as_, treatment):
    assert "What is sent to your service comes here" in page(
        as_(treatment.worker).get(reverse("handed_over_list"))
    )


def test_the_queue_asks_as_often_at_3_rows_as_at_23(as_, treatment):
    client = as_(treatment.worker)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("handed_over_list"))
        return len(asked)

    for _ in range(3):
        HandoverFactory(service=treatment)
    queries()
    few = queries()
    for _ in range(20):
        HandoverFactory(service=treatment)
    assert queries() == few


def test_the_service_works_a_handover_through_its_pages(as_, send, treatment, substance, reasons):
    handover = send(treatment)
    client = as_(treatment.worker)
    client.post(url("handed_over_receive", handover))
    handover.refresh_from_db()
    booked = {"on": TODAY.isoformat(), "starts": "9.30", "place": "Gate House", "seen_as": handover.seen_as}
    client.post(url("handed_over_book", handover), booked)
    client.post(url("handed_over_attend", handover), {"on": TODAY.isoformat()})
    treated = {"started_on": TODAY.isoformat(), "code": "community_structured", "need_group": "opiate"}
    client.post(url("handed_over_treatment", handover), treated)
    handover.refresh_from_db()
    assert (handover.state, handover.appointment_place, handover.spell.started_on) == (
        "attended",
        "Gate House",
        TODAY,
    )
    for _ in range(2):  # a double click
        answer = client.post(url("handed_over_close", handover), {"reason": reasons.outcome.pk})
        assert answer.url == reverse("handed_over_list")
    assert "You see the person no longer" in page(client.get(answer.url))
    assert as_(treatment.colleague).post(url("handed_over_close", handover)).status_code == 404


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("handed_over_book", {"on": "31 June 2026", "starts": "25.00", "place": ""}, "has no day 31"),
        ("handed_over_attend", {"on": "tomorrow"}, "Enter a date"),
        ("handed_over_treatment", {}, "Enter the first day."),
        ("handed_over_close", {"reason": "999999"}, "Select a valid choice"),
    ],
)
def test_bad_input_of_the_service_is_said_at_its_field(as_, treatment, name, typed, said):
    handover = HandoverFactory(service=treatment, state="booked")
    answer = as_(treatment.worker).post(url(name, handover), typed)
    assert (answer.status_code, said in page(answer)) == (200, True)
    assert Handover.objects.get(pk=handover.pk).version == handover.version


def test_a_colleague_who_was_first_is_a_conflict_that_shows_how_it_stands(as_, treatment):
    handover = HandoverFactory(service=treatment)
    service_does.receive_handover(handover, by=treatment.colleague)
    answer = as_(treatment.worker).post(url("handed_over_receive", handover))
    assert (answer.status_code, treatment.colleague.name in page(answer)) == (409, True)


def test_the_housing_authority_answers_on_its_page(as_, send, housing):
    handover = service_does.receive_handover(send(housing), by=housing.worker)
    client, where = as_(housing.worker), url("handed_over_duty", handover)
    said = {"on": TODAY.isoformat(), "seen_as": handover.seen_as}
    wrong = client.post(where, said | {"answer": "not_accepted"})
    assert "Say why the duty is not accepted" in page(wrong)
    for _ in range(2):  # a double click
        client.post(where, said | {"answer": "accepted", "owed": "prevention"})
    assert Event.objects.filter(what="answer_duty").count() == 1
    assert "Prevention duty" in page(client.get(url("handed_over_detail", handover)))
