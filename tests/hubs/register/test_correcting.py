"""Correcting a submitted register, and filling a mark that it lacks."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events
from hubs import actions as hubs
from hubs.models import Booking, Session
from hubs.register.entries import is_long_ago
from tests.factories.people import LimitedAccessFactory
from tests.hubs.register.marks import DAY, entries, fresh

pytestmark = pytest.mark.usefixtures("absence_reasons")


def test_a_correction_needs_a_reason(session, recorded, worker):
    with pytest.raises(hubs.ReasonNeeded, match="Say why"):
        hubs.save_register(session, entries(recorded[:1], "late"), by=worker)


def test_a_correction_keeps_every_version(session, recorded, worker):
    for mark in ("late", "left_early"):
        hubs.save_register(session, entries([fresh(recorded[0])], mark), by=worker, reason="Misread the list")
    said = Booking.versions.filter(version_of=recorded[0]).order_by("version").values_list("mark", flat=True)
    assert [*said, fresh(recorded[0]).mark] == ["", "attended", "late", "left_early"]
    assert fresh(session).state == "corrected"
    assert Session.versions.filter(version_of=session).count() == 4
    assert events.of(recorded[0]).last().why == "Misread the list"


def test_a_colleague_does_not_correct_the_takers_register(session, recorded, colleague):
    with pytest.raises(NotYou, match="taker within 7 days"):
        hubs.save_register(session, entries(recorded, "late"), by=colleague, reason="Saw them")
    assert fresh(recorded[0]).mark == "attended"


def test_after_seven_days_the_taker_no_longer_corrects_but_the_manager_does(
    session, recorded, worker, manager
):
    late = entries(recorded, "late")
    with time_machine.travel(timezone.now() + 8 * DAY):
        with pytest.raises(NotYou):
            hubs.save_register(session, late, by=worker, reason="Saw them")
        hubs.save_register(session, late, by=manager, reason="Saw them")
    assert fresh(recorded[0]).mark == "late"


@pytest.mark.parametrize(
    ("day", "long_ago"),
    [((2026, 3, 2), True), ((2026, 3, 3), False), ((2025, 12, 31), True), ((2026, 6, 3), False)],
)
def test_three_months_are_counted_by_the_calendar(day, long_ago):
    assert is_long_ago(datetime.date(*day), datetime.date(2026, 6, 3)) is long_ago


@pytest.fixture
def lacking(session, booked, worker):
    """Somebody hidden from the worker who has submitted the register, and who has no mark therefore."""
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, kind="exclusion", user=worker)
    hubs.save_register(session, entries([seen]), by=worker, submit=True)
    return hidden


def test_whoever_sees_somebody_hidden_from_the_taker_is_told_of_the_mark_that_lacks_and_nobody_is_named(
    session, booked, worker, colleague, manager
):
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, kind="exclusion", user=worker)
    hubs.save_register(session, entries([seen]), by=worker)
    assert not Notice.objects.filter(kind="marks_lacking").exists()
    hubs.save_register(session, {}, by=worker, submit=True)
    told = Notice.objects.filter(kind="marks_lacking")
    assert {notice.user for notice in told} == {colleague, manager}
    assert not any(hidden.person.family_name in notice.text for notice in told)


def test_nobody_is_told_of_a_register_that_lacks_nothing(session, booked, worker, colleague):
    hubs.save_register(session, entries(booked(2)), by=worker, submit=True)
    assert not Notice.objects.filter(kind="marks_lacking").exists()


def test_a_mark_that_lacks_is_filled_by_a_colleague_without_a_reason_once(session, lacking, colleague):
    hubs.save_register(session, entries([lacking], "late"), by=colleague)
    assert (fresh(session).state, fresh(lacking).mark) == ("recorded", "late")
    with pytest.raises(hubs.ReasonNeeded):
        hubs.save_register(session, entries([fresh(lacking)], "attended"), by=colleague)
    with pytest.raises(NotYou):
        hubs.save_register(session, entries([fresh(lacking)], "attended"), by=colleague, reason="A slip")


def test_filling_a_mark_lets_nobody_change_another_with_it(session, lacking, colleague):
    marked = Booking.objects.get(session=session, mark="attended")
    both = entries([lacking], "late") | entries([marked], "late")
    with pytest.raises(NotYou):
        hubs.save_register(session, both, by=colleague, reason="A slip")
    assert (fresh(lacking).mark, fresh(marked).mark) == ("", "attended")


def test_the_page_of_a_submitted_register_offers_a_colleague_the_row_that_lacks_its_mark(
    client, session, lacking, colleague, worker
):
    url = reverse("register_take", args=[session.uuid])
    client.force_login(colleague)
    page = client.get(url).content.decode()
    assert "Who has no mark yet can still be marked" in page
    assert page.count("<fieldset disabled>") == 1
    row = lacking.uuid.hex
    assert client.post(url, {f"{row}-seen": lacking.version, f"{row}-mark": "attended"}).status_code == 302
    assert fresh(lacking).mark == "attended"
    assert "Who has no mark yet" not in client.get(url).content.decode()
