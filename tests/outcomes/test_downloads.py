"""Taking a report away: the files, their names, and the trail of who took them."""

import json

import pytest

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

AT = f"?as_at={AS_AT}"
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


@pytest.fixture
def commissioner(client, db):
    user = UserFactory(role=Role.COMMISSIONER, email="claire@throughgate.invalid")
    client.force_login(user)
    return client


@pytest.mark.parametrize("form", TYPES)
def test_a_file_has_its_type_and_a_clean_name_and_is_not_sniffed(commissioner, medway, form):
    answer = commissioner.get(f"/outcomes/area/medway/2023-Q1/report.{form}{AT}")
    assert answer["Content-Type"] == TYPES[form]
    name = f"outcomes-medway-2023-Q1-as-at-2025-06-30.{form}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_financial_year_has_no_slash_in_its_name(commissioner, medway):
    answer = commissioner.get(f"/outcomes/area/medway/2022-23/report.csv{AT}")
    assert "outcomes-medway-2022-23-as-at-2025-06-30.csv" in answer["Content-Disposition"]


@pytest.mark.parametrize("form", TYPES)
def test_a_download_is_recorded_as_a_disclosure_of_nobody_in_particular(commissioner, medway, form):
    commissioner.get(f"/outcomes/area/medway/2023-Q1/report.{form}")
    event = AuditEvent.objects.get()
    assert (event.operation, event.what) == ("disclosure", "GET report_download")
    assert event.recipient == "claire@throughgate.invalid"
    assert event.purpose == f"{form.upper()} of the outcome report: Medway, 2023-Q1"
    assert not AuditSubject.objects.exists()


def test_a_refused_download_is_recorded_as_a_refusal(client, medway):
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    assert client.get("/outcomes/area/medway/2023-Q1/report.json").status_code == 403
    assert AuditEvent.objects.get().operation == "refusal"


def test_the_json_of_a_commissioner_is_disclosure_controlled(commissioner, medway):
    released_together(medway, 123, offended=42)
    told = json.loads(commissioner.get(f"/outcomes/area/medway/2023-Q1/report.json{AT}").content)
    reoffending = next(each for each in told["indicators"] if each["slug"] == "proven-reoffending")
    assert told["internal"] is False
    assert (reoffending["numerator"], reoffending["denominator"], reoffending["rate"]) == (40, 125, 0.34)


def test_a_commissioner_cannot_ask_for_an_internal_file(commissioner, medway):
    HubFactory(name="Chatham")
    for asked in (f"{AT}&internal=1", f"{AT}&internal=true"):
        told = json.loads(commissioner.get(f"/outcomes/hub/chatham/2023-Q1/report.json{asked}").content)
        assert told["internal"] is False


def test_the_internal_file_of_a_manager_says_so_in_its_name_and_is_exact(client, medway):
    hub = HubFactory(name="Chatham")
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[hub.team]))
    for person in released_together(medway, 4, offended=1):
        referred(person, hub, RELEASED)
    answer = client.get(f"/outcomes/hub/chatham/2023-Q1/report.json{AT}")
    assert "as-at-2025-06-30-internal.json" in answer["Content-Disposition"]
    told = json.loads(answer.content)
    assert told["internal"] is True
    reoffending = next(each for each in told["indicators"] if each["slug"] == "proven-reoffending")
    assert (reoffending["numerator"], reoffending["denominator"]) == (1, 4)
