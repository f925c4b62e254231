"""Three ways to save one register, and what else of a register is measured."""

import datetime
import json
import statistics
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.models import Notice, Organisation, OutgoingMail, Team, User
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.facts import laid_aside
from foundation.lifecycle.fields import unlocked
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import perform
from hubs import actions as hubs
from hubs.models import ActivityCategory, Booking, Hub, Induction, Session, ToldAbsence
from hubs.register import Entry, MarksClash
from hubs.sent import SentEntry
from hubs.states import Mark
from people.models import Caseload, Consent, ContractArea, Person

PEOPLE = 30
MARKS = (
    [Mark.ATTENDED] * 20
    + [Mark.LATE] * 3
    + [Mark.LEFT_EARLY]
    + [Mark.DID_NOT_ATTEND] * 4
    + [Mark.NOT_EXPECTED] * 2
)
ABSENT = Mark.DID_NOT_ATTEND
LONG_SINCE = datetime.date(2025, 1, 6)
HOUR = datetime.timedelta(hours=1)
Rows = dict[str, Any]


class Day:
    """A hub with a worker, and people who are inducted, consented and held by a practitioner."""

    def __init__(self) -> None:
        provider = Organisation.objects.create(name="Provider", kind="provider")
        office = Organisation.objects.create(name="Probation", kind="probation")
        self.team = Team.objects.create(organisation=provider, name="Chatham")
        self.holding = Team.objects.create(organisation=office, name="Medway")
        area = ContractArea.objects.create(name="South East")
        self.hub = Hub.objects.create(
            name="Chatham", slug="chatham", kind="hub", team=self.team, contract_area=area, town="Chatham"
        )
        self.category = ActivityCategory.objects.create(type="Social", category="Employability introduction")
        self.worker = self._user("worker", Role.HUB_WORKER, self.team)
        self.practitioner = self._user("practitioner", Role.PRACTITIONER, self.holding)
        self.people = [self._person(number) for number in range(PEOPLE)]

    def _user(self, name: str, role: Role, team: Team) -> User:
        user = User.objects.create(
            email=f"{name}@measured.invalid",
            name=name,
            role=role,
            organisation=team.organisation,
            told_by_mail=User.ToldByMail.DAILY,  # written here and sent later, as all three ways do
        )
        user.teams.add(team)
        return user

    def _person(self, number: int) -> Person:
        person = Person.objects.create(
            crn=f"A{number:06}", family_name=f"Family{number}", given_names="Given",
            date_of_birth=datetime.date(1990, 1, 1), sex="male",
        )  # fmt: skip
        Induction.objects.create(person=person, hub=self.hub, inducted_on=LONG_SINCE, inducted_by=self.worker)
        Consent.objects.create(person=person, given_on=LONG_SINCE, how="in_person")
        Caseload.objects.create(
            person=person, team=self.holding, practitioner=self.practitioner, since=LONG_SINCE
        )
        return person

    def session(self, starts_at: datetime.datetime | None = None, people: int = PEOPLE) -> Session:
        """A session that has begun, with everybody booked."""
        starts_at = starts_at or timezone.now() - HOUR
        session = Session.objects.create(
            hub=self.hub, category=self.category, starts_at=starts_at, ends_at=starts_at + HOUR * 2,
            held_on=timezone.localdate(starts_at), lead=self.worker,
        )  # fmt: skip
        Booking.objects.bulk_create(
            Booking(session=session, person=person, hub=self.hub, held_on=session.held_on)
            for person in self.people[:people]
        )
        return session


def open_hub() -> Day:
    return Day()


def product(day: Day, session: Session | None = None) -> Rows:
    """What the page does."""
    session = session or day.session()
    worker = User.objects.get(pk=day.worker.pk)
    assert worker.team_ids  # whoever looked at the page has them already
    entries = {booking.uuid: Entry(0, mark) for booking, mark in zip(_bookings(session), MARKS, strict=True)}
    return _left(session, partial(hubs.save_register, session, entries, by=worker, submit=True))


def raw_rows(day: Day, session: Session | None = None) -> Rows:
    """The same rows, nothing asked, each table in one statement."""
    session = session or day.session()
    bookings = _bookings(session)
    return _left(session, partial(_write_raw, day, session, bookings))


def loop_of_saves(day: Day, session: Session | None = None) -> Rows:
    """Person by person: read, ask, save, save the copy, save the event, tell. What one writes at first."""
    session = session or day.session()
    marks = list(zip([booking.pk for booking in _bookings(session)], MARKS, strict=True))
    return _left(session, partial(_save_in_a_loop, day, session, marks))


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
    before = _counts()
    began = time.perf_counter()
    save()
    took = time.perf_counter() - began
    marks = Booking.objects.filter(session=session).order_by("pk").values_list("mark", "version")
    session.refresh_from_db()
    after = _counts()
    return {
        "seconds": _Hidden(took),
        "marks": list(marks),
        "state": session.state,
        "new": {name: after[name] - before[name] for name in after},
    }


def _counts() -> dict[str, int]:
    tables: dict[str, Any] = {
        "bookings": Booking.versions, "sessions": Session.versions, "events": Event.objects, "notices": Notice.objects,
        "mails": OutgoingMail.objects, "told": ToldAbsence.objects,
    }  # fmt: skip
    return {name: rows.count() for name, rows in tables.items()}


def _bookings(session: Session) -> list[Booking]:
    return list(Booking.objects.filter(session=session).order_by("pk"))


