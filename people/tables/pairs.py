"""Pairs of records that may be of one person."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import DayColumn, StateColumn, Table

from ..models import DuplicatePair
from .queues import LINK


class PairTable(Table):
    """Pairs nobody has judged, the most alike first."""

    caption = "Records that may be of one person"

    records = tables.Column(accessor="pk", verbose_name="The two records", orderable=False)
    born = tables.Column(accessor="pk", verbose_name="Born", orderable=False)
    reasons = tables.Column(verbose_name="Why", orderable=False)
    score = tables.Column(
        verbose_name="Alike, of 100",
        orderable=False,
        attrs={"td": {"class": "tg-num"}, "th": {"class": "tg-num"}},
    )

    class Meta:
        empty_text = (
            "No pair waits to be judged. The search for duplicates runs every night and adds new ones here."
        )

    def render_records(self, record: DuplicatePair) -> SafeString:
        both = format_html_join("", '<span class="tg-sub">{}</span>', [(record.second.told_apart,)])
        return format_html(
            LINK + " {}", reverse("duplicate_detail", args=[record.uuid]), record.first.told_apart, both
        )

    def render_born(self, record: DuplicatePair) -> SafeString:
        days = (record.first.date_of_birth, record.second.date_of_birth)
        words = [(say_day(day),) for day in dict.fromkeys(days)]
        return format_html_join(" and ", '<span class="tg-nowrap">{}</span>', words)

    def render_reasons(self, value: list[str]) -> str:
        return ". ".join(value)


class JudgedPairTable(PairTable):
    """Pairs that were judged, the latest first."""

    caption = "Pairs that were judged"
    score = None
    reasons = None

    state = StateColumn(verbose_name="Judged", orderable=False)
    decided_by = tables.Column(verbose_name="By", orderable=False)
    decided_at = DayColumn(verbose_name="On", orderable=False)

    class Meta:
        empty_text = "No pair has been judged yet. Open one on the list of pairs to judge."
