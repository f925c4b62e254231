"""An absence is told when the register is submitted or the mark has stood ten minutes: once, and nothing wrong."""

import datetime
from functools import partial

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from hubs import actions as hubs
from hubs.models import Booking, ToldAbsence
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.people import CaseloadFactory
from tests.races import at_once, shared_database  # noqa: F401

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def holder(db):
    return UserFactory(name="Dana Whitcombe")


@pytest.fixture
def booking(booked, holder):
    """Of somebody whom the practitioner holds."""
    (made,) = booked()
    CaseloadFactory(person=made.person, practitioner=holder)
    return made


@pytest.fixture
def say(session, worker):
    def save(booking, mark, **more):
        standing = Booking.objects.get(pk=booking.pk)
        hubs.save_register(session, {standing.uuid: Entry(standing.version, mark)}, by=worker, **more)

    return save


def told(holder):
    return list(holder.notices.order_by("pk").values_list("kind", flat=True))


def after(minutes):
    return time_machine.travel(timezone.now() + minutes * MINUTE, tick=True)


def test_nothing_is_told_before_ten_minutes(say, booking, holder):
    say(booking, "did_not_attend")
    with after(9):
        assert hubs.tell_standing_absences() == 0
    assert told(holder) == []


def test_a_mark_changed_within_ten_minutes_is_never_told(say, booking, holder):
    say(booking, "did_not_attend")
    with after(9):
        say(booking, "late")
    with after(30):
        assert hubs.tell_standing_absences() == 0
    assert told(holder) == []


def test_a_mark_that_stood_ten_minutes_is_told_once_and_submitting_tells_it_no_more(say, booking, holder):
    say(booking, "did_not_attend")
    with after(11):
        assert (hubs.tell_standing_absences(), hubs.tell_standing_absences()) == (1, 0)
        say(booking, "did_not_attend", submit=True)
        assert hubs.tell_standing_absences() == 0
    assert told(holder) == ["absence"]


def test_a_submitted_absence_is_not_told_again_by_the_clock(say, booking, holder):
    say(booking, "did_not_attend", submit=True)
    with after(60):
        assert hubs.tell_standing_absences() == 0
    assert told(holder) == ["absence"]


def test_what_was_told_and_is_wrong_is_taken_back_and_may_be_told_again(say, booking, holder):
    say(booking, "did_not_attend", submit=True)
    say(booking, "late", reason="Came at half past")
    say(booking, "late", reason="Came at half past")
    assert told(holder) == ["absence", "absence_taken_back"]
    assert not ToldAbsence.objects.exists()
    say(booking, "did_not_attend", reason="That was somebody else")
    assert told(holder) == ["absence", "absence_taken_back", "absence"]


def test_not_expected_is_no_absence_to_tell(say, booking, holder):
    say(booking, "not_expected", submit=True)
    assert told(holder) == []


def test_in_a_session_that_was_then_not_held_nobody_was_absent(say, booking, holder, session, worker):
    say(booking, "did_not_attend")
    hubs.mark_not_held(session, by=worker, reason="Staff absence")
    with after(20):
        assert hubs.tell_standing_absences() == 0
    assert "absence" not in told(holder)


def test_neither_notice_nor_mail_names_anybody(
    say, booking, holder, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        say(booking, "did_not_attend", submit=True)
        say(booking, "late", reason="Came at half past")
    words = " ".join(
        [*(mail.subject + mail.body for mail in mailoutbox), *(n.text for n in holder.notices.all())]
    )
    assert len(mailoutbox) == 2
    assert booking.person.family_name not in words


def test_the_operator_is_told_how_many(say, booking, capsys):
    say(booking, "did_not_attend")
    with after(11):
        call_command("tell_absences")
    assert capsys.readouterr().out == "1 absence told.\n"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_runs_and_a_submission_at_once_tell_it_once(say, booking, holder, session, worker):
    say(booking, "did_not_attend")
    Booking.objects.filter(pk=booking.pk).update(marked_at=timezone.now() - 11 * MINUTE)
    found = at_once(
        hubs.tell_standing_absences,
        hubs.tell_standing_absences,
        partial(hubs.save_register, session, {}, by=worker, submit=True),
    )
    assert not [each for each in found if isinstance(each, Exception)], found
    assert told(holder) == ["absence"]
