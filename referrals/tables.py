"""The list of referrals."""

import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day, say_day_short, today
from foundation.design.tables import Table
from foundation.design.templatetags.design import due, friday_flag, in_days, state_tag
from foundation.lifecycle.clocks import declared

from .circumstances import next_or_last
from .history import page_of
from .models import Referral
from .querysets import ReferralQuerySet, due_next
from .states import WITH_HUB_FOR_DECISION
from .states import ReferralState as S

NEEDS_SHOWN = 3  # of a referral in the list; its page names all


def clock_of(referral: Referral):
    """Clock words of the decision; nothing when no decision is awaited."""
    if referral.state == S.INFORMATION_REQUESTED:
        return format_html(
            '<span class="tg-clock tg-clock--paused">Paused</span>'
            '<span class="tg-clock__date">with {}</span>',
            referral.referrer,
        )
    if referral.state in WITH_HUB_FOR_DECISION and referral.decision_due_on:
        by = format_html('<span class="tg-nowrap">by {}</span>', say_day_short(referral.decision_due_on))
        return due(referral.decision_due_on, line=by)
    return ""


def _waits(referral: Referral, since: datetime.datetime) -> tuple[str, str]:
    """(waits 12 days, place expected 3 Jun)"""
    days = (today() - day_of(since)).days
    age = "since today" if not days else "1 day" if days == 1 else f"{days} days"
    expected = referral.place_expected_on
    return f"waits {age}", f"place expected {say_day_short(expected)}" if expected else ""


def _decided(referral: Referral):
    """The decision and its day once it is made, or how long they wait; nothing before."""
    if referral.state == S.WAITING and referral.waiting_at:
        day, words = _waits(referral, referral.waiting_at)
    elif referral.decided_at:
        day, words = say_day_short(day_of(referral.decided_at)), referral.get_decision_display().lower()
    else:
        return ""
    return format_html('<span class="tg-nowrap">{}</span> <span class="tg-sub">{}</span>', day, words)


class ReferralTable(Table):
    """Six columns: whom, what is due next, where it stands, release, needs, and who has it (or which hub).

    Before them a box to tick, where something can be done in bulk; it belongs to the form `give`.
    """

    tick = tables.Column(
        "Choose",
        empty_values=(),
        orderable=False,
        attrs={"td": {"data-label": ""}, "th": {"class": "tg-col-tick"}},
    )
    person = tables.Column(
        order_by=("person__family_name", "person__given_names"), attrs={"th": {"class": "tg-col-xl"}}
    )
    clock = tables.Column(
        "Due next", accessor="decision_due_on", attrs={"th": {"class": "tg-col-xl"}}, empty_values=()
    )
    state = tables.Column(orderable=False)
    release = tables.Column(empty_values=(), orderable=False, attrs={"th": {"class": "tg-col-r"}})
    needs = tables.Column("Needs", empty_values=(), orderable=False, attrs={"td": {"class": "tg-small"}})
    whose = tables.Column("With", empty_values=(), orderable=False)

    row_header = "person"

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        self.viewer, self.decides = viewer, viewer.may(Permission.DECIDE_REFERRAL)
        self.clocks = {clock.name: clock for clock in declared()}
        super().__init__(*args, **kwargs)
        if not self.decides:
            self.columns["whose"].column.verbose_name = "Hub"

    @property
    def people_shown(self) -> list[Referral]:
        """The rows of this page, for the audit trail."""
        return [row.record for row in self.paginated_rows]

    def order_clock(self, referrals: ReferralQuerySet, is_descending: bool) -> tuple[ReferralQuerySet, bool]:
        """Sorting by the clock: where nothing is due comes last both ways."""
        by = due_next().desc(nulls_last=True) if is_descending else due_next().asc(nulls_last=True)
        return referrals.order_by(by, "-pk"), True

    def render_tick(self, record: Referral):
        box = (
            '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
            '<input class="govuk-checkboxes__input" type="checkbox" form="give" name="tick" id="tick-{0}" value="{0}">'
            '<label class="govuk-label govuk-checkboxes__label" for="tick-{0}">'
            '<span class="govuk-visually-hidden">Choose {1}, {2}</span></label></div></div>'
        )
        return format_html(box, record.uuid, record.reference, record.person)

    def render_person(self, record: Referral):
        identifiers = " · ".join(filter(None, [record.person.crn, record.person.prison_number]))
        link = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
        return format_html(link, page_of(record), record.person, identifiers)

    def render_clock(self, record: Referral):
        shown = [words for words in (self._due_next(record), _decided(record)) if words]
        return format_html_join(" ", "{}", ((words,) for words in shown)) or "–"

    def _due_next(self, record: Any):
        """The soonest of its clocks with what it asks for; a hub's decision that waits for an answer stands still."""
        clock = self.clocks.get(record.due_next_clock)
        if clock is None or (self.decides and record.state == S.INFORMATION_REQUESTED):
            return clock_of(record)
        words = due(record.due_next_on, unit=clock.unit.value)
        return format_html('{} <span class="tg-sub">{}</span>', words, clock.title)

    def render_state(self, record: Referral):
        return format_html('{} <span class="tg-sub tg-nowrap">{}</span>', state_tag(record), record.reference)

    def render_release(self, record: Any):
        release = next_or_last(record.person.known_releases)
        if release is None:
            return "–"
        if release.released_on:
            return format_html(
                '<span class="tg-nowrap">{}</span> <span class="tg-sub">released</span>',
                say_day(release.released_on),
            )
        shown = (
            '<span class="tg-nowrap">{}</span> <span class="tg-sub">{}</span><span class="tg-flags">{}</span>'
        )
        return format_html(
            shown,
            say_day(release.day),
            in_days(release.day),
            friday_flag(release.day),
        )

    def render_needs(self, record: Any):
        first, others = record.named_needs[:NEEDS_SHOWN], record.named_needs[NEEDS_SHOWN:]
        words = format_html_join(", ", "{}", ((need.get_kind_display(),) for need in first))
        if others:
            more = ' <span class="tg-nowrap">+{}<span class="govuk-visually-hidden"> more</span></span>'
            words += format_html(more, len(others))
        source = format_html(' <span class="tg-sub">from {}</span>', record.source) if record.source else ""
        return format_html("{}{}", words or "None yet", source)

    def render_whose(self, record: Referral):
        if not self.decides:
            return record.hub or "Not chosen"
        holder = record.key_worker or record.taken_by
        return "Me" if holder == self.viewer else holder or "Nobody"


def summary_of(referral: Referral) -> dict[str, Any]:
    """One line of a home-page panel."""
    return {
        "referral": referral,
        "url": reverse("referral_detail", args=[referral.uuid]),
        "clock": clock_of(referral),
    }
