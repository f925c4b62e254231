"""Mails that could not be sent, as an administrator sees them: to whom and why, never what they say."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.tables import StateColumn, Table
from foundation.design.templatetags.design import day_or_moment

from .models import OutgoingMail


class TroubledMailTable(Table):
    """One line a mail, with the button that sends it again."""

    caption = "Mails that could not be sent"
    user = tables.Column("To", empty_values=(), orderable=False)
    what = tables.Column("What", orderable=False)
    written_at = tables.Column("Written", orderable=False)
    tries = tables.Column(
        "Tries", orderable=False, attrs={"th": {"class": "tg-num"}, "td": {"class": "tg-num"}}
    )
    last_error = tables.Column("Last error", orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)
    again = tables.Column("Send", accessor="pk", orderable=False)

    class Meta:
        empty_text = "Every mail was sent. One that the mail relay refuses is shown here until it is sent."

    def render_user(self, record: OutgoingMail) -> SafeString:
        if record.user is None:
            return format_html("{}", record.addressee)
        return format_html('{} <span class="tg-sub">{}</span>', record.user, record.user.email)

    def render_written_at(self, record: OutgoingMail) -> str:
        return day_or_moment(record.written_at)

    def render_again(self, record: OutgoingMail) -> str:
        if not record.sends_to:
            return "Cannot be sent: the address was not kept"
        return render_to_string("accounts/mail_again.html", {"mail": record}, request=self.request)
