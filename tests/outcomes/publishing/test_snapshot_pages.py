"""The pages of published reports: who opens them, what they show, what a double click does."""

import datetime
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import AuditEvent
from foundation.design.states import colour_of
from outcomes.models import Snapshot
from outcomes.publishing.naming import PARTS, title_of
from outcomes.publishing.telling import TELLS
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import SnapshotFactory, SuppressionFactory, published_report
from tests.factories.people import AreaFactory
from tests.outcomes.crowd import released_together

LIST = "/outcomes/snapshots/"
HOUSED = "figures/housed-on-release/"


@pytest.fixture
def area(db):
    return AreaFactory(name="Medway")


@pytest.fixture
def reader(client, db):
    def signed_in(role="commissioner"):
        client.force_login(UserFactory(role=role))
        return client

    return signed_in


def page_of(client, snapshot, more=""):
    return client.get(f"{LIST}{snapshot.uuid}/{more}")


def words(answer):
    return answer.content.decode()


# Refusals


def test_a_draft_is_not_found_by_those_who_do_not_publish(reader, area):
    draft = published_report(state="drafted")
    for address in ("", "report.csv"):
        assert page_of(reader("partnership_officer"), draft, address).status_code == 404
    assert words(reader("performance_officer").get(LIST)).count("Draft") == 0


def test_a_withdrawn_report_stays_listed_without_its_figures(reader, area):
    user = UserFactory(role="commissioner")
    gone = SnapshotFactory(published=True, state="withdrawn", withdrawn_by=user, withdrawn_at=timezone.now(),
                           because="A hub was counted twice")  # fmt: skip
    client = reader("partnership_officer")
    assert "A hub was counted twice" in words(page_of(client, gone))
    assert page_of(client, gone, "report.pdf").status_code == 404
    assert "Withdrawn" in words(client.get(LIST))


def test_a_report_that_is_withdrawn_without_a_reason_is_asked_for_one(reader, area):
    snapshot = published_report()
    answer = reader().post(f"{LIST}{snapshot.uuid}/withdraw/", {"because": ""})
    assert "Say why the report is withdrawn." in words(answer)
    snapshot.refresh_from_db()
    assert snapshot.is_readable


def test_what_another_has_published_cannot_be_published_again_and_the_page_leads_to_it(reader, area):
    client, snapshot = reader(), published_report()
    answer = client.post(f"{LIST}{snapshot.uuid}/publish/")
    assert answer.status_code == 409
    assert "This report is published; it cannot be published now." in words(answer)
    assert f'href="{LIST}{snapshot.uuid}/"' in words(answer)
    assert Snapshot.objects.ever_published().count() == 1


def test_publishing_sent_twice_by_the_same_person_leads_to_the_report(client, area):
    snapshot = published_report()
    client.force_login(snapshot.published_by)
    assert client.post(f"{LIST}{snapshot.uuid}/publish/").url == f"{LIST}{snapshot.uuid}/"
    assert Snapshot.objects.ever_published().count() == 1


def test_withdrawing_sent_twice_keeps_the_first_reason(client, area):
    snapshot = published_report()
    client.force_login(snapshot.published_by)
    for reason in ("A hub was counted twice", "Another reason"):
        answer = client.post(f"{LIST}{snapshot.uuid}/withdraw/", {"because": reason})
        assert answer.url == f"{LIST}{snapshot.uuid}/"
    snapshot.refresh_from_db()
    assert snapshot.because == "A hub was counted twice"


def test_a_report_that_was_decided_on_cannot_be_discarded(reader, area):
    snapshot = published_report()
    answer = reader().post(f"{LIST}{snapshot.uuid}/discard/")
    assert answer.status_code == 409
    assert f'href="{LIST}{snapshot.uuid}/"' in words(answer)


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_a_period_that_has_not_ended_cannot_be_published(reader, area):
    page = words(reader().get(reverse("snapshot_ask", args=["area", "medway", "2026-Q4"])))
    assert "can be published once October to December 2026 has ended" in page
    assert "Work out the draft" not in page


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_who_asks_while_a_draft_is_open_is_led_to_it_instead_of_given_another_day(reader, area):
    draft = published_report(state="drafted")
    page = words(reader().get(reverse("snapshot_ask", args=["area", "medway", "2025-Q1"])))
    assert "with data as at 30 June 2025" in page
    assert f'href="{LIST}{draft.uuid}/"' in page
    assert "Work out the draft" not in page


# What they show


def test_a_published_report_says_its_version_and_that_it_never_changes(reader, area):
    page = words(page_of(reader("performance_officer"), published_report()))
    assert "Version 1" in page
    assert "These figures never change." in page
    assert "Withdraw this report" not in page


