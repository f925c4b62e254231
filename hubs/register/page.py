"""The register as a page: one form for everybody, drawn again with what was typed when something stands against it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from foundation.accounts.models import User
from foundation.design import dates
from foundation.lifecycle.transitions import Refused
from people.models import Person

from .. import scope
from ..actions import ReasonNeeded
from ..models import Booking, Session
from ..states import AHEAD, LateEntryState, Mark
from . import scope as register_scope
from .entries import SAID, Entry, MarksClash, MarksRefused, Problem, counted, is_long_ago
from .forms import CorrectionForm, MarkForm, as_typed, mark_form


@dataclass
class Row:
    """One person. `alike`: somebody else here has the same name, so the CRN is shown. `clash`: what others said.

    `beyond`: a walk-in who came when the places were taken already by others on the page; hidden people do not count.
    """

    booking: Booking
    form: MarkForm
    alike: bool
    beyond: bool
    clash: str = ""

    @property
    def mark(self) -> str:
        return self.form["mark"].value() or ""

    @property
    def why_not(self) -> str:
        """What stands against “attended”: nobody is inducted, or has consented, by the day. Mostly nothing."""
        if not self.booking.inducted:
            return "no induction yet"
        return "" if self.booking.consented else "no consent on the day"

    @property
    def may_attend(self) -> bool:
        return not self.why_not

    @property
    def is_open(self) -> bool:
        """Whether the details are shown unfolded: something in them is wrong, or typed and not yet saved."""
        return bool(set(self.form.errors) - {"mark", "absence_reason"} or self.form["concern"].value())


class RegisterPage:
    """The rows of a session's register for one user, from the database or from what was sent."""

    def __init__(self, session: Session, user: User, sent: QueryDict | None = None) -> None:
        self.session, self.user, self.sent = session, user, sent
        self.bookings = scope.register(user, session)
        self.is_late = session.state in AHEAD and is_long_ago(session.held_on, dates.today())
        self.late_entry = register_scope.standing_late_entry(session) if self.is_late else None
        self.correction = CorrectionForm(sent)
        reasons, twins = scope.absence_reasons(), alike(booking.person for booking in self.bookings)
        self.rows = [
            Row(
                booking,
                mark_form(booking, reasons, sent),
                booking.person_id in twins,
                booking.pk in self._beyond,
            )
            for booking in self.bookings
        ]

    @cached_property
    def _beyond(self) -> set[int]:
        """As `register_scope.is_beyond`, of every row."""
        if self.session.capacity is None:
            return set()
        came_later = sorted(self.bookings, key=lambda booking: booking.pk)[self.session.capacity :]
        return {booking.pk for booking in came_later if booking.walk_in}

    @property
    def forms(self) -> list[forms.Form]:
        """All forms of the page, for the error summary."""
        return [self.correction, *(row.form for row in self.rows)]

    @property
    def needs_second_person(self) -> bool:
        """More than three months ago, and nobody else has agreed yet that it is taken."""
        return self.is_late and not (self.late_entry and self.late_entry.state == LateEntryState.AGREED)

    @cached_property
    def gone(self) -> list[Booking]:
        """Rows that were filled in and are not on the register any more; nobody who is hidden now."""
        known = {row.booking.uuid.hex for row in self.rows}
        sent = [name.removesuffix("-seen") for name in self.sent or () if name.endswith("-seen")]
        lost = [prefix for prefix in sent if prefix not in known and self._is_typed(prefix)]
        return scope.off_the_register(self.user, self.session, lost) if lost else []

    def _is_typed(self, prefix: str) -> bool:
        assert self.sent is not None
        return any(self.sent.get(f"{prefix}-{name}") for name in ("concern", *SAID))

    @property
    def counted(self) -> dict[str, Any]:
        return counted(row.mark for row in self.rows)

    @property
    def unmarked(self) -> list[Row]:
        """Rows that one button marks as attended: without a mark, inducted and consented."""
        return [row for row in self.rows if not row.mark and row.may_attend]

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """Why the button leaves rows without a mark alone, and how many for each reason; the rows are flagged."""
        return list(Counter(row.why_not for row in self.rows if not row.mark and row.why_not).items())

    def is_valid(self) -> bool:
        """Whether every field can be read; messages stand at the fields."""
        answers = [
            form.is_valid() for form in self.forms if form.is_bound
        ]  # each is asked, so each says its own
        return all(answers)

    def entries(self, *, rest_attended: bool = False) -> dict[UUID, Entry]:
        """What was typed, by booking; with the rest marked as attended if asked."""
        entries = {row.booking.uuid: row.form.entry() for row in self.rows if row.form.is_bound}
        if rest_attended:
            for row in self.unmarked:
                if entry := entries.get(row.booking.uuid):
                    entries[row.booking.uuid] = Entry(**vars(entry) | {"mark": Mark.ATTENDED})
        return entries

    def explained(self, refused: Refused) -> "RegisterPage":
        """The page to show after a refusal: what was typed, and at each row what stands against it."""
        page = self
        if isinstance(refused, MarksClash | MarksRefused):
            page = self._merged(getattr(refused, "clashes", {}))
        page.is_valid()
        if isinstance(refused, ReasonNeeded):
            page.correction.add_error("reason", str(refused))
        elif isinstance(refused, MarksRefused):
            for row in page.rows:
                if found := refused.problems.get(row.booking.uuid):
                    _add_error(row, found)
        elif not isinstance(refused, MarksClash):
            page.correction.add_error(None, str(refused))
        return page

    def _merged(self, clashes: dict[UUID, Booking]) -> "RegisterPage":
        """Made anew from the database: saved rows show what is saved, rows others changed show theirs.

        Rows both changed, and rows that were refused, keep what was typed here.
        """
        assert self.sent is not None
        sent = self.sent.copy()
        for booking in scope.register(self.user, self.session):
            prefix = booking.uuid.hex
            if sent.get(f"{prefix}-concern") in {concern.text for concern in booking.concerns.all()}:
                sent[f"{prefix}-concern"] = ""  # sent already, and shown as such
            if sent.get(f"{prefix}-seen") in (None, str(booking.version)):
                continue
            sent[f"{prefix}-seen"] = str(booking.version)
            if booking.uuid not in clashes:
                for name in SAID:
                    sent[f"{prefix}-{name}"] = as_typed(booking, name)
        page = RegisterPage(self.session, self.user, sent)
        page.is_valid()
        for row in page.rows:
            if row.booking.uuid in clashes:
                row.clash = clash_words(row.booking, row.mark)
                _add_error(row, Problem(f"{row.booking.person}: {row.clash}"))
        return page


