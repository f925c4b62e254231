"""Tables of one person's page, and of due work."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.design.tables import DayColumn, StateColumn, Table
from foundation.design.templatetags.design import state_tag
from referrals.models import Referral

from .attendance.summary import Marked


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
