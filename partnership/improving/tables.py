"""The list of improvement actions."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import StateColumn, Table
from foundation.design.templatetags.design import due as due_words

from ..models import ImprovementAction
from ..plans.value import PlannedMeasure
from .scope import said_of_measures

NONE_FITS = "No action fits these filters. Choose others."


class ActionTable(Table):
    """Each action with whose it is, of which measure, and until when."""

    caption = "Improvement actions"
    what = django_tables2.Column("Action", orderable=False)
    partner = django_tables2.Column("Partner", orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)
    due_on = django_tables2.Column("Due", orderable=False)

    class Meta:
        empty_text = (
            "There is no action yet. A partner adds one from its return, or from a measure of the plan."
        )

    def render_what(self, record: ImprovementAction) -> SafeString:
        url = reverse("improvement_detail", args=[record.uuid])
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>',
            url, record.what, self._said[record.measure_id],
        )  # fmt: skip

    @cached_property
    def _said(self) -> Mapping[int, PlannedMeasure]:
        """What the plan says of the measures on this page."""
        return said_of_measures(row.record for row in self.paginated_rows)

    def render_partner(self, record: ImprovementAction) -> SafeString:
        return format_html('{}<span class="tg-sub">{}</span>', record.partner, record.owner)

    def render_due_on(self, record: ImprovementAction) -> Any:
        if not record.is_open:
            return f"Ended {say_day(record.closed_on)}" if record.closed_on else "–"
        return due_words(record.due_on, unit="day")
