"""A register of more than three months ago takes two people."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState, machine_of, perform
from hubs import actions as hubs
from hubs.models import Booking, LateEntry
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import LateEntryFactory, SessionFactory
from tests.hubs.sent import address, form_of, text_of

LONG_AGO = datetime.timedelta(days=120)
WHY = "Found the paper register"


@pytest.fixture
def old(hub):
    return SessionFactory(hub=hub, starts_at=timezone.now() - LONG_AGO)


@pytest.fixture
def asked(old, worker):
    return hubs.ask_for_late_entry(old, by=worker, reason=WHY)


def marks(bookings):
    return {booking.uuid: Entry(booking.version, "attended") for booking in bookings}


def test_one_person_alone_does_not_mark(old, booked, worker, manager, asked):
    bookings = booked(into=old)
    for by in (worker, manager):
        with pytest.raises(hubs.SecondPersonNeeded, match="somebody else of the hub has to agree"):
            hubs.save_register(old, marks(bookings), by=by, submit=True, reason=WHY)
    assert Booking.objects.get().mark == ""


def test_the_one_who_asks_is_not_the_second_person(asked, worker, client):
    with pytest.raises(NotYou):
        hubs.decide_late_entry(asked, by=worker, agrees=True)
    client.force_login(worker)
    assert client.post(address("late_entry_detail", asked), {"answer": "agree"}).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_the_database_keeps_the_two_apart(asked, worker):
    with pytest.raises(IntegrityError), transaction.atomic():
        LateEntry.objects.filter(pk=asked.pk).update(
            state="agreed", decided_by=worker, decided_at=timezone.now()
        )


def test_a_worker_of_another_hub_neither_asks_nor_agrees(old, asked, stranger, client):
    with pytest.raises(NotYou):
        hubs.ask_for_late_entry(old, by=stranger, reason=WHY)
    with pytest.raises(NotYou):
        hubs.decide_late_entry(asked, by=stranger, agrees=True)
    client.force_login(stranger)
    assert client.get(address("late_entry_detail", asked)).status_code == 404


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("scheduled", 20, "less than 3 months ago"),
        ("recorded", 120, "is submitted"),
        ("not_held", 120, "was not held"),
        ("scheduled", -2, "when the session begins"),
    ],
)
def test_a_register_that_is_open_or_closed_for_good_is_not_asked_for(hub, worker, state, days, words):
    starts_at = timezone.now() - datetime.timedelta(days=days)
    with pytest.raises(WrongState, match=words):
        hubs.ask_for_late_entry(
            SessionFactory(hub=hub, state=state, starts_at=starts_at), by=worker, reason=WHY
        )


def test_a_reason_is_needed_and_not_a_novel(old, worker):
    for reason in (" ", "x" * 301):
        with pytest.raises(Refused):
            hubs.ask_for_late_entry(old, by=worker, reason=reason)
    assert not LateEntry.objects.exists()


def test_asking_twice_is_asking_once(old, worker, colleague, manager):
    asked = hubs.ask_for_late_entry(old, by=worker, reason=WHY)
    again = hubs.ask_for_late_entry(old, by=colleague, reason="Me too")
    assert again == asked
    assert manager.notices.count() == 1


@pytest.mark.parametrize("verb", sorted(rule.verb for rule in machine_of(LateEntry)))
@pytest.mark.parametrize("state", ["asked", "agreed", "refused"])
def test_every_role_decides_only_what_is_asked_and_not_by_itself(hub, old, state, verb):
    for role in Role:
        LateEntry.objects.all().delete()
        late, user = LateEntryFactory(session=old, state=state), UserFactory(role=role, teams=[hub.team])
        may = role in (Role.HUB_WORKER, Role.HUB_MANAGER)
        if may and state == "asked":
            assert perform(late, verb, by=user).state == {"agree": "agreed", "refuse": "refused"}[verb]
            assert (late.decided_by, events.of(late).count()) == (user, 1)
        else:
            with pytest.raises(WrongState if may else NotYou):
                perform(late, verb, by=user)
            late.refresh_from_db()
            assert late.state == state


def test_when_a_second_person_agrees_the_register_opens_and_keeps_why(old, asked, booked, worker, colleague):
    (booking,) = booked(into=old)
    Booking.objects.get(pk=booking.pk)
    booking.person.inductions.update(inducted_on=old.held_on)
    booking.person.consents.update(given_on=old.held_on)
    hubs.decide_late_entry(asked, by=colleague, agrees=True)
    hubs.save_register(old, marks([booking]), by=worker, submit=True)
    old.refresh_from_db()
    assert old.state == "recorded"
    assert events.of(booking).last().why == WHY
    assert "agreed" in worker.notices.get().text


def test_a_refusal_leaves_it_closed_and_it_may_be_asked_again(old, asked, booked, worker, colleague):
    bookings = booked(into=old)
    hubs.decide_late_entry(asked, by=colleague, agrees=False)
    with pytest.raises(hubs.SecondPersonNeeded):
        hubs.save_register(old, marks(bookings), by=worker)
    assert hubs.ask_for_late_entry(old, by=worker, reason="Asked the lead again") != asked


def test_those_who_may_agree_are_told_and_nobody_else(old, worker, colleague, manager, stranger):
    performance = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[old.hub.team])
    hubs.ask_for_late_entry(old, by=worker, reason=WHY)
    told = [user.notices.count() for user in (worker, colleague, manager, stranger, performance)]
    assert told == [0, 1, 1, 0, 0]


def test_the_page_asks_why_and_shows_it_to_the_second_person(as_worker, old, client, colleague):
    empty = as_worker.post(address("late_entry_ask", old), {"reason": ""})
    assert "Say why the register is taken only now." in text_of(empty)
    page = as_worker.get(as_worker.post(address("late_entry_ask", old), {"reason": WHY}).url)
    assert "you cannot agree yourself" in text_of(page)
    late = LateEntry.objects.get()
    assert as_worker.get(address("late_entry_ask", old)).url == address("late_entry_detail", late)
    client.force_login(colleague)
    assert WHY in text_of(client.get("/late-entries/"))
    assert client.post(address("late_entry_detail", late)).status_code == 409
    client.post(address("late_entry_detail", late), {"answer": "agree"})
    assert "No register waits for a second person" in text_of(client.get("/late-entries/"))
    assert client.post(address("late_entry_detail", late), {"answer": "agree"}).status_code == 409


def test_the_register_of_long_ago_leads_to_asking(as_worker, old, booked):
    bookings = booked(into=old)
    assert address("late_entry_ask", old) in as_worker.get(address("register_take", old)).content.decode()
    answer = as_worker.post(address("register_take", old), form_of(bookings, "attended"))
    assert answer.status_code == 409
    assert "somebody else of the hub has to agree" in text_of(answer)


def test_until_a_second_person_agrees_the_page_offers_to_ask_and_nothing_to_save(
    as_worker, old, booked, asked, colleague
):
    booked(into=old)
    buttons = (
        "Did they come?",
        "Submit register",
        "Save",
        "Was the session held?",
        "Add a walk-in",
        "as attended",
    )
    page = text_of(as_worker.get(address("register_take", old)))
    assert [words for words in buttons if words in page] == []
    assert "has asked" in page
    assert "Who was expected" in page
    hubs.decide_late_entry(asked, by=colleague, agrees=True)
    page = text_of(as_worker.get(address("register_take", old)))
    assert [words for words in buttons if words in page] == list(buttons)


def test_the_list_asks_as_many_queries_for_thirty_as_for_three(as_worker, hub, queries_of):
    asked = {}
    for number in (3, 27):
        for _ in range(number):
            LateEntryFactory(session=SessionFactory(hub=hub, starts_at=timezone.now() - LONG_AGO))
        asked[number] = queries_of(as_worker.get, "/late-entries/")
    assert asked[3] == asked[27] <= 15
