"""Tables of sessions."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design import dates
from foundation.design.tables import Table
from foundation.design.templatetags.design import flag, state_tag

from .models import Booking, Reminder, Session
from .states import AHEAD

_NAMED = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
_NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}


class SessionTable(Table):
    """Sessions by time, with who is booked and what the register says."""

    session = django_tables2.Column(empty_values=(), orderable=False)
    when = django_tables2.Column(accessor="starts_at", verbose_name="When", orderable=False)
    place = django_tables2.Column(accessor="hub", verbose_name="Where", orderable=False)
    booked = django_tables2.Column(verbose_name="Booked", orderable=False, attrs=_NUMBER)
    register = django_tables2.Column(empty_values=(), orderable=False)

    class Meta:
        sequence = ("session", "when", "place", "booked", "register")

    def __init__(
        self, *args: Any, now: Any, with_day: bool = True, empty_text: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, empty_text=empty_text, **kwargs)
        self.now, self.with_day = now, with_day

    def render_session(self, record: Session) -> SafeString:
        address = reverse("session_detail", args=[record.uuid])
        name = record.category.category
        words = record.category.type if str(record) == name else name
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>',
            address, record, words,
        )  # fmt: skip

    def render_when(self, record: Session) -> str:
        times = f"{dates.say_time(record.starts_at)} to {dates.say_time(record.ends_at)}"
        return f"{dates.say_weekday(record.starts_at)}, {times}" if self.with_day else times

    def render_place(self, record: Session) -> str:
        return f"{record.hub}, {record.room}" if record.room else str(record.hub)

    def render_booked(self, record: Session) -> str:
        return f"{record.booked} of {record.capacity}" if record.capacity else str(record.booked)

    def render_register(self, record: Session) -> SafeString:
        return register_words(record, self.now)


class OfferTable(Table):
    """Offers without an answer, those that end first at the top."""

    caption = "Offers waiting for an answer"
    person = django_tables2.Column(orderable=False)
    session = django_tables2.Column(orderable=False)
    ends = django_tables2.Column("Answer by", accessor="offer_ends_at", orderable=False)
    answer = django_tables2.Column("Answer", empty_values=(), orderable=False)

    class Meta:
        empty_text = "No offer waits for an answer. When a place is free it is offered to the next on the waiting list."

    @property
    def people_shown(self) -> list[Booking]:
        """The rows of this page, for the audit trail."""
        return [row.record for row in self.paginated_rows]

    def render_person(self, record: Booking) -> SafeString:
        person = record.person
        url = reverse("person_detail", args=[person.uuid])
        return format_html(_NAMED, url, person, person.crn or person.prison_number)

    def render_session(self, record: Booking) -> SafeString:
        session, starts_at = record.session, record.session.starts_at
        when = f"{record.hub}, {dates.say_weekday(starts_at)}, {dates.say_time(starts_at)}"
        return format_html(_NAMED, reverse("session_detail", args=[session.uuid]), session, when)

    def render_ends(self, value: Any) -> SafeString | str:
        over = value <= timezone.now()
        return flag("Ended: goes to the next", "risk") if over else dates.say_moment(value)

    def render_answer(self, record: Booking) -> SafeString:
        link = (
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">Record the answer'
            '<span class="govuk-visually-hidden"> for {}</span></a>'
        )
        return format_html(link, reverse("offer_answer", args=[record.uuid]), record.person)


def register_words(session: Session, now: Any) -> SafeString:
    """The state of a session's register; a flag when it is over and not submitted. Needs `with_numbers()`."""
    if session.state not in AHEAD:
        return state_tag(session)
    if session.starts_at > now:
        return state_tag(session)
    state = flag("Register not submitted", "risk") if session.ends_at <= now else state_tag(session)
    marked = f"{session.marked} of {session.booked} marked" if session.booked else "Nobody booked"
    return format_html('{} <span class="tg-sub">{}</span>', state, marked)


class ReminderTable(Table):
    """Reminders that have not gone out: whom about and why, never where to or what they say."""

    caption = "Reminders that have not gone out"
    person = django_tables2.Column(accessor="booking__person", orderable=False)
    session = django_tables2.Column("Session", accessor="booking__session", orderable=False)
    which = django_tables2.Column("Which", accessor="get_occasion_display", orderable=False)
    state = django_tables2.Column("State", accessor="get_state_display", orderable=False)
    again = django_tables2.Column("Change", empty_values=(), orderable=False)

    class Meta:
        empty_text = "Every reminder has gone out. One that fails is shown here, with why."

    @property
    def people_shown(self) -> list[Any]:
        """The bookings of this page, for the audit trail."""
        return [row.record.booking for row in self.paginated_rows]

    def render_person(self, record: Reminder) -> SafeString:
        url = reverse("person_detail", args=[record.booking.person.uuid])
        return format_html(_NAMED, url, record.booking.person, record.booking.person.crn)

    def render_session(self, record: Reminder) -> SafeString:
        when = f"{dates.say_weekday(record.for_starts_at)}, {dates.say_time(record.for_starts_at)}"
        return format_html('{} <span class="tg-sub">{}</span>', record.booking.session, when)

    def render_state(self, record: Reminder) -> SafeString:
        tries = "1 try" if record.tries == 1 else f"{record.tries} tries"
        words = '{} <span class="tg-sub">{}; last error: {}</span>'
        return format_html(words, record.get_state_display(), tries, record.last_error)

    def render_again(self, record: Reminder) -> SafeString | str:
        if record.for_starts_at <= timezone.now():
            return "Its time is over"
        if record.state != Reminder.State.FAILED:
            return "Tried again by itself"
        link = (
            '<a class="govuk-link" href="{}">Send again<span class="govuk-visually-hidden"> to {}</span></a>'
        )
        return format_html(link, reverse("reminder_again", args=[record.uuid]), record.booking.person)