def test_a_version_that_was_replaced_wears_no_green(reader, area):
    SnapshotFactory(published=True, state="corrected")
    page = words(reader().get(LIST))
    tag = re.search(r'<strong class="govuk-tag tg-state--([^"]*)">Replaced by a correction', page)
    assert tag[1] == colour_of("superseded") != colour_of("completed")


def test_a_file_is_given_as_it_was_made_and_who_took_it_is_recorded(reader, area):
    answer = page_of(reader("partnership_officer"), published_report(), "report.csv")
    assert answer.content == b"slug"
    name = "outcomes-medway-2025-Q1-as-at-2025-06-30-version-1.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "CSV of the published outcome report" in AuditEvent.objects.latest("pk").purpose


def test_a_draft_that_is_being_worked_out_says_how_far_and_looks_again(reader, area):
    answer = page_of(reader(), SnapshotFactory(step=2))
    assert answer["Refresh"] == "5"
    assert "<strong>Comparing with everything published</strong>" in words(answer)


def test_a_report_made_by_code_too_old_to_draw_still_gives_its_files(reader, area, monkeypatch):
    snapshot = published_report()
    monkeypatch.setattr("outcomes.publishing.pages.WholeReport", int)
    page = words(page_of(reader(), snapshot))
    assert "made by an earlier version" in page
    assert "report.csv" in page


def test_a_figure_of_a_published_report_opens_as_it_was_published(reader, area, monkeypatch):
    day = datetime.date(2025, 2, 3)
    released_together(area, 60, housed=30, homeless=30, on=day)
    client, snapshot = reader("partnership_officer"), published_report()
    released_together(area, 30, housed=30, on=day, mark="N")
    monkeypatch.setattr("outcomes.pages.method._defined", lambda indicator: [("Numerator", "something else")])
    assert f"{LIST}{snapshot.uuid}/{HOUSED}" in words(page_of(client, snapshot))
    page = words(page_of(client, snapshot, HOUSED))
    (live,) = re.findall(r'href="([^"]+)">the same figure as it is worked out today', page)
    assert "As published in" in page
    assert "30 of 60 is 50%" in page
    assert "something else" not in page
    today = words(client.get(unescape(live)))
    assert "60 of 90 is 67%" in today
    assert "something else" in today


def test_a_figure_that_a_report_does_not_have_or_no_longer_shows_is_not_opened(reader, area):
    client, snapshot = reader("partnership_officer"), published_report()
    assert page_of(client, snapshot, "figures/attendance-rate/").status_code == 404
    AreaFactory(name="Swale")
    assert page_of(client, published_report("Swale", "drafted"), HOUSED).status_code == 404
    gone = SnapshotFactory(published=True, state="withdrawn", withdrawn_by=snapshot.asked_by,
                           withdrawn_at=timezone.now(), because="A hub was counted twice")  # fmt: skip
    assert "A hub was counted twice" in words(page_of(client, gone, HOUSED))


def test_the_log_of_suppressions_names_the_indicator_and_the_reason(reader, area):
    SuppressionFactory(why="differencing", entries="events, not matched")
    page = words(reader("auditor").get("/outcomes/suppressions/"))
    assert "Housed on release night" in page
    assert "beside another publication" in page
    assert "numerator, not matched to the Police National Computer" in page


@pytest.mark.parametrize(
    ("part", "table", "title"),
    [
        ("lines", "job-sustained verified", "Sustained job, verified"),
        ("cohorts", "proven-reoffending", "Proven reoffending, latest mature period"),
        ("divided", "housed-on-release", "Housed on release night, by group"),
        ("flow", "flow steps decided losses declined", "From referral to milestone"),
    ],
)
def test_no_page_names_a_table_by_its_key(part, table, title):
    assert title_of(part, table) == title


def test_every_part_that_can_be_withheld_has_a_name():
    assert set(PARTS) | {"lines", "cohorts"} == set(TELLS)


def test_an_auditor_finds_the_log_in_the_header(reader):
    assert 'href="/outcomes/suppressions/"' in words(reader("auditor").get("/"))


def test_a_list_asks_as_many_queries_of_thirty_reports_as_of_three(
    reader, area, django_assert_num_queries, django_assert_max_num_queries
):
    client = reader()
    for number in range(3):
        SnapshotFactory(published=True, place=f"Place {number}")
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for number in range(3, 24):
        SnapshotFactory(published=True, place=f"Place {number}")
    with django_assert_num_queries(len(few)):
        client.get(LIST)
