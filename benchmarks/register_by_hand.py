"""What a register leaves behind, written by hand as rows, and in a loop of saves: see `register_ways`."""

import json
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from foundation.accounts.models import Notice, OutgoingMail, ToldAbout
from foundation.lifecycle import events
from foundation.lifecycle.facts import laid_aside
from foundation.lifecycle.fields import unlocked
from foundation.lifecycle.transitions import perform
from hubs.models import Booking, Induction, Session, ToldAbsence
from hubs.states import Mark
from people.models import Caseload, Consent, LimitedAccess

from .register_day import ABSENT, MARKS, Day

# --- The same rows by hand ------------------------------------------------------------------------


def write_rows(day: Day, session: Session, bookings: list[Booking]) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        taken = {"register_at": now, "recorded_by_id": day.worker.pk}
        moves: list[dict[str, Any]] = [{"state": "open"}, {"state": "recorded"} | taken]
        for version, moved in enumerate(moves):
            _lay_aside(cursor, Session, f"id = {session.pk}", now)
            new = moved | {"version": version + 1, "recorded_at": now}
            cursor.execute(
                f"UPDATE hubs_session SET {', '.join(f'{name} = %s' for name in new)} WHERE id = %s AND version = %s",
                [*new.values(), session.pk, version],
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
            cursor,
            day,
            session,
            [row for row, mark in zip(bookings, MARKS, strict=True) if mark == ABSENT],
            now,
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
         row.held_on, "", json.dumps(_facts(day, mark, now))]
        for row, mark in zip(bookings, MARKS, strict=True)
    ]  # fmt: skip
    names = (
        "what, subject_type, subject_id, person_id, from_state, to_state, by_id, by_role, recorded_at, effective_on, "
        "reason, facts"
    )
    _insert(cursor, "lifecycle_event", names, rows)


def _facts(day: Day, mark: Mark, now: object) -> dict[str, Any]:
    """What an event says of a mark."""
    was = {"mark": "", "marked_by": None, "marked_at": None, "version": 0}
    return {
        "from": was,
        "to": {"mark": mark, "marked_by": day.worker.pk, "marked_at": str(now), "version": 1},
    }


def _said(session: Session) -> str:
    """The notice's line."""
    return f"Somebody on your caseload did not attend {session} at {session.hub} on {_reference(session)[1]}."


def _reference(session: Session) -> tuple[str, str]:
    return str(session.hub), f"{session.held_on.day} {session.held_on:%B %Y}"


def _page(booking: Booking) -> str:
    return f"/people/{booking.person.uuid}/"


def _letter(session: Session, notice: int) -> tuple[str, str]:
    """The mail's subject and text."""
    subject = "Somebody on your caseload did not attend"
    link = f"{settings.SITE_URL}/notices/{notice}/"
    return subject, f"{subject} at {', '.join(_reference(session))}.\n\nSign in to read it: {link}\n"


def _insert_notices(cursor: Any, day: Day, session: Session, absent: list[Booking], now: object) -> None:
    _insert(cursor, "hubs_toldabsence", "booking_id, told_at", [[row.pk, now] for row in absent])
    told = [[day.practitioner.pk, "absence", _said(session), _page(row), now] for row in absent]
    keys = _insert(cursor, "accounts_notice", "user_id, kind, text, url, told_at", told)
    names = (
        "user_id, notice_id, kind, subject, text, state, address, addressee, last_error, tries, written_at"
    )
    mails = [
        [day.practitioner.pk, key, "absence", *_letter(session, key), "held", "", "", "", 0, now]
        for key in keys
    ]
    _insert(cursor, "accounts_outgoingmail", names, mails)


def _insert(cursor: Any, table: str, names: str, rows: list[list[Any]]) -> list[int]:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(rows))} RETURNING id"
    cursor.execute(sql, [value for row in rows for value in row])
    return [key for (key,) in cursor.fetchall()]


# --- The way one writes at first ------------------------------------------------------------------


def save_in_a_loop(day: Day, session: Session, marks: list[tuple[int, Mark]]) -> None:
    perform(session, "open", by=day.worker)
    for pk, mark in marks:
        with transaction.atomic():
            _save_one(day, pk, mark)
    perform(session, "submit_register", by=day.worker)


def _save_one(day: Day, pk: int, mark: Mark) -> None:
    now, seen = timezone.now(), Booking.objects.visible_to(day.worker)
    booking = (
        seen.select_for_update(of=("self",)).select_related("person", "hub", "session__category").get(pk=pk)
    )
    person, day_of = booking.person, booking.held_on
    inducted = Induction.objects.filter(person=person, hub=booking.hub, inducted_on__lte=day_of)
    consented = Consent.objects.filter(person=person, given_on__lte=day_of)
    if not (inducted.exists() and consented.exists()):
        raise RuntimeError("everybody of this benchmark may be marked")
    laid_aside(booking, now).save(force_insert=True)
    with unlocked():
        booking.mark, booking.marked_by, booking.marked_at = mark, day.worker, now
        booking.version, booking.recorded_at = booking.version + 1, now
        booking.save()
    events.entry(booking, "marked", by=day.worker, at=now, facts=_facts(day, mark, now)).save()
    if mark == ABSENT:
        _tell_one(booking)


def _tell_one(booking: Booking) -> None:
    ToldAbsence.objects.create(booking=booking)
    held = Caseload.objects.select_related("practitioner").get(person=booking.person, until=None)
    assert held.practitioner  # everybody of this benchmark is held by name
    _ask_whether_to_tell(held, booking)
    notice = Notice.objects.create(
        user=held.practitioner, kind="absence", text=_said(booking.session), url=_page(booking)
    )
    subject, text = _letter(booking.session, notice.pk)
    OutgoingMail.objects.create(
        user=held.practitioner, notice=notice, kind="absence", subject=subject, text=text,
        state=OutgoingMail.State.HELD,
    )  # fmt: skip


def _ask_whether_to_tell(held: Caseload, booking: Booking) -> None:
    hidden = LimitedAccess.objects.filter(person=held.person, until=None).exists()
    unwanted = ToldAbout.objects.filter(user=held.practitioner, topic="absences").exists()
    latest = (
        Booking.objects.filter(person=held.person, hub=booking.hub)
        .exclude(mark="")
        .order_by("-held_on", "-pk")
    )
    third = list(latest.values_list("mark", flat=True)[:3]) == [ABSENT] * 3
    if hidden or unwanted or third:
        raise RuntimeError("everybody of this benchmark may be told of, and comes again the next time")