def clash_words(booking: Booking, chosen: str) -> str:
    """What somebody else has saved meanwhile: who, what and when; and what was chosen here."""
    who = str(booking.marked_by or "Somebody else")
    said = f"marked “{booking.get_mark_display()}”" if booking.mark else "took the mark away"
    beside = "; ".join(filter(None, [booking.absence_reason, booking.did, booking.strength, booking.note]))
    at = f" at {dates.say_time(booking.marked_at)}" if booking.marked_at else ""
    mine = f"You chose “{Mark(chosen).label}”." if chosen else "You left it without a mark."
    return f"{who} {said}{at}{f' ({beside})' if beside else ''}. {mine} Which is right?"


def alike(people: Iterable[Person]) -> set[int]:
    """The people whose name somebody else among them has too, or one that sounds the same."""
    people = list(people)
    names = Counter(_sound(person) for person in people)
    return {person.pk for person in people if names[_sound(person)] > 1}


def _sound(person: Person) -> tuple[str, str]:
    if person.family_sound and person.given_sound:
        return person.family_sound, person.given_sound
    return person.family_name.casefold(), person.given_names.casefold()


def _add_error(row: Row, found: Problem) -> None:
    if not row.form.is_bound:  # somebody was added while this page was open: their row is new here
        row.form.is_bound = True
        row.form.full_clean()
        row.form.errors.clear()
    row.form.add_error(found.field, found.text)
