"""The pages of outcome reports: who reads which, what they say, and that nobody is named on them."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from outcomes.indicators import SPECIFICATION
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, ContractAreaFactory
from tests.outcomes.crowd import CANARY, a_year_before, released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

REPORT = "/outcomes/area/medway/2023-Q1/"
AT = f"?as_at={AS_AT}"
READERS = (Role.COMMISSIONER, Role.PARTNERSHIP_OFFICER, Role.HUB_MANAGER, Role.PERFORMANCE_OFFICER)


@pytest.fixture
def commissioner(client, db):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


def text(response):
    """The words of a page, with every run of space made one."""
    return " ".join(response.content.decode().split())


# Refusals


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
def test_roles_that_do_not_read_outcomes_are_refused(client, medway, role):
    client.force_login(UserFactory(role=role))
    for address in (reverse("report_list"), REPORT, f"{REPORT}report.json", f"{REPORT}housed-on-release/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/outcomes/area/nowhere/2023-Q1/",
        "/outcomes/area/medway/2023-Q5/",
        "/outcomes/area/medway/2023-25/",
        "/outcomes/england/medway/2023-Q1/",
        "/outcomes/hub/medway/2023-Q1/",
        "/outcomes/area/medway/2023-Q1/no-such-indicator/",
        "/outcomes/area/medway/2023-Q1/report.xls",
    ],
)
def test_what_does_not_exist_is_not_found(commissioner, medway, address):
    assert commissioner.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.PERFORMANCE_OFFICER])
def test_another_hubs_report_is_not_found_by_those_who_keep_to_their_own(client, medway, chatham, role):
    client.force_login(UserFactory(role=role, teams=[chatham.team]))
    HubFactory(name="Leeds")
    for below in ("", "report.json", "attendance-rate/"):
        assert client.get(f"/outcomes/hub/chatham/2023-Q1/{below}").status_code == 200
        assert client.get(f"/outcomes/hub/leeds/2023-Q1/{below}").status_code == 404


@pytest.mark.parametrize(
    ("day", "words"), [("2099-01-31", "that day has not come"), ("2025-06-29", "last day of a month")]
)
def test_a_day_that_has_not_come_or_ends_no_month_is_refused_in_words(commissioner, medway, day, words):
    for address in (f"{REPORT}?as_at={day}", f"{REPORT}housed-on-release/?as_at={day}"):
        answer = commissioner.get(address)
        assert answer.status_code == 400
        assert words in text(answer)
    assert commissioner.get(f"{REPORT}report.csv?as_at={day}").status_code == 404


def test_a_controlled_report_is_of_a_month_end_and_of_everything_known(commissioner, medway):
    released_together(medway, 100, housed=40, homeless=60)
    for known in ("", "&known_at=2023-04-01"):
        assert "40 of 100" in text(commissioner.get(f"{REPORT}housed-on-release/{AT}{known}"))
    page = text(commissioner.get(reverse("report_list")))
    assert "As known at" not in page
    assert '<option value="2025-06-30">30 June 2025</option>' in page


def test_the_staff_of_a_hub_choose_any_two_days(manager, chatham):
    page = text(manager.get(reverse("report_list")))
    assert "As known at" in page
    assert (
        manager.get(f"/outcomes/hub/{chatham.slug}/2023-Q1/?as_at=2025-06-29&known_at=2025-07-01").status_code
        == 200
    )


def test_a_place_out_of_scope_cannot_be_chosen(manager, medway):
    HubFactory(name="Leeds")
    answer = manager.get(reverse("report_list"), {"place": "hub/leeds", "period": "2023-Q1"})
    assert answer.status_code == 200
    assert "Select a valid choice" in text(answer)
    assert 'value="hub/leeds"' not in text(answer)


# Choosing


def test_choosing_a_place_and_a_period_leads_to_the_report(commissioner, medway):
    released_together(medway, 1)
    asked = {"place": "area/medway", "period": "2022/23", "as_at": "30 June 2025"}
    answer = commissioner.get(reverse("report_list"), asked)
    assert answer.status_code == 302
    assert answer.url == "/outcomes/area/medway/2022-23/?as_at=2025-06-30"


def test_periods_run_from_the_first_fact_to_today(commissioner, medway):
    released_together(medway, 1)
    page = text(commissioner.get(reverse("report_list")))
    assert "January to March 2023" in page
    assert "October to December 2022" not in page


@time_machine.travel("2026-10-14 12:00Z", tick=False)
def test_a_period_whose_first_month_has_not_ended_is_offered_to_the_staff_of_a_hub_alone(
    client, chatham, medway
):
    released_together(medway, 1)
    offered = {}
    for role, about in ((Role.COMMISSIONER, {}), (Role.HUB_MANAGER, {"teams": [chatham.team]})):
        client.force_login(UserFactory(role=role, **about))
        offered[role] = "October to December 2026" in text(client.get(reverse("report_list")))
    assert offered == {Role.COMMISSIONER: False, Role.HUB_MANAGER: True}


def test_a_manager_chooses_among_own_hubs_and_is_told_they_are_internal(manager, medway):
    page = text(manager.get(reverse("report_list")))
    assert 'value="hub/chatham"' in page
    assert "Reports of your own hubs are internal" in page


# What is said


def test_a_report_of_nobody_says_so(commissioner, medway):
    page = text(commissioner.get(REPORT))
    assert (
        "Nobody was released, referred or booked into a session for Medway in January to March 2023" in page
    )


def test_a_controlled_report_shows_whole_percent_and_rounded_counts(commissioner, medway):
    released_together(medway, 123, offended=42)
    page = text(commissioner.get(REPORT + AT))
    assert "40 of 125" in page
    assert "34%" in page
    assert "26 to 43" in page
    assert "34.1" not in page
    assert "Counts of 1 to 9 are not shown" in page
    assert "Internal" not in page


def test_small_numbers_are_marked_and_not_shown(commissioner, medway):
    released_together(medway, 50, offended=7)
    page = text(commissioner.get(REPORT + AT))
    assert "[c] of 50" in page
    assert "14%" not in page


def test_an_immature_indicator_has_no_rate_and_says_when_it_can_have_one(commissioner, medway):
    released_together(medway, 50, offended=20)
    page = text(commissioner.get(REPORT + "?as_at=2024-06-30"))
    assert "[x] of 50" in page
    assert "[x] No rate yet. It can be known from 30 September 2024." in page
    assert "Proven reoffending cannot be said before 30 September 2024." in page


def test_without_offence_data_that_reaches_far_enough_the_page_says_so(commissioner, db):
    released_together(AreaFactory(name="Medway"), 50)
    page = text(commissioner.get(REPORT + AT))
    assert "the offence data loaded does not reach 30 September 2024" in page


def test_a_quarter_of_few_people_leads_to_the_financial_year(commissioner, medway):
    released_together(medway, 12)
    assert f'href="/outcomes/area/medway/2022-23/{AT}"' in text(commissioner.get(REPORT + AT))


def test_every_page_says_where_its_figures_come_from(commissioner, medway):
    page = text(commissioner.get(REPORT + AT))
    for words in ("Data as at 30 June 2025", f"Specification {SPECIFICATION}", "code 0.1.0", "figures "):
        assert words in page


def test_an_internal_report_is_exact_and_says_that_it_is_internal(manager, medway, chatham):
    for person in released_together(medway, 5, offended=2):
        referred(person, chatham, RELEASED)
    page = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/{AT}"))
    assert "2 of 5" in page
    assert "40.0%" in page
    assert "Internal: small numbers are not suppressed" in page
    assert "Internal" in text(manager.get(f"/outcomes/hub/chatham/2023-Q1/proven-reoffending/{AT}"))


def test_a_manager_reads_areas_after_disclosure_control(manager, medway):
    released_together(medway, 50, offended=7)
    page = text(manager.get(REPORT + AT))
    assert "[c] of 50" in page
    assert "7 of 50" not in page


def test_an_internal_report_says_what_is_lower_than_a_year_earlier(manager, medway, chatham):
    for on, offended, mark in ((a_year_before(), 60, "B"), (RELEASED, 20, "A")):
        for person in released_together(medway, 100, offended=offended, on=on, mark=mark):
            referred(person, chatham, on)
    page = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/{AT}"))
    assert "Improved" in page
    assert "20.0%, from 60.0% a year earlier" in page
    assert "is wholly below zero" in page
    assert "Proven reoffending is lower than a year earlier" in page


def test_a_controlled_report_is_compared_with_nothing(commissioner, medway):
    for on, offended, mark in ((a_year_before(), 60, "B"), (RELEASED, 20, "A")):
        released_together(medway, 100, offended=offended, on=on, mark=mark)
    page = text(commissioner.get(REPORT + AT))
    assert "a year earlier" not in page
    assert "60%" not in page


def test_the_curve_stands_with_its_table_and_its_words(commissioner, medway):
    released_together(medway, 100, offended=41)
    page = text(commissioner.get(REPORT + AT))
    assert page.count("<svg") > 2
    assert "59% of people had no proven offence a year after release" in page
    assert "Free of a proven offence" in page


def test_an_indicator_page_gives_its_definition_and_its_last_eight_quarters(commissioner, medway):
    released_together(medway, 100, housed=60, homeless=40)
    page = text(commissioner.get(f"{REPORT}housed-on-release/{AT}"))
    assert "60 of 100" in page
    assert "Housed on release night: 60% in January to March 2023" in page
    assert "April to June 2021" in page
    assert "a settled or transient accommodation code that night" in page


@pytest.mark.parametrize(("period", "says"), [("2024-Q2", True), ("2024-25", True), ("2024-Q1", False)])
def test_the_period_of_a_series_break_says_from_when_it_counts(commissioner, medway, period, says):
    released_together(medway, 40, on=datetime.date(2024, 5, 20))
    released_together(medway, 40, on=datetime.date(2024, 2, 20), mark="B")
    page = text(commissioner.get(f"/outcomes/area/medway/{period}/"))
    assert ("counts from 1 May 2024: series break" in page) is says


def test_the_page_of_an_indicator_names_its_series_break(commissioner, medway):
    page = text(commissioner.get("/outcomes/area/medway/2024-Q4/employed-6-weeks/"))
    assert "1 May 2024: not comparable with before" in page


def test_home_leads_to_the_contract_areas_and_england(commissioner, medway, chatham):
    ContractAreaFactory(name="South East")
    page = text(commissioner.get("/"))
    assert "/outcomes/england/england/" in page
    assert "/outcomes/contract-area/south-east/" in page
    assert "/outcomes/hub/" not in page


def test_home_leads_a_manager_to_own_hubs(manager, medway):
    assert "/outcomes/hub/chatham/" in text(manager.get("/"))


# Nobody is named


@pytest.mark.whole
@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.PARTNERSHIP_OFFICER])
def test_those_who_read_outcomes_see_no_person_anywhere(client, medway, chatham, role):
    client.force_login(UserFactory(role=role))
    for person in released_together(medway, 40, offended=15):
        referred(person, chatham, RELEASED)
    addresses = ["/", reverse("report_list"), f"{REPORT}housed-on-release/{AT}"]
    for place in ("area/medway", "hub/chatham", "england/england", "contract-area/south-east"):
        for below in ("", "report.json", "report.csv", "report.pdf"):
            addresses.append(f"/outcomes/{place}/2023-Q1/{below}{AT}")
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        for person in Person.objects.all()[:3]:
            assert person.crn.encode() not in answer.content
        assert CANARY.encode() not in answer.content
    assert not AuditSubject.objects.exists()
    assert AuditEvent.objects.filter(operation="disclosure").count() == 12
