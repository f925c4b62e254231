"""The list of clashes."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.design import dates
from foundation.design.tables import Table

from ..models import Booking
from .finding import Clash

_LINK = (
    '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}'
    '<span class="govuk-visually-hidden"> {}</span></a>'
)


class ClashTable(Table):
    """When, who, why, and what can be done about it. `acts`: at hubs of these teams a booking can be cancelled."""

    caption = "Bookings that cannot stand"
    when = django_tables2.Column(accessor="starts_at", verbose_name="When", orderable=False)
    who = django_tables2.Column(empty_values=(), verbose_name="Who, and where", orderable=False)
    why = django_tables2.Column(verbose_name="Why", orderable=False)
    settle = django_tables2.Column(empty_values=(), verbose_name="Settle it", orderable=False)

    class Meta:
        empty_text = "No booking stands against a condition. You are told here and by mail when one does."

    def __init__(self, *args: Any, teams: frozenset[int] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = teams

    @property
    def people_shown(self) -> list[Booking]:
        """The rows of this page, for the audit trail."""
        return [booking for row in self.paginated_rows for booking in row.record.bookings]

    def render_when(self, value: Any) -> SafeString:
        return format_html("{}<br>{}", dates.say_weekday(value), dates.say_time(value))

    def render_who(self, record: Clash) -> SafeString:
        return format_html_join(
            "", '<p class="govuk-body-s tg-flush">{}</p>', ((_who(b),) for b in record.bookings)
        )

    def render_why(self, record: Clash, value: str) -> SafeString:
        since = f"since {dates.say_day(record.since)}"
        return format_html('{} <span class="tg-sub">{}</span>', value, since)

    def render_settle(self, record: Clash) -> SafeString | str:
        own = [each for each in record.bookings if each.hub.team_id in self.teams]
        open_ones = [each for each in own if not each.session.has_begun]
        if not open_ones:
            return "The session has begun"
        return format_html_join(
            "", '<p class="govuk-body-s tg-flush">{}</p>', ((_acts(b),) for b in open_ones)
        )


def _who(booking: Booking) -> SafeString:
    person, session = booking.person, booking.session
    where = (
        f"{session}, {session.hub}, {dates.say_time(session.starts_at)} to {dates.say_time(session.ends_at)}"
    )
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>',
        reverse("person_detail", args=[person.uuid]), person, where,
    )  # fmt: skip


def _acts(booking: Booking) -> SafeString:
    cancel = format_html(
        _LINK, reverse("booking_cancel", args=[booking.uuid]), "Cancel", f"for {booking.person}"
    )
    if booking.state != "booked":
        return format_html("{} for {}", cancel, booking.person)
    move = format_html(_LINK, reverse("booking_move", args=[booking.uuid]), "move", f"{booking.person}")
    return format_html("{} or {} {}", cancel, move, booking.person)


class PastClashTable(ClashTable):
    """What is over, such as history that a file brought: it is known, and cannot be undone."""

    caption = "Sessions that are over"
    settle = None

    class Meta(ClashTable.Meta):
        empty_text = (
            "No session that is over brought people together who may not meet, as far as is recorded."
        )
