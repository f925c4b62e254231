"""The lists of milestone claims and of their draws."""

import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.design import clock_words
from foundation.design.dates import say_day
from foundation.design.tables import Table

from .models import Draw, MilestoneClaim
from .reading.draws import Lot


class ClaimTable(Table):
    """Claims, the one that waits longest first; what is the reader's own says that somebody else must verify it."""

    milestone = tables.Column("Milestone", empty_values=(), orderable=False)
    person = tables.Column("Person", orderable=False)
    claimed_at = tables.Column("Claimed", orderable=False)
    stands = tables.Column(
        "Where it stands", empty_values=(), orderable=False, attrs={"td": {"data-label": ""}}
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def render_milestone(self, record: MilestoneClaim) -> str:
        url = reverse("claim_detail", args=[record.uuid])
        return format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, record)

    def render_claimed_at(self, record: MilestoneClaim) -> str:
        return format_html("{}<br>by {}", say_day(record.claimed_at), record.claimed_by)

    def render_stands(self, record: MilestoneClaim) -> str:
        if record.state == "returned":
            return format_html("Returned by {}<br>{}", record.returned_by, record.returned_reason)
        if record.state == "revoked":
            return format_html("Revoked by {}<br>{}", record.revoked_by, record.revoked_because)
        if record.verified_at:
            return format_html("Verified by {}<br>{}", record.verified_by, say_day(record.verified_at))
        if not record.is_asked_for:
            return "Not drawn: counts as claimed"
        if record.claimed_by_id == self.user.pk:
            return "Yours: someone else must verify it"
        said = clock_words.of(record.verify_by)
        return format_html('<span class="tg-clock tg-clock--{}">{}</span>', said.manner, said.words)


class DrawTable(Table):
    """Each hub's month: how many ordinary claims there were, and how many of them were drawn."""

    caption = "Draws, the latest month first"
    month = tables.Column("Month", orderable=False)
    team = tables.Column("Hub", orderable=False)
    rate = tables.Column("Rate", empty_values=(), orderable=False)
    drawn = tables.Column("Drawn", empty_values=(), orderable=False)
    filled_up_at = tables.Column("Filled up", empty_values=(), orderable=False)

    class Meta:
        empty_text = (
            "No claim has been drawn yet. A draw begins with the first ordinary claim of a hub's month."
        )

    def render_month(self, record: Draw) -> str:
        url = reverse("draw_detail", args=[record.pk])
        words = f"{record.month:%B %Y}"
        return format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, words)

    def render_rate(self, record: Draw) -> str:
        return f"{record.percent} in 100, at least {record.at_least}"

    def render_drawn(self, record: Draw) -> str:
        return f"{record.drawn} of {record.ordinary}"

    def render_filled_up_at(self, record: Draw) -> str:
        return say_day(record.filled_up_at) if record.filled_up_at else "When the month is over"


class LotTable(Table):
    """The claims of one draw by their lot. Nobody is named."""

    caption = "Claims by lot, the lowest first"
    rows_per_page = 100
    number = tables.Column("Lot", orderable=False)
    milestone = tables.Column("Milestone", accessor="claim", orderable=False)
    claimed_at = tables.Column("Claimed", accessor="claim__first_claimed_at", orderable=False)
    key = tables.Column("Claim", accessor="claim__uuid", orderable=False)
    drawn = tables.Column("Drawn", empty_values=(), orderable=False)

    class Meta:
        empty_text = "The hub made no ordinary claim in this month."

    def render_number(self, value: float) -> str:
        return f"{value:.6f}"

    def render_milestone(self, record: Lot) -> str:
        if not record.is_open:
            return str(record.claim)
        url = reverse("claim_detail", args=[record.claim.uuid])
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, record.claim
        )

    def render_claimed_at(self, value: datetime.datetime) -> str:
        return say_day(value)

    def render_drawn(self, record: Lot) -> str:
        return "Drawn" if record.claim.is_asked_for else "Not drawn"
