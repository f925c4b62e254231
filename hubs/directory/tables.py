"""The table of hubs."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.accounts.models import User
from foundation.design.tables import Table

from ..models import Hub
from . import opening
from .forms import say_spans
from .scope import say_free

_NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}


class HubTable(Table):
    """Hubs by name, with who runs them, whether a place is free and when they are open today."""

    caption = "Hubs"
    rows_per_page = 50
    hub = django_tables2.Column(accessor="name", verbose_name="Hub", orderable=False)
    provider = django_tables2.Column(accessor="team__organisation", verbose_name="Provider", orderable=False)
    contract_area = django_tables2.Column(verbose_name="Contract area", orderable=False)
    free = django_tables2.Column(empty_values=(), verbose_name="Places free", orderable=False, attrs=_NUMBER)
    today = django_tables2.Column(empty_values=(), verbose_name="Open today", orderable=False)

    class Meta:
        sequence = ("hub", "provider", "contract_area", "free", "today")
        empty_text = "No hub in this contract area. Choose another."

    def __init__(self, *args: Any, day: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.reader = day, reader

    def for_request(self, request: Any) -> "HubTable":
        """Brings the hours of the hubs of this page, and of no other."""
        table = super().for_request(request)
        opening.fetch([row.record for row in table.paginated_rows])
        return table

    def render_hub(self, record: Hub) -> SafeString:
        below = f"Satellite of {record.parent}" if record.parent else ""
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>',
            reverse("hub_detail", args=[record.slug]), record, below,
        )  # fmt: skip

    def render_free(self, record: Hub) -> str:
        return say_free(record, self.reader)

    def render_today(self, record: Hub) -> str:
        day = opening.on(record, self.day)
        if not day.spans or record.hours_set_at:
            return say_day(day)
        return format_html('{}<span class="tg-sub">Example, not confirmed</span>', say_day(day))


def say_day(day: opening.Day) -> str:
    """9.30 to 16.30, or that the hub is closed and why."""
    if day.closure:
        return f"Closed: {day.closure.reason}"
    if day.spans:
        return say_spans(day.spans)
    return "Closed: bank holiday" if day.is_bank_holiday else "Closed"
