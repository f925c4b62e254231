"""The list of people."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.design.dates import say_day
from foundation.design.tables import Table
from foundation.design.templatetags.design import flag, friday_flag

from ..models import Person


class PersonTable(Table):
    """People with what a list must show: who, when they leave prison, where to, with whom."""

    caption = "People"
    row_header = "person"

    chosen = tables.Column(
        "Choose",
        accessor="uuid",
        orderable=False,
        attrs={"th": {"class": "tg-col-tick"}, "td": {"data-label": ""}},
    )
    person = tables.Column(accessor="pk", verbose_name="Person", order_by=("family_name", "given_names"))
    date_of_birth = tables.Column(verbose_name="Born")
    release = tables.Column(accessor="pk", verbose_name="Release", order_by=("expected_on", "released_on"))
    area_name = tables.Column(verbose_name="Area", default="Not recorded")
    practitioner_name = tables.Column(verbose_name="Practitioner", default="Nobody named")
    has_consent = tables.Column(verbose_name="Consent", orderable=False)

    def render_chosen(self, record: Person, value: Any) -> SafeString:
        """A box of the form that hands over those chosen; it stands below the table."""
        return format_html(
            '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
            '<input class="govuk-checkboxes__input" type="checkbox" form="hand-over" name="chosen" '
            'id="chosen-{0}" value="{0}">'
            '<label class="govuk-label govuk-checkboxes__label" for="chosen-{0}">'
            '<span class="govuk-visually-hidden">Choose {1}</span></label></div></div>',
            value,
            record,
        )

    def render_person(self, record: Person) -> SafeString:
        url = reverse("person_detail", args=[record.uuid])
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>',
            url,
            record,
            record.crn or record.prison_number,
        )

    def render_date_of_birth(self, value: Any) -> SafeString:
        return format_html('<span class="tg-nowrap">{}</span>', say_day(value))

    def render_release(self, record: Any) -> SafeString | str:
        if record.expected_on:
            flags = [(mark,) for mark in (friday_flag(record.expected_on),) if mark]
            return format_html(
                '<span class="tg-nowrap">{}</span>{}',
                say_day(record.expected_on),
                format_html_join("", ' <span class="tg-flags">{}</span>', flags),
            )
        if record.released_on:
            return format_html('<span class="tg-nowrap">{}</span> <span class="tg-sub">released</span>',
                               say_day(record.released_on))  # fmt: skip
        return "Not recorded"

    def render_has_consent(self, value: bool) -> SafeString | str:
        return "Live" if value else flag("No consent", "risk")
