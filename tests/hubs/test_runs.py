"""Three absences in a row at a hub tell the key worker, once, and what was told wrongly is taken back."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from foundation.accounts.models import ToldAbout
from hubs import actions as hubs
from hubs.models import Booking, ToldRun
from hubs.register.entries import Entry
from hubs.register.streaks import absent_in_a_row, came_in_a_row, runs_of_absence
from hubs.states import Mark
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_worker(hub):
    return UserFactory(name="Priya Nadar", role="hub_worker", teams=[hub.team])


@pytest.fixture
def person(someone, hub, key_worker):
    found = someone()
    ReferralFactory(person=found, hub=hub, state="started", key_worker=key_worker)
    return found


@pytest.fixture
def mark(hub, person, again):
    """Marks the person in a session of so many days ago, and submits its register."""

    def marked(days_ago, mark, *, submit=True, at=None):
        session = SessionFactory(
            hub=at or hub, starts_at=timezone.now() - datetime.timedelta(days=days_ago, hours=1)
        )
        booking = BookingFactory(session=session, person=person)
        again(booking, mark, submit=submit)
        return booking

    return marked


@pytest.fixture
def again(worker):
    def marked(booking, mark, **more):
        standing = Booking.objects.select_related("session__hub").get(pk=booking.pk)
        entry = {standing.uuid: Entry(standing.version, mark)}
        hubs.save_register(standing.session, entry, by=worker, **more)

    return marked


def told(user):
    kinds = user.notices.filter(kind__startswith="three_in_a_row").order_by("pk")
    return list(kinds.values_list("kind", flat=True))


TOLD, TAKEN_BACK = "three_in_a_row", "three_in_a_row_taken_back"


def test_two_absences_in_a_row_tell_nobody(mark, key_worker):
    mark(2, "did_not_attend")
    mark(1, "did_not_attend")
    assert told(key_worker) == []


def test_an_attendance_between_breaks_the_run(mark, key_worker):
    for days, said in ((4, "did_not_attend"), (3, "did_not_attend"), (2, "late"), (1, "did_not_attend")):
        mark(days, said)
    assert told(key_worker) == []


def test_a_session_that_was_not_held_is_no_absence(mark, key_worker, manager):
    for days in (3, 2):
        mark(days, "did_not_attend")
    called_off = mark(4, "did_not_attend", submit=False)
    hubs.mark_not_held(called_off.session, by=manager, reason="Staff absence")
    assert told(key_worker) == []


def test_whom_the_record_is_hidden_from_is_not_told(mark, person, key_worker):
    LimitedAccessFactory(person=person, user=key_worker, kind="exclusion")
    for days in (3, 2, 1):
        mark(days, "did_not_attend")
    assert told(key_worker) == []
    assert not ToldRun.objects.exists()


def test_the_third_absence_in_a_row_tells_the_key_worker_once(mark, key_worker, person):
    for days in (5, 4, 3, 2, 1):
        mark(days, "did_not_attend")
    assert told(key_worker) == [TOLD]
    (notice,) = key_worker.notices.filter(kind=TOLD)
    assert notice.url == f"/people/{person.uuid}/"
    assert person.family_name not in notice.text


def test_not_expected_neither_counts_nor_breaks_the_run(mark, key_worker):
    for days, said in ((4, "did_not_attend"), (3, "did_not_attend"), (2, "not_expected")):
        mark(days, said)
    assert told(key_worker) == []
    mark(1, "did_not_attend")
    assert told(key_worker) == [TOLD]


def test_after_an_attendance_three_more_tell_again(mark, key_worker):
    for days, said in ((9, "did_not_attend"), (8, "did_not_attend"), (7, "did_not_attend"), (6, "attended")):
        mark(days, said)
    for days in (3, 2, 1):
        mark(days, "did_not_attend")
    assert told(key_worker) == [TOLD, TOLD]


def test_a_corrected_mark_takes_it_back_and_may_tell_it_again(mark, again, key_worker):
    bookings = [mark(days, "did_not_attend") for days in (3, 2, 1)]
    again(bookings[1], "attended", reason="Somebody else was meant")
    assert told(key_worker) == [TOLD, TAKEN_BACK]
    again(bookings[1], "did_not_attend", reason="It was right")
    assert told(key_worker) == [TOLD, TAKEN_BACK, TOLD]


def test_a_correction_that_leaves_three_in_a_row_takes_nothing_back(mark, again, key_worker):
    bookings = [mark(days, "did_not_attend") for days in (4, 3, 2, 1)]
    again(bookings[3], "attended", reason="Somebody else was meant")
    assert told(key_worker) == [TOLD]


def test_a_register_submitted_late_may_show_that_there_was_no_run(mark, key_worker):
    for days in (4, 2, 1):
        mark(days, "did_not_attend")
    mark(3, "attended")
    assert told(key_worker) == [TOLD, TAKEN_BACK]


def test_a_run_of_long_ago_that_was_broken_since_tells_nobody(mark, key_worker):
    mark(1, "attended")
    for days in (6, 5, 4):
        mark(days, "did_not_attend")
    assert told(key_worker) == []


def test_a_session_set_aside_takes_it_back(mark, key_worker, manager):
    bookings = [mark(days, "did_not_attend") for days in (3, 2, 1)]
    hubs.mark_not_held(bookings[2].session, by=manager, reason="Staff absence")
    assert told(key_worker) == [TOLD, TAKEN_BACK]


def test_a_mark_of_an_open_register_counts_once_it_has_stood(mark, key_worker):
    for days in (3, 2):
        mark(days, "did_not_attend")
    mark(0, "did_not_attend", submit=False)
    assert told(key_worker) == []
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        hubs.tell_standing_absences()
        hubs.tell_standing_absences()
    assert told(key_worker) == [TOLD]


def test_the_key_worker_who_takes_the_register_is_told_too(mark, person, hub, worker):
    person.referrals.update(key_worker=worker)
    for days in (3, 2, 1):
        mark(days, "did_not_attend")
    assert told(worker) == [TOLD]


def test_with_nobody_to_tell_the_next_absence_asks_again(mark, person, key_worker):
    person.referrals.update(key_worker=None)
    for days in (4, 3, 2):
        mark(days, "did_not_attend")
    assert not ToldRun.objects.exists()
    person.referrals.update(key_worker=key_worker)
    mark(1, "did_not_attend")
    assert told(key_worker) == [TOLD]


@pytest.mark.parametrize(
    ("latest_first", "came", "absent"),
    [
        ([], 0, 0),
        ([Mark.LATE, Mark.NOT_EXPECTED, Mark.ATTENDED, Mark.DID_NOT_ATTEND], 2, 0),
        ([Mark.NOT_EXPECTED, Mark.DID_NOT_ATTEND, Mark.DID_NOT_ATTEND, Mark.LEFT_EARLY], 0, 2),
    ],
)
def test_streaks_are_counted_from_the_latest_mark(latest_first, came, absent):
    assert (came_in_a_row(latest_first), absent_in_a_row(latest_first)) == (came, absent)


def test_runs_pass_over_those_who_were_not_expected():
    marks = [Mark.DID_NOT_ATTEND, Mark.NOT_EXPECTED, Mark.DID_NOT_ATTEND, Mark.LATE, Mark.DID_NOT_ATTEND]
    assert [len(run) for run in runs_of_absence(marks, lambda mark: mark)] == [2, 1]


def choose(user, how):
    ToldAbout.objects.update_or_create(user=user, topic="absences", defaults={"how": how})


@pytest.fixture
def holder(person):
    user = UserFactory()
    CaseloadFactory(person=person, practitioner=user)
    return user


def test_who_wants_only_concerns_is_told_of_no_absence(mark, again, holder):
    choose(holder, "not")
    booking = mark(1, "did_not_attend")
    again(booking, "late", reason="Came at half past")
    assert not holder.notices.filter(kind__startswith="absence").exists()
    assert not holder.mails.exists()


def test_a_concern_is_told_at_once_whatever_was_chosen(mark, holder, worker):
    choose(holder, "not")
    booking = mark(1, "did_not_attend", submit=False)
    booking.refresh_from_db()
    entry = Entry(booking.version, Mark.DID_NOT_ATTEND, concern="Nowhere to sleep tonight")
    hubs.save_register(booking.session, {booking.uuid: entry}, by=worker)
    assert [mail.state for mail in holder.mails.filter(kind="concern_raised")] == ["queued"]


@pytest.mark.parametrize(("how", "state"), [("each", "queued"), ("daily", "held")])
def test_an_absence_is_mailed_each_time_or_once_a_day(mark, holder, how, state):
    choose(holder, how)
    mark(1, "did_not_attend")
    assert [mail.state for mail in holder.mails.filter(kind="absence")] == [state]
    assert holder.notices.filter(kind="absence").count() == 1
