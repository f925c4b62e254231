"""Which extracts were made."""

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day, say_moment
from foundation.design.tables import Table
from outcomes.models import Extract

_NUMBER = {"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}


class ExtractTable(Table):
    """The newest first: who took it, of whom, why and for whom. The files are not kept."""

    caption = "Extracts that were made"

    taken_at = django_tables2.Column(verbose_name="Taken", orderable=False)
    place = django_tables2.Column(verbose_name="Who started at", orderable=False)
    people = django_tables2.Column(orderable=False, attrs=_NUMBER)
    recipient = django_tables2.Column(verbose_name="For whom and why", orderable=False)
    file_hash = django_tables2.Column(verbose_name="SHA-256 of the file", orderable=False)

    def render_taken_at(self, record: Extract) -> SafeString:
        return format_html('{} <span class="tg-sub">{}</span>', say_moment(record.taken_at), record.taken_by)

    def render_place(self, record: Extract) -> SafeString:
        between = f"{say_day(record.first_on)} to {say_day(record.last_on)}"
        kind = record.get_kind_display().lower()
        return format_html('{} ({}) <span class="tg-sub">{}</span>', record.place, kind, between)

    def render_recipient(self, record: Extract) -> SafeString:
        return format_html('{} <span class="tg-sub">{}</span>', record.recipient, record.reason)

    def render_file_hash(self, value: str) -> str:
        return " ".join(value[start : start + 8] for start in range(0, len(value), 8))
