"""The list as a file: what the filter shows, all pages of it, harmless in a spreadsheet, everybody in the trail."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditEvent
from foundation.design import spreadsheets
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import LimitedAccessFactory, ReleaseFactory
from tests.factories.referrals import NeedFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
URL = reverse("referral_list_download")


def file_of(browser, query=""):
    return b"".join(browser.get(f"{URL}{query}").streaming_content).decode()


def rows(browser, query=""):
    return list(csv.DictReader(io.StringIO(file_of(browser, query).removeprefix("\ufeff"))))


def test_nobody_without_the_permission_takes_the_list(signed_in, hub):
    assert signed_in(UserFactory(role="commissioner", teams=[hub.team])).get(URL).status_code == 403


def test_another_hub_and_a_hidden_person_are_not_in_it(signed_in, hub, worker):
    hidden = scene.a_referral("submitted", hub=hub)
    LimitedAccessFactory(person=hidden.person, kind="restriction", user=scene.a_worker(hub))
    scene.a_referral("submitted", hub=HubFactory())
    scene.a_referral("entered_in_error", hub=hub)
    assert rows(signed_in(worker)) == []
    assert AuditEvent.objects.get().subjects.count() == 0


@pytest.mark.parametrize("name", ["=HYPERLINK(0)", "+44", "-1", "@sum", "\tx"])
def test_a_cell_is_never_run_as_a_formula(name):
    assert spreadsheets.harmless(name) == f"'{name}"
    assert spreadsheets.harmless("O’Dwyer") == "O’Dwyer"


def test_a_name_that_looks_like_a_formula_is_text(signed_in, referrer, hub, worker):
    person = scene.a_full_person_held_by(referrer, family_name='=cmd|" /C calc"!A0', given_names="Ann, Zoë")
    scene.a_referral("submitted", hub=hub, referrer=referrer, person=person)
    (row,) = rows(signed_in(worker))
    assert (row["family_name"], row["given_names"]) == ('\'=cmd|" /C calc"!A0', "Ann, Zoë")


def test_a_row_says_what_the_list_says(signed_in, referrer, hub, worker):
    person = scene.a_full_person_held_by(referrer, crn="X320741")
    ReleaseFactory(person=person, expected_on=datetime.date(2026, 7, 3), released_on=None)
    referral = scene.a_referral(
        "in_review", hub=hub, referrer=referrer, person=person, taken_by=worker,
        decision_due_on=datetime.date(2026, 6, 8),
    )  # fmt: skip
    NeedFactory(referral=referral, kind="finance")
    (row,) = rows(signed_in(worker))
    assert row["reference"] == referral.reference
    assert (row["state"], row["crn"], row["release"]) == ("In review", "X320741", "2026-07-03")
    assert (row["needs"], row["with"], row["referrer"]) == ("Employment, Finance", str(worker), str(referrer))
    assert (row["decide_by"], row["decided_on"], row["hub"]) == ("2026-06-08", "", "Chatham")


def test_the_file_is_the_tab_as_filtered_in_its_order_and_every_page_of_it(signed_in, hub, worker):
    made = [scene.a_referral("submitted", hub=hub) for _ in range(30)]
    NeedFactory(referral=made[7], kind="finance")
    scene.a_referral("declined", hub=hub)
    browser = signed_in(worker)
    assert [row["reference"] for row in rows(browser, "?tab=new")] == [
        each.reference for each in reversed(made)
    ]
    assert [row["reference"] for row in rows(browser, "?need=finance")] == [made[7].reference]


@pytest.mark.parametrize("sort", ["person", "-person", "clock", "-clock"])
def test_the_file_is_sorted_as_the_page_is(signed_in, referrer, hub, worker, sort):
    for days, name in ((2, "Brook"), (1, "Ash"), (3, "Cole")):
        person = scene.a_full_person_held_by(referrer, family_name=name)
        due = datetime.date(2026, 6, days)
        scene.a_referral("submitted", hub=hub, referrer=referrer, person=person, decision_due_on=due)
    browser = signed_in(worker)
    shown = browser.get(reverse("referral_list"), {"sort": sort}).context["table"].people_shown
    found = [row["reference"] for row in rows(browser, f"?sort={sort}")]
    assert found == [each.reference for each in shown]
    in_order = sorted(rows(browser), key=lambda row: row["family_name"], reverse=sort.startswith("-"))
    assert found == [row["reference"] for row in in_order]


def test_a_sort_that_no_column_has_changes_nothing(signed_in, hub, worker):
    scene.a_referral("submitted", hub=hub)
    browser = signed_in(worker)
    assert rows(browser, "?sort=password") == rows(browser)


def test_it_has_a_byte_order_mark_and_a_name_without_a_person(signed_in, hub, worker):
    answer = signed_in(worker).get(URL)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="referrals-20')
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbfreference,")


def test_everybody_in_the_file_is_in_the_trail_as_a_disclosure(signed_in, hub, worker):
    people = {scene.a_referral("submitted", hub=hub).person_id for _ in range(3)}
    signed_in(worker).get(URL)
    event = AuditEvent.objects.get()
    assert (event.operation, event.purpose) == ("disclosure", "referral list as a file")
    assert {each.person_id for each in event.subjects.all()} == people


def test_more_rows_cost_no_more_queries(signed_in, hub, worker):
    browser = signed_in(worker)

    def queries(count):
        for _ in range(count):
            scene.a_referral("submitted", hub=hub)
        with CaptureQueriesContext(connection) as found:
            file_of(browser)
        return len(found)

    queries(1)  # the first request of a process fills caches
    assert queries(2) == queries(27)
