"""The pages of the timetable: week, day, rules with their check page, rooms, and the calendar feed."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from hubs.models import Room, Session, TimetableFeed, TimetableRule
from hubs.timetable.views.rooms import READING_CALENDARS
from tests.factories.accounts import UserFactory
from tests.factories.hubs import ActivityCategoryFactory, BookingFactory, SessionFactory, TimetableFeedFactory
from tests.factories.people import LimitedAccessFactory

MONDAY = timezone.make_aware(datetime.datetime(2027, 3, 8, 10, 0))


def week_of(hub, **asked):
    return reverse("timetable_week", args=[hub.slug], query=asked)


@pytest.fixture
def feed(hub):
    return TimetableFeedFactory(hub=hub)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def address(feed):
    return reverse("timetable_feed", args=[feed.hub.slug, feed.token])


def typed(room, **other):
    """What somebody types into the form of a rule."""
    category = SessionFactory(hub=room.hub).category
    return {
        "key": "0f4a7d6e-5f0c-4a61-9f0f-0b6b2a1d8c11", "category": category.pk, "title": "Cooking", "room": room.pk,
        "lead": "", "capacity": "8", "starts": "10", "ends": "12", "repeats": "weekly", "days": ["MO", "TH"],
        "first_on": "3 March 2027", "until_on": "", "on_bank_holidays": "skip",
    } | other  # fmt: skip


def test_the_week_shows_room_lead_and_numbers_to_those_who_work_there(
    as_worker, put_on, hub, worker, someone
):
    rule = put_on(lead=worker)
    session = Session.objects.filter(rule=rule).order_by("starts_at").first()
    BookingFactory(session=session, person=someone())
    page = as_worker.get(week_of(hub, week="2027-03-10")).content.decode()
    assert "8 to 14 March 2027" in page
    assert "Kitchen · Marcus Oyelaran" in page
    assert "1 of 8 booked" in page


def test_a_full_session_says_so_to_those_who_work_there_and_to_nobody_else(
    as_worker, client, put_on, hub, someone
):
    rule = put_on(capacity=1)
    BookingFactory(session=rule.sessions.order_by("starts_at").first(), person=someone())
    pages = [
        week_of(hub, week="2027-03-10"),
        reverse("timetable_day", args=[hub.slug], query={"day": "2027-03-08"}),
    ]
    for page in pages:
        assert "Full" in as_worker.get(page).content.decode()
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    for page in pages:
        assert "Full" not in client.get(page).content.decode()


def test_somebody_hidden_is_not_counted(as_worker, put_on, hub, someone, colleague):
    booking = BookingFactory(session=Session.objects.filter(rule=put_on()).order_by("starts_at").first(),
                             person=someone())  # fmt: skip
    LimitedAccessFactory(person=booking.person, user=colleague, kind="restriction")
    assert "0 of 8 booked" in as_worker.get(week_of(hub, week="2027-03-10")).content.decode()


def test_others_see_when_it_is_and_neither_numbers_nor_names_nor_appointments(client, put_on, hub, worker):
    put_on(lead=worker)
    SessionFactory(hub=hub, starts_at=MONDAY, title="Talk with Kofi", one_to_one=True, capacity=1)
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    for name in ("timetable_week", "timetable_day"):
        page = client.get(reverse(name, args=[hub.slug], query={"week": "2027-03-08", "day": "2027-03-08"}))
        text = page.content.decode()
        assert "Cooking" in text
        assert not re.search('Marcus|booked|Kofi|href="/sessions/', text)


@pytest.mark.parametrize("nonsense", ["", "soon", "2027-02-30", "9999-01-01", "0001-01-01"])
def test_a_week_that_is_none_is_this_week(as_worker, hub, nonsense):
    assert "1 to 7 March 2027" in as_worker.get(week_of(hub, week=nonsense)).content.decode()


def test_the_next_week_shows_the_same_activity(as_worker, put_on, hub):
    rule = put_on()
    art = SessionFactory(hub=hub, starts_at=MONDAY, category__category="Art", title="Art")
    page = as_worker.get(week_of(hub, week="2027-03-08", category=rule.category_id)).content.decode()
    assert str(art.uuid) not in page
    assert f"?week=2027-03-15&amp;category={rule.category_id}" in page


def test_a_closed_day_and_a_bank_holiday_say_so(as_worker, hub, manager):
    hub.closures.create(first_on=MONDAY, last_on=MONDAY, reason="Building works", recorded_by=manager)
    assert "Closed: Building works" in as_worker.get(week_of(hub, week="2027-03-08")).content.decode()
    assert "Bank holiday" in as_worker.get(week_of(hub, week="2027-03-29")).content.decode()


@pytest.mark.parametrize("name", ["timetable_week", "timetable_day"])
def test_the_same_number_of_queries_at_3_and_at_40_sessions(as_worker, put_on, hub, queries_of, name):
    path = reverse(name, args=[hub.slug], query={"week": "2027-03-08", "day": "2027-03-08"})
    for _ in range(3):
        BookingFactory(session=SessionFactory(hub=hub, starts_at=MONDAY))
    few = queries_of(as_worker.get, path)
    for _ in range(37):
        BookingFactory(session=SessionFactory(hub=hub, starts_at=MONDAY))
    many = queries_of(as_worker.get, path)
    assert many == few <= 15


def test_a_rule_is_shown_before_it_is_made(as_worker, hub, room):
    path = reverse("rule_create", args=[hub.slug])
    check = as_worker.post(path, typed(room))
    page = check.content.decode()
    assert "sessions added" in page
    assert not TimetableRule.objects.exists()
    seen = check.context["plan"].fingerprint
    back = as_worker.post(path, typed(room) | {"back": "yes"})
    assert 'value="Cooking"' in back.content.decode()
    for _ in "ab":
        done = as_worker.post(path, typed(room) | {"seen": seen, "confirm": "yes"}, follow=True)
        assert "Every week on Monday and Thursday, 10.00 to 12.00" in done.content.decode()
    assert TimetableRule.objects.get().recurrence == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH"


def test_a_rule_that_is_part_of_a_requirement_makes_sessions_that_are(as_worker, hub, room):
    sent = typed(room, requirement="on")
    path = reverse("rule_create", args=[hub.slug])
    seen = as_worker.post(path, sent).context["plan"].fingerprint
    as_worker.post(path, sent | {"seen": seen, "confirm": "yes"})
    rule = TimetableRule.objects.get()
    assert set(rule.sessions.values_list("requirement", flat=True)) == {True}
    shown = as_worker.get(reverse("rule_detail", args=[rule.uuid])).content.decode()
    assert "Part of a licence or rehabilitation requirement" in shown


def test_rules_stand_in_the_order_of_a_week(as_worker, hub, put_on):
    put_on(recurrence="FREQ=WEEKLY;BYDAY=FR", title="Choir")
    put_on(recurrence="FREQ=WEEKLY;BYDAY=MO", title="Garden", starts=datetime.time(14))
    put_on(recurrence="FREQ=WEEKLY;BYDAY=MO", title="Bread", starts=datetime.time(9))
    page = as_worker.get(reverse("rule_list", args=[hub.slug])).content.decode()
    assert re.findall(">(Bread|Garden|Choir)<", page) == ["Bread", "Garden", "Choir"]


def test_a_rule_that_cannot_be_says_so_at_its_field(as_worker, hub, room):
    path = reverse("rule_create", args=[hub.slug])
    for wrong, said in (
        ({"days": []}, "Choose at least one day of the week."),
        ({"repeats": "fortnightly", "days": []}, "Choose at least one day of the week."),
        ({"repeats": "monthly", "days": [], "nth": "1"}, "Choose which weekday of the month it is."),
        ({"fortnight_days": ["MO"]}, "You chose “Every week”, and “Every 2 weeks” is filled in too."),
        ({"repeats": "monthly", "nth": "1", "weekday": "MO"}, "and “Every week” is filled in too."),
        ({"ends": "9"}, "The end must be after the start"),
        ({"capacity": "13"}, "Kitchen holds 12 people"),
        ({"until_on": "1 March 2027"}, "before the first"),
        ({"starts": "1.30", "days": ["SU"]}, "The clocks go forward that night"),
        ({"days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "until_on": "1 March 2055"}, "1,000 at most"),
    ):
        page = as_worker.post(path, typed(room) | wrong).content.decode()
        assert "There is a problem" in page
        assert said in page
    assert not TimetableRule.objects.exists()


def test_a_change_names_whom_it_touches_and_the_trail_knows_it(as_worker, put_on, someone):
    rule = put_on()
    person = someone(given_names="Kofi", family_name="Larkfield")
    BookingFactory(session=Session.objects.filter(rule=rule).order_by("starts_at").first(), person=person)
    path = reverse("rule_end", args=[rule.uuid])
    check = as_worker.post(path, {"last_on": "2 March 2027", "reason": "The lead has left"})
    page = re.sub(r"<[^>]+>", "", check.content.decode())
    assert "1 booking of 1 person is touched" in page
    assert "Kofi Larkfield" in page
    assert AuditEvent.objects.filter(purpose="timetable").exists()
    stale = as_worker.post(
        path, {"last_on": "2 March 2027", "reason": "No need", "seen": "else", "confirm": "yes"}
    )
    assert stale.status_code == 409
    assert "Something else has changed meanwhile" in stale.content.decode()
    done = as_worker.post(
        path,
        {
            "last_on": "2 March 2027",
            "reason": "No need",
            "seen": check.context["plan"].fingerprint,
            "confirm": "yes",
        },
    )
    assert done.status_code == 302


def test_a_rule_that_is_over_is_not_changed(as_worker, put_on):
    rule = put_on()
    TimetableRule.objects.filter(pk=rule.pk).update(until_on=datetime.date(2027, 3, 1))
    for name in ("rule_change", "rule_end", "rule_leave_out"):
        assert as_worker.get(reverse(name, args=[rule.uuid])).status_code == 409


def test_a_room_of_a_name_that_is_there_and_one_in_use_are_refused(as_manager, hub, room, put_on):
    put_on()
    page = as_manager.post(reverse("room_create", args=[hub.slug]), {"name": "Kitchen"}).content.decode()
    assert "has a room of this name already" in page
    path = reverse("room_change", args=[room.pk])
    assert "take more people" in as_manager.post(path, {"name": "Kitchen", "holds": "3"}).content.decode()
    closing = {"name": "Kitchen", "closed_on": "10 March 2027"}
    assert "Sessions stand in this room" in as_manager.post(path, closing).content.decode()
    assert as_manager.post(path, {"name": "Big kitchen", "holds": "20"}).status_code == 302
    assert Room.objects.get(pk=room.pk).name == "Big kitchen"


def test_the_feed_is_read_by_its_address_alone(client, feed, put_on, worker, someone):
    session = Session.objects.filter(rule=put_on(lead=worker)).order_by("starts_at").first()
    BookingFactory(session=session, person=someone(family_name="Larkfield"))
    SessionFactory(hub=feed.hub, starts_at=MONDAY, title="Talk with Kofi", one_to_one=True, capacity=1)
    off = SessionFactory(hub=feed.hub, starts_at=MONDAY, title="Choir", state="not_held")
    answer = client.get(address(feed))
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    first = next(each for each in events if str(each["uid"]).startswith(str(session.uuid)))
    assert (str(first["summary"]), str(first["location"]), first.decoded("dtstart")) == (
        "Cooking",
        "Kitchen",
        MONDAY,
    )
    cancelled = next(each for each in events if str(each["uid"]).startswith(str(off.uuid)))
    assert str(cancelled["status"]) == "CANCELLED"
    assert not re.search(b"Larkfield|Marcus|Oyelaran|Kofi|ATTENDEE|ORGANIZER|Staff absence", answer.content)


def test_a_title_that_somebody_typed_and_a_session_for_one_stay_in_the_house(client, feed, put_on, as_worker):
    put_on(title="Talk with Kofi")
    put_on(title="", capacity=1, room=None, category=ActivityCategoryFactory(category="Mentoring"))
    week = week_of(feed.hub, week="2027-03-08")
    day = reverse("timetable_day", args=[feed.hub.slug], query={"day": "2027-03-08"})
    for path in (week, day):
        text = as_worker.get(path).content.decode()
        assert "Talk with Kofi" in text
        assert "Mentoring" in text
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    for path in (week, day, address(feed)):
        text = client.get(path).content.decode()
        assert "Cooking" in text
        assert not re.search('Kofi|SUMMARY:Mentoring|__name">Mentoring|scope="row"[^>]*>Mentoring', text)


def test_a_feed_read_again_is_not_sent_again_until_something_changes(client, feed, put_on):
    rule = put_on()
    first = client.get(address(feed))
    again = client.get(address(feed), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address(feed), headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    Session.objects.filter(rule=rule).update(state="not_held", not_held_reason="Staff absence")
    assert client.get(address(feed), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_address_that_was_revoked_or_is_guessed_finds_nothing(as_manager, feed, hub):
    old = address(feed)
    as_manager.post(reverse("feed_make", args=[hub.slug]))
    new = TimetableFeed.objects.get(hub=hub, revoked_at=None)
    as_manager.logout()
    assert as_manager.get(old).status_code == 404
    assert as_manager.get(address(new)).status_code == 200
    assert as_manager.get(reverse("timetable_feed", args=["elsewhere", new.token])).status_code == 404
    assert as_manager.get(reverse("timetable_feed", args=[hub.slug, "guessed"])).status_code == 404


def test_the_feed_is_not_read_without_end(client, feed, monkeypatch):
    monkeypatch.setattr(type(READING_CALENDARS), "wait_for", lambda limit, request: 60)
    assert client.get(address(feed)).status_code == 429
