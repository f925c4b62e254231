"""One person's attendance in full: what counts, what is kept apart, and what the calendar shows."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journeys.attendance.page import NO_REASON, page_of
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import ReleaseFactory, RiskInformationFactory
from tests.factories.referrals import ReferralFactory
from tests.journeys.test_queries import EDGES

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to("2026-06-03 12:00+01:00", tick=False)


@pytest.fixture
def came(person, hub):
    """A mark of so many days ago."""

    def marked(days_ago, mark, *, at=None, state="recorded", reason="", **more):
        session = SessionFactory(hub=at or hub, starts_at=timezone.now() - days_ago * DAY, state=state)
        return BookingFactory(session=session, person=person, mark=mark, absence_reason=reason, **more)

    return marked


@pytest.fixture
def page(person):
    def read(**asked):
        return page_of(person, list(person.releases.all()), asked=asked)

    return read


def test_a_practitioner_elsewhere_does_not_find_it(client, person):
    client.force_login(UserFactory())
    assert client.get(reverse("person_attendance", args=[person.uuid])).status_code == 404


def test_a_data_steward_who_sees_no_work_is_refused(client, person, steward):
    client.force_login(steward)
    assert client.get(reverse("person_attendance", args=[person.uuid])).status_code == 403


@pytest.mark.parametrize("month", ["2026-13", "junk", "2027-01", "1066-10", "2026-05-01", ""])
def test_a_month_that_is_none_or_to_come_is_this_month(page, month):
    assert page(month=month).month == datetime.date(2026, 6, 1)


def test_what_was_not_held_or_not_expected_is_part_of_no_share(page, came):
    came(9, "attended")
    came(8, "late")
    came(7, "did_not_attend", reason="Ill")
    came(6, "not_expected", reason="At work")
    came(5, "did_not_attend", state="not_held")
    came(4, "", state="not_held")
    tally = page().tally
    assert (tally.share_words, tally.not_expected, tally.not_held) == ("2 of 3 (67%)", 1, 2)
    assert page().absences == [("Ill", 1)]
    assert page().told_before == [("At work", 1)]


def test_with_nothing_expected_there_is_no_share(page, came):
    came(6, "not_expected")
    assert page().tally.share_words == "None expected"


def test_a_booking_without_a_mark_or_that_was_cancelled_is_no_line(page, came):
    came(3, "", state="scheduled")
    came(2, "", state="not_held")
    BookingFactory(session=SessionFactory(state="not_held"), person=came(9, "late").person, state="moved")
    assert [line.mark for line in page().lines] == ["", "late"]


def test_streaks_pass_over_what_was_not_expected_or_not_held(page, came):
    came(9, "attended")
    came(8, "did_not_attend")
    came(7, "did_not_attend")
    came(6, "not_expected")
    came(5, "attended", state="not_held")
    came(4, "did_not_attend")
    tally = page().tally
    assert (tally.absent_in_a_row, tally.came_in_a_row, tally.is_worth_a_word) == (3, 0, True)
    came(1, "left_early")
    tally = page().tally
    assert (tally.absent_in_a_row, tally.came_in_a_row, tally.is_worth_a_word) == (0, 1, False)


def test_reasons_are_counted_the_most_frequent_first(page, came):
    for days, reason in ((6, "Ill"), (5, ""), (4, "Ill"), (3, "Work")):
        came(days, "did_not_attend", reason=reason)
    assert page().absences == [("Ill", 2), (NO_REASON, 1), ("Work", 1)]


def test_the_period_starts_with_the_release_and_can_be_another(page, came, person):
    ReleaseFactory(person=person, released_on=datetime.date(2026, 5, 20))
    came(200, "attended")
    came(80, "attended")
    came(10, "did_not_attend")
    assert page().tally.share_words == "0 of 1 (0%)"
    assert page().period_words == "since release, 20 May 2026 to 3 June 2026"
    assert page(period="quarter").tally.share_words == "1 of 2 (50%)"
    assert page(period="year").tally.share_words == "2 of 3 (67%)"
    assert page(period="all").period_words == "to 3 June 2026"
    assert page(period="pigeon").period == "release"


def test_who_was_never_released_is_not_offered_that_period(page):
    assert [tab["label"] for tab in page().periods] == [
        "Last 3 months",
        "Last 12 months",
        "From the first session",
    ]


def test_each_hub_has_its_own_numbers(page, came):
    dover = HubFactory(name="Dover")
    came(5, "attended")
    came(4, "did_not_attend", at=dover)
    came(3, "did_not_attend", at=dover)
    assert [(each.hub, each.share_words, each.absent_in_a_row) for each in page().hubs] == [
        ("Chatham", "1 of 1 (100%)", 0),
        ("Dover", "0 of 2 (0%)", 2),
    ]


def test_the_calendar_shows_one_month_and_blanks_the_others(page, came):
    came(2, "late")  # Monday 1 June
    came(5, "attended")  # Friday 29 May
    june = dict(page().days)
    assert june["Monday"][0].sign == "L"
    assert page(month="2026-05").mondays[0] == datetime.date(2026, 4, 27)
    may = dict(page(month="2026-05").days)
    assert may["Monday"][0] is None
    assert may["Friday"][-1].sign == "A"


def test_a_month_to_come_is_not_offered(page):
    assert page().after_url == ""
    assert page(month="2026-05").after_url == "?period=all&month=2026-06"
    assert page().before_url == "?period=all&month=2026-05"


def test_the_page_says_it_with_its_unit_and_period(client, came, person, practitioner):
    for days in (4, 3, 2):
        came(days, "did_not_attend", reason="Ill")
    client.force_login(practitioner)
    text = " ".join(client.get(reverse("person_attendance", args=[person.uuid])).content.decode().split())
    assert "Came to 0 of 3 (0%)</strong> expected sessions to 3 June 2026" in text
    assert "Absent 3 times in a row." in text


def test_without_a_mark_the_page_says_where_they_come_from(client, person, practitioner):
    client.force_login(practitioner)
    assert b"No register has a mark" in client.get(reverse("person_attendance", args=[person.uuid])).content


@pytest.mark.parametrize("role", ["practitioner", "worker"])
def test_the_page_asks_15_times_at_most_and_as_often_at_3_as_at_300_marks(request, client, person, hub, role):
    client.force_login(request.getfixturevalue(role))
    address = reverse("person_attendance", args=[person.uuid])
    ReleaseFactory(person=person)
    RiskInformationFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="started")
    category = SessionFactory(hub=hub, state="recorded").category
    asked = []
    for first, last in ((1, 4), (4, 301)):
        for days in range(first, last):
            session = SessionFactory(
                hub=hub, category=category, starts_at=timezone.now() - days * DAY, state="recorded"
            )
            BookingFactory(session=session, person=person, mark="late")
        client.get(reverse("home"))  # the session is warm
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"period": "all"}).status_code == 200
        asked.append([each["sql"] for each in queries if not each["sql"].startswith(EDGES)])
    assert len(asked[0]) == len(asked[1]) <= 15
