"""Lists of snapshots, and of what control hid in them."""

from typing import Any

import django_tables2
from django import forms
from django.urls import reverse
from django.utils.html import format_html

from foundation.design.filters import Filter
from foundation.design.tables import DayColumn, StateColumn, Table
from outcomes.models import Snapshot, Suppression
from outcomes.models.snapshot import KINDS
from outcomes.pages.words import say_period, say_period_short
from outcomes.periods import period as period_named

from .naming import say_entries, title_of
from .states import SnapshotState

NONE_FITS = "No report fits these filters. Choose others."


class SnapshotFilter(Filter):
    """Which snapshots are listed."""

    kind = forms.ChoiceField(label="Kind of place", required=False, choices=[("", "All"), *KINDS])
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *SnapshotState.choices])

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, by field of a snapshot."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class SnapshotTable(Table):
    """Each version of each report."""

    caption = "Published reports"
    place = django_tables2.Column("Report", orderable=False)
    number = django_tables2.Column("Version", orderable=False, default="Draft")
    state = StateColumn(verbose_name="State", orderable=False)
    as_at = DayColumn(verbose_name="Data as at", orderable=False)
    published_at = DayColumn(verbose_name="Published", orderable=False, default="Not published")

    class Meta:
        empty_text = "No report is published yet. A commissioner publishes one from the page of the report."

    def render_place(self, record: Snapshot) -> str:
        url = reverse("snapshot_detail", args=[record.uuid])
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>',
            url, record.place, say_period(period_named(record.period)),
        )  # fmt: skip


class SuppressionFilter(Filter):
    """Which rows of the log are listed."""

    why = forms.ChoiceField(label="Why", required=False, choices=[("", "All"), *Suppression.Why.choices])

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen."""
        return {"why": self.cleaned_data.get("why", "")} if self.is_valid() else {}


class SuppressionTable(Table):
    """Where disclosure control hid something, and why; never how many were behind it."""

    caption = "What disclosure control hid"
    cell = django_tables2.Column("Figure", orderable=False)
    entries = django_tables2.Column("Hidden", orderable=False)
    why = django_tables2.Column("Why", orderable=False)
    snapshot = django_tables2.Column("Report", orderable=False)
    recorded_at = DayColumn(verbose_name="Controlled on", orderable=False)

    class Meta:
        empty_text = (
            "Nothing was hidden that fits. Rows appear here when a report is worked out for publishing."
        )

    def render_cell(self, record: Suppression) -> str:
        return title_of(record.part, record.cell)

    def render_entries(self, value: str) -> str:
        return say_entries(value)

    def render_snapshot(self, value: Snapshot) -> str:
        words = f"{say_period_short(period_named(value.period))}, {value.get_state_display().lower()}"
        return format_html('{}<span class="tg-sub">{}</span>', value.place, words)
