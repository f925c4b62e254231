"""The queues: requests to take over, records opened by break-glass, numbers that two records have."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.design.dates import say_day, say_moment
from foundation.design.tables import DayColumn, Table
from foundation.design.templatetags.design import flag

from ..models import BreakGlass, Person

LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'


class TakeOverTable(Table):
    """Requests that wait, oldest first. `people` maps found_id to the person; the view fills it for the page."""

    caption = "Requests to take a person over"
    people: dict[int, Person]

    found_id = tables.Column(verbose_name="Person", orderable=False)
    asked_by = tables.Column(verbose_name="Asked by", orderable=False)
    why = tables.Column(verbose_name="Why", orderable=False)
    asked_on = DayColumn(verbose_name="Asked", orderable=False)

    class Meta:
        empty_text = (
            "Nobody asks to take a person over from you. Requests for people of your team appear here."
        )

    def render_found_id(self, record: Any, value: int) -> SafeString:
        person = self.people[value]
        url = reverse("take_over_answer", args=[record.uuid])
        return format_html(LINK + ' <span class="tg-sub">{}</span>', url, person, person.crn)

    def render_asked_by(self, record: Any) -> SafeString:
        where = f"{record.team}, {record.team.organisation}"
        return format_html('{} <span class="tg-sub">{}</span>', record.asked_by, where)


class BreakGlassTable(Table):
    """Records that others opened."""

    caption = "Records opened by break-glass"

    opened_at = tables.Column(verbose_name="Opened", orderable=False)
    user = tables.Column(verbose_name="By", orderable=False)
    crn = tables.Column(verbose_name="CRN", orderable=False)
    reason = tables.Column(verbose_name="Why", orderable=False)
    verdict = tables.Column(verbose_name="Review", orderable=False, empty_values=())

    class Meta:
        empty_text = "Nothing is here. A record that somebody opens by break-glass appears at once."

    def render_opened_at(self, record: BreakGlass) -> SafeString:
        return format_html(
            LINK, reverse("break_glass_review", args=[record.uuid]), say_moment(record.opened_at)
        )

    def render_user(self, record: BreakGlass) -> SafeString:
        user = record.user
        return format_html(
            '{} <span class="tg-sub">{}, {}</span>', user, user.get_role_display(), user.organisation
        )

    def render_verdict(self, record: BreakGlass) -> SafeString | str:
        if record.reviewed_at is None:
            return flag("To review")
        return f"{record.get_verdict_display()}, {record.reviewed_by}, {say_day(record.reviewed_at)}"


class IdentifierTable(Table):
    """People whose number another record has too."""

    caption = "Numbers that two records have"

    person = tables.Column(accessor="pk", verbose_name="Person", orderable=False)
    date_of_birth = DayColumn(verbose_name="Born", orderable=False)
    numbers = tables.Column(accessor="pk", verbose_name="Number to decide about", orderable=False)

    class Meta:
        empty_text = "No number is contested. One that a second record is given appears here."

    def render_person(self, record: Person) -> SafeString:
        return format_html(LINK, reverse("person_detail", args=[record.uuid]), record)

    def render_numbers(self, record: Any) -> SafeString:
        found = [
            (reverse("identifier_decide", args=[record.uuid, word]), getattr(record, field), said)
            for word, field, said in (
                ("crn", "crn", "CRN"),
                ("prison-number", "prison_number", "prison number"),
            )
            if getattr(record, f"contests_{field}")
        ]
        return format_html_join(", ", LINK + ' <span class="tg-sub">{}</span>', found)
