"""Tables of sessions."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design import dates
from foundation.design.tables import Table
from foundation.design.templatetags.design import flag, state_tag

from .models import Session
from .states import AHEAD

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


def register_words(session: Session, now: Any) -> SafeString:
    """The state of a session's register; a flag when it is over and not submitted. Needs `with_numbers()`."""
    if session.state not in AHEAD:
        return state_tag(session)
    if session.starts_at > now:
        return state_tag(session)
    state = flag("Register not submitted", "risk") if session.ends_at <= now else state_tag(session)
    marked = f"{session.marked} of {session.booked} marked" if session.booked else "Nobody booked"
    return format_html('{} <span class="tg-sub">{}</span>', state, marked)
