"""Tables of one person's page, and of due work."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.accounts.models import User
from foundation.design.dates import say_day_short
from foundation.design.tables import DayColumn, StateColumn, Table
from foundation.design.templatetags.design import due as due_words
from foundation.design.templatetags.design import state_tag
from foundation.lifecycle.clocks import Clock, Unit, declared
from foundation.lifecycle.models import RunningClock
from people.models import Person
from referrals.models import Referral

from . import due
from .attendance import Marked


class ReferralTable(Table):
    """The person's referrals that this user may see."""

    caption = "Referrals"
    reference = tables.Column("Referral", orderable=False)
    hub = tables.Column("Hub", default="Not chosen yet", orderable=False)
    submitted_at = DayColumn(verbose_name="Submitted", default="Not yet", orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)

    class Meta:
        empty_text = "There is no referral that you can see."

    def render_reference(self, record: Referral) -> str:
        name = "referral_tasks" if record.state == "draft" else "referral_detail"
        url = reverse(name, args=[record.uuid])
        return format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, record)


class MarkTable(Table):
    """The latest marks of the register."""

    caption = "Latest sessions"
    title = tables.Column("Session", orderable=False)
    held_on = DayColumn(verbose_name="Day", orderable=False)
    mark = tables.Column("Mark", orderable=False)

    def render_title(self, record: Marked) -> str:
        return format_html('{} <span class="tg-sub">{}</span>', record.title, record.hub)

    def render_mark(self, record: Marked) -> str:
        reason = format_html(' <span class="tg-sub">{}</span>', record.reason) if record.reason else ""
        return format_html("{}{}", state_tag(record.mark), reason)


class HubAttendanceTable(Table):
    """How the person came at each hub, within the period of the page."""

    caption = "By hub"
    hub = tables.Column("Hub", orderable=False)
    share = tables.Column("Attended", accessor="share_words", orderable=False)
    absent = tables.Column("Absent in a row", accessor="absent_in_a_row", orderable=False)
    not_expected = tables.Column("Not expected", orderable=False)
    not_held = tables.Column("Not held", orderable=False)

    class Meta:
        empty_text = "No register has a mark for this person in the period."


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

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.clocks: dict[str, Clock] = {clock.name: clock for clock in declared()}

    @property
    def people_shown(self) -> list[Person]:
        """Whom the lines of this page are about, for the audit trail."""
        return list(self.people.values())

    @cached_property
    def people(self) -> Mapping[int, Person]:
        return due.people_of((row.record for row in self.paginated_rows), self.viewer)

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
