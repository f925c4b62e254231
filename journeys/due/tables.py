"""The table of due work."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.design.dates import say_day_short
from foundation.design.tables import Table
from foundation.design.templatetags.design import due as due_words
from foundation.lifecycle.clocks import Clock, Unit, declared
from foundation.lifecycle.models import RunningClock
from people.models import Person

from .falling import people_of

# On a phone the words of a clock need no label before them.
_DUE = {"th": {"class": "tg-col-l"}, "td": {"data-label": ""}}


class DueTable(Table):
    """One line a clock: what is to be done, about whom, until when and by whom."""

    caption = "Due work"
    what = tables.Column("What", empty_values=(), orderable=False)
    person = tables.Column("Person", empty_values=(), orderable=False, attrs={"th": {"class": "tg-col-p"}})
    due_on = tables.Column("Due", order_by=("due_on", "id"), attrs=_DUE)
    whose = tables.Column("Falls to", empty_values=(), orderable=False, attrs={"th": {"class": "tg-col-m"}})

    class Meta:
        empty_text = (
            "Nothing is due here. Work appears by itself when a referral, a release or a claim asks for it."
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clocks: dict[str, Clock] = {clock.name: clock for clock in declared()}

    @property
    def people_shown(self) -> list[Person]:
        """Whom the lines of this page are about, for the audit trail."""
        return list(self.people.values())

    @cached_property
    def people(self) -> Mapping[int, Person]:
        return people_of(row.record for row in self.paginated_rows)

    def render_what(self, record: RunningClock) -> str:
        clock = self.clocks.get(record.clock)
        link = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
        return format_html(link, record.url, clock.title if clock else record.clock, record.reference)

    def render_person(self, record: RunningClock) -> str:
        person = self.people.get(record.person_id) if record.person_id else None
        if person is None:
            return "–"
        url = reverse("person_detail", args=[person.uuid])
        link = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
        return format_html(link, url, person, person.crn or person.prison_number)

    def render_due_on(self, record: RunningClock) -> str:
        clock = self.clocks.get(record.clock)
        unit = clock.unit if clock else Unit.WORKING_DAY
        words = due_words(record.due_on, paused=bool(record.paused_on), unit=unit.value)
        if not record.former_due_on:
            return words
        former, because = say_day_short(record.former_due_on), record.moved_because
        return format_html('{} <span class="tg-sub">Moved from {}: {}</span>', words, former, because)

    def render_whose(self, record: RunningClock) -> str:
        if record.user is None:
            return format_html('{} <span class="tg-sub">nobody named yet</span>', record.team)
        return format_html('{} <span class="tg-sub">{}</span>', record.user, record.team or "")
