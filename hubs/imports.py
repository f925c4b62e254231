"""The import of attendance: registers that were taken elsewhere (files: Import files)."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from foundation.intake.columns import Column, day, one_of, text, time, yes_no
from foundation.intake.importers import CORRECTED, NEW, UNCHANGED, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import enter, perform
from people.imports import Known, NamesPeople, crn_column, detail

from .models import ActivityCategory, Booking, Hub, Session
from .rules import hold
from .states import HELD, LIVE, Mark
from .states import BookingState as B
from .states import SessionState as S

LONDON = ZoneInfo(settings.TIME_ZONE)
AN_HOUR = datetime.timedelta(hours=1)
NOT_HELD = "not_held"
NO_REASON = "No reason in the import file"
OVER = (*HELD, S.NOT_HELD)  # its register is submitted, or it did not take place
ABSENT = (Mark.DID_NOT_ATTEND, Mark.NOT_EXPECTED)

Slot = tuple[int, datetime.datetime, int]  # hub, start, category: one session


class AttendanceImport(NamesPeople):
    """One person's mark in one session; the key is person, hub, day and start.

    A session that is not known is made: an hour long, without capacity, its register submitted at its end; or not held
    when every row of it says so. Capacity, induction and no-contact are not asked of the past (domain: Hub); who met
    somebody they may not meet stands in the list of clashes. Whoever still waited for a place in the session, or was
    offered one, waits no more.
    """

    what, title, order = "attendance", "Attendance", 50
    columns = (
        crn_column,
        Column("hub", text(60), required=True, example="Chatham"),
        Column("session_on", day, required=True, empty=None, example="2026-06-03"),
        Column("starts_at", time, required=True, empty=None, example="10:00"),
        Column("category", text(60), required=True, example="Employability introduction"),
        Column("mark", one_of([*Mark.values, NOT_HELD]), required=True, example="attended"),
        detail("reason", 120),
        Column("walk_in", yes_no, empty=False, example="no"),
    )
    references = {
        "hub": lambda: by_name(Hub),
        "category": lambda: {each.category: each for each in ActivityCategory.objects.all()},
    }

    def judge(self) -> None:
        self.find_people()
        self.new: list[Booking] = []
        self.turns_over: list[Booking] = []
        self.corrections: list[tuple[Booking, dict[str, Any]]] = []
        self.new_sessions: list[Session] = []
        self.corrected_sessions: list[tuple[Session, dict[str, Any]]] = []
        self._seen: dict[tuple, Row] = {}
        rows_of: dict[Slot, list[tuple[Row, Known]]] = defaultdict(list)
        for row, person in self.known_rows():
            if (start := self._start(row, person)) is not None:
                rows_of[row["hub"].pk, start, row["category"].pk].append((row, person))
        self._fetch(rows_of)
        for slot, rows in rows_of.items():
            self._sort_session(slot, rows)

    def _start(self, row: Row, person: Known) -> datetime.datetime | None:
        """The moment the session began; None after noting why it cannot be. A time that came twice is the first."""
        local = datetime.datetime.combine(row["session_on"], row["starts_at"], LONDON)
        start = local.astimezone(datetime.UTC)
        if start.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
            text = f"{row['starts_at']:%H:%M} did not exist on {row['session_on']}: the clocks went forward"
            self.wrong(row, "starts_at", text)
        if start > datetime.datetime.now(datetime.UTC):
            self.wrong(row, "session_on", f"{row['session_on']} {row['starts_at']:%H:%M} is in the future")
        self.not_before_birth(row, person, "session_on")
        return None if row.line in self.problems else start

    def _fetch(self, rows_of: Mapping[Slot, list[tuple[Row, Known]]]) -> None:
        """The sessions of these slots, and every live booking in them or of these people at the same time."""
        starts = {start for _, start, _ in rows_of}
        found = list(in_batches(Session.objects.order_by("-id"), "starts_at", starts))
        self._sessions: dict[Slot, Session] = {
            (each.hub_id, each.starts_at, each.category_id): each for each in found
        }
        live = Booking.objects.filter(state__in=LIVE).order_by("id")
        by_id = {session.pk: session for session in found}
        self._bookings: dict[tuple, Booking] = {}
        self._standing: dict[tuple[int, int], Booking] = {}
        self._marked_in: dict[int, set[int]] = defaultdict(set)
        for booking in in_batches(live, "session_id", by_id):
            booking.session = by_id[booking.session_id]
            self._standing[booking.person_id, booking.session_id] = booking
            if booking.state == B.BOOKED:
                self._bookings[booking.person_id, booking.hub_id, booking.session.starts_at] = booking
                self._marked_in[booking.session_id].add(booking.person_id)

    def _sort_session(self, slot: Slot, rows: list[tuple[Row, Known]]) -> None:
        held = {row["mark"] != NOT_HELD for row, _ in rows}
        session = self._sessions.get(slot)
        if (
            session
            and session.state in OVER
            and self._marked_in[session.pk] - {person.pk for _, person in rows}
        ):
            held.add(session.state in HELD)  # somebody whom this file does not name has a mark there too
        if len(held) > 1:
            for row, _ in rows:
                self.wrong(row, "mark", "not_held must stand in every row of a session or in none")
            return
        session = self._session(slot, session, rows, held=held.pop())
        for row, person in rows:
            self._sort_booking(row, person, session)

    def _session(self, slot: Slot, session: Session | None, rows: list, *, held: bool) -> Session:
        """The session as it will be; made when there is none."""
        row = rows[0][0]
        reason = "" if held else next((row["reason"] for row, _ in rows if row["reason"]), NO_REASON)
        if session is None:
            hub_id, start, category_id = slot
            session = Session(
                hub_id=hub_id, category_id=category_id, starts_at=start, ends_at=start + AN_HOUR,
                held_on=row["session_on"], register_at=start + AN_HOUR if held else None, not_held_reason=reason,
            )  # fmt: skip
            enter(session, S.RECORDED if held else S.NOT_HELD)
            self.new_sessions.append(session)
        else:
            as_said = session.state in HELD if held else session.state == S.NOT_HELD
            if as_said and (held or reason in (session.not_held_reason, NO_REASON)):
                return session
            moved = {"state": S.RECORDED if held else S.NOT_HELD, "not_held_reason": reason}
            moved |= {"version": session.version + 1, "register_at": session.register_at or session.ends_at}
            self.corrected_sessions.append((session, moved))
        session.imported_line = row.line  # type: ignore[attr-defined]
        return session

    def _sort_booking(self, row: Row, person: Known, session: Session) -> None:
        name = (person.pk, session.hub_id, session.starts_at)
        if first := self._seen.get(name):
            differing = [name for name in ("category", "mark", "walk_in") if row[name] != first[name]]
            if differing or _reason(row) != _reason(first):
                self.wrong(row, "row", f"says something else than line {first.line} with the same key")
            self.sort_as(row, UNCHANGED)
            return
        self._seen[name] = row
        held = row["mark"] != NOT_HELD
        said = {"mark": row["mark"] if held else ""}
        if "reason" in self.stated or row["mark"] not in ABSENT:
            said["absence_reason"] = _reason(row) if held else ""
        if row["mark"] not in ABSENT:
            said["acceptable"] = None
        if "walk_in" in self.stated:
            said["walk_in"] = row["walk_in"]
        booking = self._booked(name, session)
        if booking is None:
            marked_at = session.ends_at if held else None
            booking = Booking(
                session=session, person_id=person.pk, hub_id=session.hub_id, held_on=session.held_on,
                marked_at=marked_at, imported=True, **said,
            )  # fmt: skip
            self.new.append(booking)
            self.sort_as(row, NEW)
        else:
            self._correct(row, booking, session, said)
        booking.imported_line = row.line  # type: ignore[attr-defined]

    def _booked(self, name: tuple, session: Session) -> Booking | None:
        """The booking in this session, else in another at the same time, after noting a turn that is over now."""
        standing = self._standing.get((name[0], session.pk))
        if standing and standing.state == B.BOOKED:
            return standing
        if standing:
            self.turns_over.append(standing)
        return self._bookings.get(name)

    def _correct(self, row: Row, booking: Booking, session: Session, said: dict[str, Any]) -> None:
        moved = {field: value for field, value in said.items() if getattr(booking, field) != value}
        if booking.session.category_id != session.category_id:
            moved |= {"session": session, "imported": True}
        if moved:
            moved["version"] = booking.version + 1
            self.corrections.append((booking, moved))
        self.sort_as(row, CORRECTED if moved else UNCHANGED)

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        sessions = [*self.new_sessions, *(each for each, _ in self.corrected_sessions)]
        bookings = [*self.turns_over, *self.new, *(each for each, _ in self.corrections)]
        # In one order, before the first row.
        hold(*{each.hub_id for each in sessions} | {each.hub_id for each in bookings})
        for booking in self.turns_over:
            perform(booking, "cancel_for_hub", by=None, told={"for": by})
        facts.record(self.new_sessions, by=by, what="imported", source=source)
        facts.correct(self.corrected_sessions, by=by, source=source)
        facts.record(self.new, by=by, what="imported", source=source)
        facts.correct(self.corrections, by=by, source=source)

    def people_ids(self) -> set[int]:
        return {booking.person_id for booking in [*self.new, *(each for each, _ in self.corrections)]}


def _reason(row: Row) -> str:
    """The reason of an absence, or of a session that was not held; who came needs none, and what it says is dropped."""
    return row["reason"] if row["mark"] in (*ABSENT, NOT_HELD) else ""


IMPORTS = (AttendanceImport,)
