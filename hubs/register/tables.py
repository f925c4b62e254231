"""Tables around a register."""

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design import dates
from foundation.design.tables import DayColumn, Table

from ..models import LateEntry
from .scope import Change


class LateEntryTable(Table):
    """Late entries that wait for a second person, the oldest first."""

    caption = "Registers that wait for a second person"

    register = django_tables2.Column(accessor="session", orderable=False)
    asked_by = django_tables2.Column(verbose_name="Asked by", orderable=False)
    asked_at = DayColumn(verbose_name="On", orderable=False)
    reason = django_tables2.Column(verbose_name="Why only now", orderable=False)

    class Meta:
        sequence = ("register", "asked_by", "asked_at", "reason")
        empty_text = "No register waits for a second person. A colleague who takes one late asks here."

    def render_register(self, record: LateEntry) -> SafeString:
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}, {}</span>',
            reverse("late_entry_detail", args=[record.uuid]), record.session, record.hub,
            dates.say_day(record.session.held_on),
        )  # fmt: skip


class ChangeTable(Table):
    """What was ever said in one register."""

    caption = "Every version, the latest first"
    row_header = "whom"

    at = django_tables2.Column(verbose_name="When", orderable=False)
    by = django_tables2.Column(verbose_name="Who", empty_values=(), orderable=False)
    whom = django_tables2.Column(accessor="booking", verbose_name="About", empty_values=(), orderable=False)
    what = django_tables2.Column(orderable=False)
    before = django_tables2.Column(verbose_name="From", empty_values=(), orderable=False)
    after = django_tables2.Column(verbose_name="To", empty_values=(), orderable=False)
    why = django_tables2.Column(orderable=False, default="–")

    class Meta:
        sequence = ("whom", "what", "before", "after", "by", "at", "why")
        empty_text = "Nobody has been marked in this register yet. Take the register to begin."

    def render_at(self, value) -> str:
        return f"{dates.say_day(value)}, {dates.say_time(value)}"

    def render_by(self, value) -> str:
        return str(value or "The system")

    def render_whom(self, record: Change) -> str:
        return str(record.booking.person) if record.booking else "The whole register"

    def render_before(self, value: str) -> str:
        return value or "Nothing"

    def render_after(self, value: str) -> str:
        return value or "Nothing"