# --- The same rows by hand ------------------------------------------------------------------------


def _write_raw(day: Day, session: Session, bookings: list[Booking]) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        for state, version in (("scheduled", 0), ("open", 1)):
            _lay_aside(cursor, Session, f"id = {session.pk}", now)
            moved = "open" if state == "scheduled" else "recorded"
            cursor.execute(
                "UPDATE hubs_session SET state = %s, version = %s, recorded_at = %s, register_at = %s, "
                "recorded_by_id = %s WHERE id = %s AND version = %s",
                [moved, version + 1, now, now, day.worker.pk, session.pk, version],
            )
        _lay_aside(cursor, Booking, f"session_id = {session.pk} AND superseded_at IS NULL", now)
        pairs = ", ".join(f"({row.pk}, '{mark}')" for row, mark in zip(bookings, MARKS, strict=True))
        cursor.execute(
            "UPDATE hubs_booking SET mark = said.column2, version = version + 1, marked_by_id = %s, marked_at = %s, "
            f"recorded_at = %s FROM (VALUES {pairs}) AS said WHERE hubs_booking.id = said.column1",
            [day.worker.pk, now, now],
        )
        _insert_events(cursor, day, session, bookings, now)
        _insert_notices(
            cursor, day, [row for row, mark in zip(bookings, MARKS, strict=True) if mark == ABSENT], now
        )


def _lay_aside(cursor: Any, model: Any, which: str, now: object) -> None:
    """A copy of each row, closed."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    closed = {"superseded_at": "%s", "version_of_id": "id"}
    table = model._meta.db_table
    chosen = ", ".join(closed.get(name, name) for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {which}", [now]
    )


def _insert_events(cursor: Any, day: Day, session: Session, bookings: list[Booking], now: object) -> None:
    moves = [("open", "scheduled", "open"), ("submit_register", "open", "recorded")]
    rows = [
        [what, "hubs.session", session.pk, None, was, then, day.worker.pk, "hub_worker", now, session.held_on, "", "{}"]
        for what, was, then in moves
    ] + [
        ["marked", "hubs.booking", row.pk, row.person_id, "", "booked", day.worker.pk, "hub_worker", now,
         row.held_on, "", json.dumps({"from": {"mark": ""}, "to": {"mark": mark, "marked_by": day.worker.pk}})]
        for row, mark in zip(bookings, MARKS, strict=True)
    ]  # fmt: skip
    names = (
        "what, subject_type, subject_id, person_id, from_state, to_state, by_id, by_role, recorded_at, effective_on, "
        "reason, facts"
    )
    _insert(cursor, "lifecycle_event", names, rows)


def _insert_notices(cursor: Any, day: Day, absent: list[Booking], now: object) -> None:
    _insert(cursor, "hubs_toldabsence", "booking_id, told_at", [[row.pk, now] for row in absent])
    told = [[day.practitioner.pk, "absence", "Somebody did not attend.", "/people/", now] for _ in absent]
    keys = _insert(cursor, "accounts_notice", "user_id, kind, text, url, told_at", told)
    names = (
        "user_id, notice_id, kind, subject, text, state, address, addressee, last_error, tries, written_at"
    )
    mails = [
        [day.practitioner.pk, key, "absence", "Did not attend", "Sign in.", "held", "", "", "", 0, now]
        for key in keys
    ]
    _insert(cursor, "accounts_outgoingmail", names, mails)


def _insert(cursor: Any, table: str, names: str, rows: list[list[Any]]) -> list[int]:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(rows))} RETURNING id"
    cursor.execute(sql, [value for row in rows for value in row])
    return [key for (key,) in cursor.fetchall()]


# --- The way one writes at first ------------------------------------------------------------------


def _save_in_a_loop(day: Day, session: Session, marks: list[tuple[int, Mark]]) -> None:
    perform(session, "open", by=day.worker)
    for pk, mark in marks:
        now = timezone.now()
        booking = Booking.objects.select_related("person", "hub").get(pk=pk)
        inducted = Induction.objects.filter(
            person=booking.person, hub=booking.hub, inducted_on__lte=booking.held_on
        )
        consented = Consent.objects.filter(person=booking.person, given_on__lte=booking.held_on)
        if not (inducted.exists() and consented.exists()):
            raise RuntimeError("everybody of this benchmark may be marked")
        laid_aside(booking, now).save(force_insert=True)
        with unlocked():
            booking.mark, booking.marked_by, booking.marked_at = mark, day.worker, now
            booking.version, booking.recorded_at = booking.version + 1, now
            booking.save()
        events.entry(booking, "marked", by=day.worker, at=now, facts={"to": {"mark": mark}}).save()
        if mark == ABSENT:
            _tell_one(booking)
    perform(session, "submit_register", by=day.worker)


def _tell_one(booking: Booking) -> None:
    ToldAbsence.objects.create(booking=booking)
    held = Caseload.objects.select_related("practitioner").get(person=booking.person, until=None)
    assert held.practitioner  # everybody of this benchmark is held by name
    notice = Notice.objects.create(
        user=held.practitioner, kind="absence", text="Somebody did not attend.", url="/people/"
    )
    OutgoingMail.objects.create(
        user=held.practitioner, notice=notice, kind="absence", subject="Did not attend", text="Sign in.",
        state=OutgoingMail.State.HELD,
    )  # fmt: skip


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
