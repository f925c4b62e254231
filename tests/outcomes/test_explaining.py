"""A figure opened: its sum, what made it, and the people behind it for those who may see them, for others never."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from outcomes.explaining.parts import parts_named
from outcomes.explaining.people import is_about_people, rows_behind
from outcomes.indicators import CATALOGUE
from outcomes.indicators import indicator as indicator_named
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, LimitedAccessFactory, OffenceFactory
from tests.outcomes.crowd import CANARY, released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

HUB = "/outcomes/hub/chatham/2023-Q1/"
AREA = "/outcomes/area/medway/2023-Q1/"
AT = f"?as_at={AS_AT}"
HOUSED, R1 = "housed-on-release/", "proven-reoffending/"


@pytest.fixture
def chatham(db):
    return HubFactory(name="Chatham")


@pytest.fixture
def manager(chatham):
    return UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team])


@pytest.fixture
def crowd(medway, chatham):
    """Five people of the hub: two housed on the night of release, one not, of two it is not known."""
    made = released_together(medway, 5, offended=1, housed=2, homeless=1)
    for person in made:
        referred(person, chatham, RELEASED)
        InvolvementFactory(person=person, team=chatham.team)
    return made


def words(answer):
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def named(answer):
    """The numbers of the people whom a page names."""
    return sorted(int(each) for each in set(re.findall(rf"{CANARY}(\d+)", answer.content.decode())))


# Refusals


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HUB_MANAGER])
def test_no_other_role_is_shown_the_people_behind_a_figure(client, crowd, chatham, role):
    client.force_login(UserFactory(role=role, teams=[chatham.team]))
    for address in (HUB, AREA):
        assert client.get(f"{address}{HOUSED}people/{AT}").status_code == 403
        assert f"{HOUSED}people/" not in client.get(f"{address}{HOUSED}explain/{AT}").content.decode()


def test_of_an_area_nobody_is_shown_the_people(client, crowd, manager):
    client.force_login(manager)
    assert client.get(f"{AREA}{HOUSED}people/{AT}").status_code == 403
    assert "those you may see" not in words(client.get(f"{AREA}{HOUSED}explain/{AT}"))


def test_of_another_hub_there_is_neither_figure_nor_people(client, crowd):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[HubFactory(name="Leeds").team]))
    for page in ("explain/", "people/"):
        assert client.get(f"{HUB}{HOUSED}{page}{AT}").status_code == 404


@pytest.mark.parametrize("page", ["explain/", "people/"])
def test_what_cannot_be_is_refused_in_words(client, manager, crowd, page):
    client.force_login(manager)
    assert client.get(f"{HUB}no-such-indicator/{page}").status_code == 404
    assert client.get(f"/outcomes/hub/chatham/2099-Q1/{HOUSED}{page}").status_code == 404
    answer = client.get(f"{HUB}{HOUSED}{page}?as_at=2099-01-01")
    assert (answer.status_code, "that day has not come" in words(answer)) == (400, True)


# The sum


def test_the_sum_of_an_internal_figure_adds_up_to_everybody(client, manager, crowd):
    client.force_login(manager)
    page = words(client.get(f"{HUB}{HOUSED}explain/{AT}"))
    for line in ("2 of 3 is 66.7% [u]", "= Denominator", "= All that were counted", "so the parts add up"):
        assert line in page
    counts = re.findall(
        r'<td class="govuk-table__cell tg-num">(?:<strong>)?([\d,]+)', sum_of(client, HUB, HOUSED)
    )
    numerator, others, denominator, *beside, everybody, referred_later = map(int, counts)
    assert referred_later == 0
    assert (numerator, others, denominator, everybody) == (2, 1, 3, 5)
    assert numerator + others + sum(beside) == everybody


def sum_of(client, report, indicator):
    """The section of the page that holds the sum."""
    page = client.get(f"{report}{indicator}explain/{AT}").content.decode()
    return page.partition('id="sum"')[2].partition("</section>")[0]


def test_a_controlled_figure_shows_rounded_parts_and_says_they_need_not_add_up(client, medway):
    released_together(medway, 123, offended=42)
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    assert "40 of 125 is 34%" in words(client.get(f"{AREA}{R1}explain/{AT}"))
    shown = sum_of(client, AREA, R1)
    assert "need not add up" in shown
    for exact in (">42", ">81", ">123", "All that were counted"):
        assert exact not in shown


def test_a_hidden_figure_stays_hidden_when_opened(client, medway):
    released_together(medway, 40, offended=4)
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    counts = re.findall(r'tg-num">(?:<strong>)?([^<]+)', sum_of(client, AREA, R1))
    assert counts == ["Count", "[c]", "[c]", "40", "0", "0", "0"]


def test_an_immature_figure_says_how_many_it_will_rest_on_and_never_who_had_the_event(client, manager, crowd):
    client.force_login(manager)
    page = words(client.get(f"{HUB}{R1}explain/?as_at=2023-06-30"))
    assert "In the denominator so far" in page
    assert "In the numerator" not in page
    behind = words(client.get(f"{HUB}{R1}people/?as_at=2023-06-30&part=numerator"))
    assert "In the numerator" not in behind


def test_a_figure_says_what_made_it(client, manager, crowd):
    client.force_login(manager)
    page = words(client.get(f"{HUB}{HOUSED}explain/{AT}&known_at=2025-07-01"))
    for fact in ("30 June 2025", "Known at 1 July 2025, 23.59", "Specification", "Code version", "Followed for",
                 "by the day of release", "Final"):  # fmt: skip
        assert fact in page, fact


# The people


def test_the_people_are_listed_each_with_their_part_and_a_link(client, manager, crowd):
    client.force_login(manager)
    answer = client.get(f"{HUB}{HOUSED}people/{AT}")
    assert named(answer) == [0, 1, 2, 3, 4]
    assert f'href="/people/{crowd[0].uuid}/"' in answer.content.decode()
    assert words(answer).count("Unknown") == 2 + 1  # two people, and the filter
    assert named(client.get(f"{HUB}{HOUSED}people/{AT}&part=numerator")) == [0, 1]
    assert named(client.get(f"{HUB}{HOUSED}people/{AT}&part=others")) == [2]


def test_a_page_of_them_is_one_event_that_names_whom_it_showed(client, manager, crowd):
    client.force_login(manager)
    client.get(f"{HUB}{HOUSED}people/{AT}&part=numerator")
    event = AuditEvent.objects.get()
    assert (event.what, event.purpose) == ("GET people_behind", "people behind A1: Chatham, 2023-Q1")
    assert set(AuditSubject.objects.values_list("person_id", flat=True)) == {crowd[0].pk, crowd[1].pk}


def test_opening_a_figure_names_nobody(client, manager, crowd):
    client.force_login(manager)
    assert CANARY not in client.get(f"{HUB}{HOUSED}explain/{AT}").content.decode()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("kind", ["restriction", "exclusion", "out of scope"])
def test_who_is_hidden_is_missing_and_no_word_of_the_page_tells(client, manager, crowd, chatham, kind):
    client.force_login(manager)
    before = client.get(f"{HUB}{HOUSED}people/{AT}")
    hidden = crowd[3]
    if kind == "out of scope":
        hidden.involvements.all().delete()
    else:
        LimitedAccessFactory(person=hidden, kind=kind, user=manager if kind == "exclusion" else UserFactory())
    after = client.get(f"{HUB}{HOUSED}people/{AT}")
    assert named(after) == [0, 1, 2, 4]
    assert words(before).replace(_row(before, 3), "").replace("5 rows", "4 rows") == words(after)


def _row(answer, number):
    """The words of the row of one person, as they stand on the page."""
    row = next(each for each in answer.content.decode().split("<tr") if f"{CANARY}{number}<" in each)
    return " ".join(re.sub(r"<[^>]+>", " ", f"<tr{row}").split()) + " "


def test_of_merged_records_the_one_that_was_kept_is_shown(client, manager, crowd):
    kept, merged = crowd[1], crowd[4]
    before = timezone.now()
    office = TeamFactory()
    for person in (kept, merged):
        CaseloadFactory(person=person, team=office)
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=office.organisation, teams=[office])
    people.merge(kept, merged, by=steward, reason="One prison number, one address")
    indicator, hub = indicator_named("housed-on-release"), place_named("hub", "Chatham")
    rows = rows_behind(
        manager, indicator, hub, quarter_with(RELEASED), report_moment(timezone.localdate(), before)
    )
    assert {row.person_id for row in rows} >= {kept.pk, merged.pk}
    client.force_login(manager)
    page = client.get(f"{HUB}{HOUSED}people/").content.decode()
    assert f"/people/{kept.uuid}/" in page
    assert f"/people/{merged.uuid}/" not in page


def test_of_places_there_are_no_people(client, manager, crowd):
    client.force_login(manager)
    assert "those you may see" not in words(client.get(f"{HUB}hub-availability/explain/{AT}"))
    assert "Nobody you may see" in words(client.get(f"{HUB}hub-availability/people/{AT}"))


def test_the_people_take_the_same_queries_however_many_they_are(client, manager, medway, chatham):
    client.force_login(manager)

    def queries(mark, number):
        for person in released_together(medway, number, housed=number, mark=mark):
            referred(person, chatham, RELEASED)
            InvolvementFactory(person=person, team=chatham.team)
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{HUB}{HOUSED}people/{AT}")
        return len(caught)

    assert queries("A", 3) == queries("B", 27)


def test_the_list_pages_without_a_total(client, manager, medway, chatham):
    for person in released_together(medway, 30):
        referred(person, chatham, RELEASED)
        InvolvementFactory(person=person, team=chatham.team)
    client.force_login(manager)
    page = words(client.get(f"{HUB}{HOUSED}people/{AT}"))
    assert "25 rows shown; there are more" in page
    assert "30" not in page.partition("Chatham, January")[2].replace("30 June 2025", "")


def test_of_a_number_per_person_the_people_are_counted_and_the_offences_said_beside(client, manager, crowd):
    OffenceFactory.create_batch(2, person=crowd[0], offence_on=RELEASED, disposed_on=RELEASED)
    client.force_login(manager)
    per = "reoffences-per-reoffender/"
    assert re.findall(r'tg-num">(?:<strong>)?(\d+)', sum_of(client, HUB, per)) == [
        "1",
        "4",
        "0",
        "0",
        "0",
        "5",
        "0",  # counted apart: referred later
    ]
    page = words(client.get(f"{HUB}{per}explain/{AT}"))
    assert "Numerator 3: offences within 365 days" in page
    assert "Denominator 1: people with at least one such offence" in page
    assert named(client.get(f"{HUB}{per}people/{AT}&part=numerator")) == [0]
    assert named(client.get(f"{HUB}{per}people/{AT}&part=others")) == [1, 2, 3, 4]


@pytest.mark.whole
def test_every_part_of_every_indicator_can_be_asked_for(chatham, manager):
    """Each part's rows are a question the database can answer, whatever the indicator counts by."""
    at, quarter, hub = report_moment(AS_AT), quarter_with(RELEASED), place_named("hub", "Chatham")
    for indicator in (each for each in CATALOGUE if not each.led_by):
        for part in ("", *(each.key for each in parts_named(indicator))):
            assert not list(rows_behind(manager, indicator, hub, quarter, at, part=part))
        assert is_about_people(indicator) == (indicator.slug != "hub-availability")
