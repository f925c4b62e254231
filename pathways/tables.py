"""The list of milestone claims."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.design import clock_words
from foundation.design.dates import say_day
from foundation.design.tables import Table

from .models import MilestoneClaim


class ClaimTable(Table):
    """Claims, the one that waits longest first; what is the reader's own says that somebody else must verify it."""

    milestone = tables.Column("Milestone", empty_values=(), orderable=False)
    person = tables.Column("Person", orderable=False)
    claimed_at = tables.Column("Claimed", orderable=False)
    stands = tables.Column("Where it stands", empty_values=(), orderable=False)

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
        if record.verified_at:
            return format_html("Verified by {}<br>{}", record.verified_by, say_day(record.verified_at))
        if record.claimed_by_id == self.user.pk:
            return "Yours: someone else must verify it"
        said = clock_words.of(record.verify_by)
        return format_html('<span class="tg-clock tg-clock--{}">{}</span>', said.manner, said.words)
