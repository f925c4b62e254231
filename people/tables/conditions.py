"""Licence conditions, who may not meet, and the pairs a data steward answers."""

import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import DayColumn, Table

from ..circumstances.conditions import Pair
from ..models import LicenceCondition, PendingPair, Person

_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'
_END = (
    '<a class="govuk-link govuk-link--no-visited-state" href="{}">'
    'End<span class="govuk-visually-hidden"> {}, from {}</span></a>'
)


class DatedTable(Table):
    """Rows that hold from-until, each with a link to end it for those who may write."""

    when = tables.Column(accessor="since", orderable=False)
    end = tables.Column(
        verbose_name="Action", empty_values=(), orderable=False, attrs={"td": {"data-label": ""}}
    )

    def __init__(self, *args: Any, person: Person, may_write: bool, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, exclude=() if may_write else ("end",), **kwargs)

    def render_when(self, record: Any, value: datetime.date) -> str:
        return f"From {say_day(value)}" + (f" to {say_day(record.until)}" if record.until else "")

    def link_to_end(self, route: str, row: Any, record: Any) -> SafeString:
        url = reverse(route, args=[self.person.uuid, row.pk])
        return format_html(_END, url, record, say_day(record.since))


class ConditionTable(DatedTable):
    """What the licence asks."""

    caption = "Licence conditions"

    condition = tables.Column(accessor="pk", orderable=False)
    text = tables.Column(verbose_name="What it asks", orderable=False)
    source = tables.Column(orderable=False)

    class Meta:
        sequence = ("condition", "text", "when", "source", "end")
        empty_text = "No licence condition is recorded."

    def render_condition(self, record: LicenceCondition) -> str:
        return str(record)

    def render_source(self, record: LicenceCondition) -> SafeString | str:
        if not record.recorded_by:
            return record.source
        return format_html('{} <span class="tg-sub">recorded by {}</span>', record.source, record.recorded_by)

    def render_end(self, record: LicenceCondition) -> SafeString:
        return self.link_to_end("condition_end", record, record)


class PairTable(DatedTable):
    """Whom the person may not meet: named only to those who may see them."""

    caption = "People they may not meet"

    who = tables.Column(accessor="since", orderable=False)
    reason = tables.Column(verbose_name="Why", empty_values=(), orderable=False)

    class Meta:
        sequence = ("who", "reason", "when", "end")
        empty_text = "Nobody is recorded whom this person may not meet."

    def render_who(self, record: Pair) -> SafeString | str:
        if record.other is None:
            return str(record)
        return format_html(_LINK, reverse("person_detail", args=[record.other.uuid]), record)

    def render_reason(self, record: Pair) -> str:
        return record.reason or "Ask the practitioner who holds this person"

    def render_end(self, record: Pair) -> SafeString | str:
        if record.pair:
            return self.link_to_end("pair_end", record.pair, record)
        return self.link_to_end("pending_pair_end", record.pending, record) if record.pending else ""


class PendingPairTable(Table):
    """Pairs by CRN alone, the oldest first."""

    caption = "Pairs waiting for an answer"

    person = tables.Column(orderable=False)
    crn = tables.Column(verbose_name="CRN given", orderable=False)
    reason = tables.Column(verbose_name="Why", orderable=False)
    asked_at = DayColumn(verbose_name="Asked on", orderable=False)
    asked_by = tables.Column(orderable=False)

    class Meta:
        empty_text = (
            "Nothing waits for you. A pair appears here when a practitioner names somebody they cannot see."
        )

    def render_person(self, record: PendingPair) -> SafeString:
        return format_html(_LINK, reverse("pair_answer", args=[record.pk]), record.person)
