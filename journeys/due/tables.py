"""The table of due work."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.accounts.models import User
from foundation.design.dates import say_day_short
from foundation.design.tables import Table
from foundation.design.templatetags.design import due as due_words
from foundation.lifecycle.clocks import Clock, Unit, declared
from foundation.lifecycle.models import RunningClock
from people.models import Person

from ..next_action.clocks import words_in_lists
from ..next_action.declaration import Words
from ..next_action.sets import Standing
from .falling import people_of
from .undated import NAMED

_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
# On a phone the words of a clock need no label before them.
_DUE = {"th": {"class": "tg-col-l"}, "td": {"data-label": ""}}


class DueTable(Table):
    """One line a clock: what is to be done and why, about whom, until when and by whom."""

    caption = "Due work"
    what = tables.Column("What, and why", empty_values=(), orderable=False)
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
        if clock is None:
            return format_html(_LINK, record.url, record.clock, record.reference)
        to_do, why = words_in_lists(record, clock)
        about = f" · {record.reference}" if record.reference and record.reference not in to_do else ""
        return _what(record.url, Words(to_do, f"{why}{about}"))

    def render_person(self, record: RunningClock) -> str:
        person = self.people.get(record.person_id) if record.person_id else None
        return _person(person) if person else "–"

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


class UndatedTable(Table):
    """One line for each rule without a clock that applies to somebody: what is to be done and why, and by whom."""

    caption = "Due work without a date"
    what = tables.Column("What, and why", empty_values=(), orderable=False)
    person = tables.Column("Person", empty_values=(), orderable=False, attrs={"th": {"class": "tg-col-p"}})
    whose = tables.Column("Falls to", empty_values=(), orderable=False, attrs={"th": {"class": "tg-col-m"}})

    class Meta:
        empty_text = (
            "Nothing without a date is due here. It appears when a release nears, somebody misses sessions, or"
            " something is missing before the next step."
        )

    def __init__(self, rows: Any, *, user: User) -> None:
        super().__init__(rows)
        self.user = user

    @property
    def people_shown(self) -> list[Person]:
        """Whom the lines of this page are about, for the audit trail."""
        shown = (Standing.of(row.record).person for row in self.paginated_rows)
        return list({person.pk: person for person in shown}.values())

    def render_what(self, record: tuple[Any, ...]) -> str:
        said = Standing.of(record)
        among = NAMED[said.rule]
        return _what(among.url_for(said, self.user), among.words(said))

    def render_person(self, record: tuple[Any, ...]) -> str:
        return _person(Standing.of(record).person)

    def render_whose(self, record: tuple[Any, ...]) -> str:
        said = Standing.of(record)
        if not said.team:
            return "The data stewards"
        if not said.worker:
            return format_html('{} <span class="tg-sub">nobody named yet</span>', said.team)
        return format_html('{} <span class="tg-sub">{}</span>', said.worker, said.team)


def _what(url: str, words: Words) -> str:
    return format_html(_LINK, url, words.to_do, words.why[:1].upper() + words.why[1:])


def _person(person: Person) -> str:
    url = reverse("person_detail", args=[person.uuid])
    return format_html(_LINK, url, person, person.crn or person.prison_number)
