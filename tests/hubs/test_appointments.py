"""Appointments: a session of one person with one worker, refused where either is expected elsewhere."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Booking, Session
from hubs.register.entries import Entry
from hubs.rules.refusals import NEUTRAL_CHANGE
from hubs.states import Mark
from hubs.timetable.scope import sessions_of_feed
from hubs.timetable.single import Wanted, change_session
from tests.factories.hubs import ActivityCategoryFactory, BookingFactory, HubFactory, SessionFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = datetime.timedelta(minutes=30)


@pytest.fixture
def at():
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    return tomorrow.replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def person(someone):
    return someone(family_name="Larkfield")


@pytest.fixture
def appoint(person, hub, worker, at):
    category = ActivityCategoryFactory(category="One-to-one support", type="Support work")

    def made(**more):
        facts = {"by": worker, "key": uuid.uuid4(), "worker": worker, "starts_at": at} | more
        facts.setdefault("ends_at", facts["starts_at"] + HALF_AN_HOUR)
        whom = facts.pop("person", person)
        return hubs.book_appointment(whom, facts.pop("hub", hub), category=category, **facts)

    return made


def test_a_time_that_is_past_is_refused(appoint):
    with pytest.raises(hubs.SessionRefused, match="past"):
        appoint(starts_at=timezone.now() - HALF_AN_HOUR, ends_at=timezone.now() + HALF_AN_HOUR)
    assert not Session.objects.exists()


def test_somebody_from_elsewhere_makes_none(appoint, stranger):
    with pytest.raises(NotYou):
        appoint(by=stranger)


def test_a_person_without_a_place_there_is_refused(appoint):
    with pytest.raises(Refused, match="no place"):
        appoint(person=PersonFactory())
    assert not Session.objects.exists()


def test_a_worker_who_leads_something_else_then_is_refused(appoint, someone, at):
    appoint()
    with pytest.raises(hubs.SessionRefused, match=r"leads another session from 10\.00 to 10\.30") as refused:
        appoint(person=someone(), starts_at=at + HALF_AN_HOUR / 2)
    assert refused.value.field == "lead"


def test_a_person_expected_elsewhere_then_is_refused_without_saying_where(appoint, person, colleague, at):
    elsewhere = SessionFactory(hub=HubFactory(name="Dover"), starts_at=at, title="Choir")
    BookingFactory(session=elsewhere, person=person)
    with pytest.raises(hubs.SessionRefused, match="expected at another session") as refused:
        appoint(worker=colleague)
    assert "Dover" not in str(refused.value)
    assert "Choir" not in str(refused.value)


@pytest.mark.parametrize("booked_as", ["waiting_list", "cancelled_by_person"])
def test_who_only_waits_or_cancelled_is_free(appoint, person, at, booked_as):
    BookingFactory(session=SessionFactory(starts_at=at), person=person, state=booked_as)
    assert appoint().state == "booked"


def test_one_after_the_other_is_no_clash(appoint, someone, at):
    appoint()
    assert appoint(person=someone(), starts_at=at + HALF_AN_HOUR).state == "booked"


def test_two_who_may_not_meet_are_not_told_why(appoint, someone, person, colleague, hub, at, keep_apart):
    other = someone()
    keep_apart(person, other)
    BookingFactory(session=SessionFactory(hub=hub, starts_at=at), person=other)
    with pytest.raises(hubs.BookingRefused) as refused:
        appoint()
    assert str(refused.value) == hubs.NEUTRAL
    assert not Session.objects.filter(one_to_one=True).exists()


def test_an_appointment_is_a_session_of_one_with_its_lead(appoint, worker):
    session = appoint().session
    assert (session.capacity, session.lead, session.one_to_one, session.title) == (1, worker, True, "")
    assert str(session) == "One-to-one support"


def test_a_second_click_makes_no_second_one(appoint):
    key = uuid.uuid4()
    assert appoint(key=key).pk == appoint(key=key).pk
    assert (Session.objects.count(), Booking.objects.count()) == (1, 1)


def test_the_database_keeps_it_for_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(one_to_one=True, capacity=2)


def test_it_has_no_waiting_list(appoint, someone, worker):
    with pytest.raises(Refused, match="no waiting list"):
        hubs.join_waiting_list(appoint().session, [someone()], by=worker)


def test_nobody_walks_into_it(hub, worker, someone):
    session = SessionFactory(hub=hub, one_to_one=True, capacity=1)
    with pytest.raises(Refused, match="for one person"):
        hubs.add_walk_in(session, someone(), by=worker)


def test_its_register_is_taken_like_any_other(appoint, worker, at, time_machine):
    booking = appoint()
    time_machine.move_to(at + HALF_AN_HOUR)
    entry = {booking.uuid: Entry(booking.version, Mark.ATTENDED)}
    hubs.save_register(booking.session, entry, by=worker, submit=True)
    booking.refresh_from_db()
    assert booking.mark == "attended"


def wanted(session, **changes):
    standing = {name: getattr(session, name) for name in Wanted._fields}
    return Wanted(**standing | changes)


def test_it_moves_only_where_both_are_free(appoint, someone, person, worker, colleague, at):
    session = appoint().session
    later = at + 2 * HALF_AN_HOUR
    new_time = {"starts_at": later, "ends_at": later + HALF_AN_HOUR}
    appoint(person=someone(), **new_time)
    with pytest.raises(hubs.SessionRefused, match="leads another"):
        change_session(
            session, wanted(session, **new_time), by=worker, seen=session.version, reason="Asked for"
        )
    BookingFactory(session=SessionFactory(starts_at=later), person=person)
    with pytest.raises(hubs.SessionRefused, match="expected at another"):
        change_session(
            session,
            wanted(session, lead=colleague, **new_time),
            by=worker,
            seen=session.version,
            reason="Asked for",
        )
    with pytest.raises(hubs.SessionRefused, match="for one person"):
        change_session(
            session, wanted(session, capacity=4), by=worker, seen=session.version, reason="More want to come"
        )


def test_somebody_hidden_who_is_expected_elsewhere_is_not_named(appoint, person, worker, colleague, at):
    session = appoint().session
    later = at + 2 * HALF_AN_HOUR
    BookingFactory(session=SessionFactory(starts_at=later), person=person)
    LimitedAccessFactory(person=person, user=colleague, kind="restriction")
    new = wanted(session, starts_at=later, ends_at=later + HALF_AN_HOUR)
    with pytest.raises(hubs.SessionRefused) as refused:
        change_session(session, new, by=worker, seen=session.version, reason="Asked for")
    assert str(refused.value) == NEUTRAL_CHANGE
    with pytest.raises(hubs.SessionRefused, match="Larkfield is expected at another"):
        change_session(session, new, by=colleague, seen=session.version, reason="Asked for")


def test_it_moves_to_a_free_time(appoint, worker, at):
    session = appoint().session
    new = wanted(session, starts_at=at + HALF_AN_HOUR / 2, ends_at=at + HALF_AN_HOUR)
    assert change_session(session, new, by=worker, seen=session.version, reason="Asked for").is_changed


def test_the_public_calendar_does_not_know_of_it(appoint, hub, at):
    appoint()
    shown = SessionFactory(hub=hub, starts_at=at)
    assert sessions_of_feed(hub, at.date(), at.date()) == [shown]


def test_the_page_is_not_there_for_a_hub_that_does_not_know_the_person(client, stranger, as_worker, person):
    client.force_login(stranger)
    assert client.get(f"/people/{person.uuid}/appointments/new/").status_code == 404


def sent(hub, worker, at, **changes):
    category = ActivityCategoryFactory(category="One-to-one support", type="Support work")
    return {
        "key": uuid.uuid4(), "hub": hub.pk, "lead": worker.pk, "held_on": f"{at:%d/%m/%Y}", "starts": "10",
        "minutes": "30", "category": category.pk, "room": "",
    } | changes  # fmt: skip


def test_the_page_says_at_the_field_what_is_wrong(as_worker, person, hub, worker, at):
    page = f"/people/{person.uuid}/appointments/new/"
    answer = as_worker.post(page, sent(hub, worker, at, held_on="31 February 2026", starts="noon"))
    assert set(answer.context["form"].errors) == {"held_on", "starts"}
    SessionFactory(hub=hub, lead=worker, starts_at=at)
    answer = as_worker.post(page, sent(hub, worker, at))
    assert set(answer.context["form"].errors) == {"lead"}


def test_the_page_makes_the_appointment(as_worker, person, hub, worker, at):
    answer = as_worker.post(f"/people/{person.uuid}/appointments/new/", sent(hub, worker, at))
    booking = Booking.objects.get()
    assert answer.url == f"/sessions/{booking.session.uuid}/"
    assert (booking.person, booking.session.starts_at, booking.session.one_to_one) == (person, at, True)
