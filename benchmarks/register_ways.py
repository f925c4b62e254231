"""Three ways to save one register, and what else of a register is measured."""

import datetime
import re
import statistics
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, models
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.models import Notice, OutgoingMail, User
from foundation.lifecycle.models import Event
from hubs import actions as hubs
from hubs.models import Booking, Session, ToldAbsence
from hubs.register.entries import Entry, MarksClash
from hubs.register.sent import SentEntry

from . import register_by_hand as by_hand
from .register_day import HOUR, MARKS, PEOPLE, Day

Rows = dict[str, Any]


def open_hub() -> Day:
    return Day()


def product(day: Day, session: Session | None = None) -> Rows:
    """What the page's action does, in one transaction: locks, every question of rules, scope and whom to tell, rows."""
    session = session or day.session()
    worker = User.objects.get(pk=day.worker.pk)
    assert worker.team_ids  # whoever looked at the page has them already
    entries = {booking.uuid: Entry(0, mark) for booking, mark in zip(_bookings(session), MARKS, strict=True)}
    return _left(session, partial(hubs.save_register, session, entries, by=worker, submit=True))


def raw_rows(day: Day, session: Session | None = None) -> Rows:
    """The same rows in one transaction with nothing asked: for each table one statement of many rows, by hand.

    The session moves twice and leaves two versions; then the bookings laid aside, their marks, all events, whom was
    told of, notices and mails.
    """
    session = session or day.session()
    bookings = _bookings(session)
    return _left(session, partial(by_hand.write_rows, day, session, bookings))


def loop_of_saves(day: Day, session: Session | None = None) -> Rows:
    """Person by person, each in a transaction of their own, the way one writes it at first.

    Fetched in scope and locked; asked whether they are inducted and consented; the copy saved, the booking saved, the
    event saved. For an absence who holds the person, whether they may and want to be told, whether it is the third in a
    row; then the notice and the mail. The questions are those that the product asks for all at once.
    """
    session = session or day.session()
    marks = list(zip([booking.pk for booking in _bookings(session)], MARKS, strict=True))
    return _left(session, partial(by_hand.save_in_a_loop, day, session, marks))


WAYS: tuple[Callable[..., Rows], ...] = (product, raw_rows, loop_of_saves)


def timed(way: Callable[..., Rows], day: Day) -> float:
    """Seconds for saving alone."""
    return way(day)["seconds"].value


class _Hidden(float):
    """A time that equality does not see."""

    value = property(float)

    def __repr__(self) -> str:
        return "seconds"


def _left(session: Session, save: Callable[[], object]) -> Rows:
    """What a way to save leaves behind in each table."""
    before = _last_keys()
    began = time.perf_counter()
    save()
    took = time.perf_counter() - began
    marks = Booking.objects.filter(session=session).order_by("pk").values_list("mark", "version")
    session.refresh_from_db()
    return {"seconds": _Hidden(took), "marks": list(marks), "state": session.state, **_new_since(before)}


# What two ways to save must say alike. Keys, times and whom a row is about differ from session to session.
_ALIKE: dict[type[models.Model], tuple[str, ...]] = {
    Booking: ("mark", "version", "state", "marked_by"),
    Session: ("state", "version", "recorded_by"),
    Event: ("what", "subject_type", "from_state", "to_state", "by", "by_role", "effective_on", "reason", "facts"),
    Notice: ("user", "kind", "text"),
    OutgoingMail: ("user", "kind", "subject", "text", "state", "address", "addressee", "tries", "last_error"),
    ToldAbsence: ("booking__mark",),
}  # fmt: skip
_KEY_OR_TIME = re.compile(r"notices/\d+|\d{4}-\d\d-\d\d \d\d:[^']+")


def _last_keys() -> dict[type[models.Model], int]:
    return {model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in _ALIKE}


def _new_since(before: dict[type[models.Model], int]) -> dict[str, list[str]]:
    """What the new rows of each table say."""
    return {
        model.__name__: sorted(
            _KEY_OR_TIME.sub("…", repr(row))
            for row in model._base_manager.filter(pk__gt=before[model]).values_list(*names)
        )
        for model, names in _ALIKE.items()
    }


def _bookings(session: Session) -> list[Booking]:
    return list(Booking.objects.filter(session=session).select_related("person").order_by("pk"))


# --- Marks one by one, and the page of a day ------------------------------------------------------


def mark_one_by_one(day: Day, writers: int, marks: int) -> list[list[Callable[[], object]]]:
    """For each writer the marks that it sends, all into one session: each person is marked again and again."""
    session = day.session()
    rows = _bookings(session)
    hubs.queue_owner(day.worker)
    return [
        [partial(_send, session.pk, rows[(writer + turn * writers) % PEOPLE].uuid, day.worker.pk, turn)
         for turn in range(marks)]
        for writer in range(writers)
    ]  # fmt: skip


def _send(session: int, booking: uuid.UUID, worker: int, turn: int) -> None:
    """As the endpoint does; whoever finds another mark there takes that for theirs, as a browser that insists."""
    by = User.objects.get(pk=worker)
    standing = Session.objects.get(pk=session)
    row = Booking.objects.get(uuid=booking)
    mark = MARKS[(turn * 7 + row.pk) % PEOPLE]
    says = {"mark": mark}
    try:
        hubs.send_mark(
            standing, SentEntry(key=uuid.uuid4(), booking=booking, seen=row.version, says=says), by=by
        )
    except MarksClash:
        return


def page_of_the_day(day: Day, sessions: int, booked: int) -> tuple[float, int]:
    """Milliseconds (median of seven) and queries of the list of today's sessions."""
    first = timezone.now() - HOUR * 3
    for number in range(sessions):
        day.session(first + datetime.timedelta(minutes=5 * number), booked)
    client = Client()
    client.force_login(day.worker)
    times = []
    for _ in range(8):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/sessions/")
        times.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            raise RuntimeError(f"the page answered {answer.status_code}")
    edges = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return statistics.median(times[1:]), sum(not query["sql"].startswith(edges) for query in asked)
