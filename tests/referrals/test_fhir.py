"""A referral as FHIR R4B: valid in every state, both mappings total, and no more told than is asked for."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from fhir.resources.R4B.bundle import Bundle

from foundation.audit.models import AuditEvent
from referrals import fhir
from referrals.models import Referral
from referrals.states import ReferralState as S
from tests.factories.hubs import HubFactory
from tests.factories.people import PersonFactory
from tests.factories.referrals import NeedFactory, ReferralFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db

# Written from the domain page, state by state: (Task, ServiceRequest).
MAPPING = {
    "draft": ("draft", "draft"),
    "submitted": ("requested", "active"),
    "in_review": ("requested", "active"),
    "waiting": ("requested", "active"),
    "information_requested": ("on-hold", "on-hold"),
    "on_hold": ("on-hold", "on-hold"),
    "accepted": ("accepted", "active"),
    "started": ("in-progress", "active"),
    "completed": ("completed", "completed"),
    "ended_early": ("failed", "revoked"),
    "declined": ("rejected", "revoked"),
    "withdrawn": ("cancelled", "revoked"),
    "entered_in_error": ("entered-in-error", "entered-in-error"),
}


def address(referral):
    return reverse("referral_fhir", args=[referral.uuid])


def resources(text):
    """{type: [resources]} of a Bundle, which is read by the models of R4B first."""
    Bundle.model_validate_json(text)
    found = {}
    for entry in json.loads(text)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


def test_another_hub_cannot_take_it_and_nothing_tells_it_from_none(signed_in, hub):
    referral = scene.a_referral("submitted", hub=hub)
    browser = signed_in(scene.a_worker(HubFactory()))
    assert browser.get(address(referral)).status_code == 404


def test_a_reference_that_nobody_has_is_refused_at_the_command_line():
    with pytest.raises(CommandError, match="no referral with this reference"):
        call_command("export_referral", "R-2026-9999")
    assert not AuditEvent.objects.exists()


def test_both_mappings_name_every_state():
    assert {str(state): (fhir.TASK_STATUS[state], fhir.REQUEST_STATUS[state]) for state in S} == MAPPING
    assert set(fhir.TASK_STATUS) == set(fhir.REQUEST_STATUS) == set(S)


@pytest.mark.parametrize("state", S)
def test_a_referral_in_any_state_is_a_valid_bundle(state):
    found = resources(fhir.as_json(scene.a_referral(state)))
    (task,), (request,) = found["Task"], found["ServiceRequest"]
    assert (task["status"], request["status"]) == MAPPING[state]
    assert task["businessStatus"]["coding"][0]["code"] == state


def test_a_draft_that_says_nothing_yet_is_a_valid_bundle():
    bare = ReferralFactory(
        hub=None,
        source=None,
        team=None,
        referrer=None,
        person=PersonFactory(given_names="", prison_number=""),
    )
    found = resources(fhir.as_json(bare))
    assert "Organization" not in found
    assert "requester" not in found["ServiceRequest"][0]
    assert found["Patient"][0]["name"] == [{"use": "official", "family": bare.person.family_name}]


def test_the_bundle_names_person_both_sides_and_needs_and_every_reference_leads_somewhere(referrer, hub):
    person = scene.a_full_person_held_by(
        referrer, given_names="Zoë Ann", family_name="O’Dwyer-Nuñez", crn="X320741", prison_number="A1234BC"
    )
    day = datetime.date(2026, 6, 10)
    referral = scene.a_referral(
        "in_review", hub=hub, referrer=referrer, person=person, about="Works nights", decision_due_on=day
    )
    NeedFactory(referral=referral, kind="accommodation", detail="No fixed address")
    NeedFactory(referral=referral, kind="health", dropped_at=referral.drafted_at)
    text = fhir.as_json(referral)
    found = resources(text)
    (patient,), (request,), (task,) = found["Patient"], found["ServiceRequest"], found["Task"]
    assert patient["name"] == [{"use": "official", "family": "O’Dwyer-Nuñez", "given": ["Zoë", "Ann"]}]
    assert [each["value"] for each in patient["identifier"]] == ["X320741", "A1234BC"]
    assert patient["birthDate"] == person.date_of_birth.isoformat()
    assert [each["coding"][0]["code"] for each in request["orderDetail"]] == ["employment", "accommodation"]
    assert request["note"] == [{"text": "Works nights"}]
    assert task["restriction"] == {"period": {"end": "2026-06-10"}}
    known = {entry["fullUrl"] for entry in json.loads(text)["entry"]}
    named = [
        request["subject"],
        request["requester"],
        *request["performer"],
        task["for"],
        task["focus"],
        task["owner"],
    ]
    assert {each["reference"] for each in named} <= known
    assert {each["name"] for each in found["Organization"]} == {"Chatham", referral.team.organisation.name}


def test_risk_and_supervision_stay_in_the_house(referrer, hub):
    text = fhir.as_json(scene.a_referral("submitted", hub=hub, referrer=referrer)).lower()
    for word in ("risk", "licence", "supervision", "consent"):
        assert word not in text


def test_two_exports_of_one_referral_are_the_same(referrer, hub):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    assert fhir.as_json(referral) == fhir.as_json(Referral.objects.get(pk=referral.pk))


def test_it_is_taken_as_a_file_named_by_its_reference_and_the_trail_calls_it_a_disclosure(
    signed_in, hub, worker
):
    referral = scene.a_referral("submitted", hub=hub)
    answer = signed_in(worker).get(address(referral))
    assert answer["Content-Type"] == "application/fhir+json"
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.reference}.json"'
    assert resources(answer.content)["ServiceRequest"][0]["identifier"][0]["value"] == referral.reference
    event = AuditEvent.objects.get()
    assert (event.operation, event.purpose) == ("disclosure", f"referral {referral.reference} as FHIR")
    assert event.subjects.get().person_id == referral.person_id


def test_an_operator_takes_it_by_its_reference_and_is_recorded(capsys):
    referral = scene.a_referral("entered_in_error")
    call_command("export_referral", referral.reference.lower())
    assert resources(capsys.readouterr().out)["Task"][0]["status"] == "entered-in-error"
    event = AuditEvent.objects.get()
    assert (event.user, event.role, event.operation) == (None, "system", "disclosure")
    assert event.subjects.get().person_id == referral.person_id
