"""Lists of returns: a partner's own, and every partner of a quarter for the officers."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import DayColumn, StateColumn, Table
from foundation.design.templatetags.design import state_tag
from outcomes.pages.words import say_period
from outcomes.periods import period

from ..models import Return
from .lateness import lateness_of
from .overview import Standing

_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'


class ReturnTable(Table):
    """A partner's returns, the latest first."""

    caption = "Your returns"
    period = django_tables2.Column("Quarter", orderable=False)
    partner = django_tables2.Column("Partner", orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)
    due_on = DayColumn(verbose_name="Due", orderable=False)
    submitted_at = DayColumn(verbose_name="Submitted", orderable=False, default="Not submitted")

    class Meta:
        empty_text = (
            "No return is open for you yet. One is opened after each quarter in which you own a measure."
        )

    def render_period(self, record: Return) -> SafeString:
        url = reverse("return_detail", args=[record.uuid])
        return format_html(_LINK, url, say_period(period(record.period)))

    def render_due_on(self, record: Return) -> Any:
        late = lateness_of(record, timezone.localdate()).words
        return format_html('{}<span class="tg-sub">{}</span>', say_day(record.due_on), late)


class OverviewTable(Table):
    """Every partner in a quarter. Nothing is hidden: not who is late, and not who is missing."""

    caption = "Partners in this quarter"
    partner = django_tables2.Column("Partner", orderable=False)
    state = django_tables2.Column("State", orderable=False, attrs={"td": {"data-label": ""}})
    due = django_tables2.Column("Due", empty_values=(), orderable=False)
    late = django_tables2.Column("Late", empty_values=(), orderable=False)
    submitted = django_tables2.Column("Submitted", empty_values=(), orderable=False)

    class Meta:
        empty_text = "No partner owns a measure of a plan in this quarter."

    def render_partner(self, record: Standing) -> Any:
        if record.quarterly is None:
            return record.partner.name
        return format_html(_LINK, reverse("return_detail", args=[record.quarterly.uuid]), record.partner.name)

    def render_state(self, record: Standing) -> str:
        return state_tag(record.state, record.label)

    def render_due(self, record: Standing) -> str:
        return say_day(record.quarterly.due_on) if record.quarterly else "–"

    def render_late(self, record: Standing) -> str:
        return record.late or "–"

    def render_submitted(self, record: Standing) -> Any:
        quarterly = record.quarterly
        if quarterly is None or quarterly.submitted_at is None or quarterly.is_with_partner:
            return "Not submitted"
        day = say_day(quarterly.submitted_at)
        return format_html('{}<span class="tg-sub">{}</span>', day, quarterly.submitted_by)
