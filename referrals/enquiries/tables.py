"""The list of enquiries."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from foundation.design.dates import say_day
from foundation.design.tables import Table
from foundation.design.templatetags.design import due

from ..models import Enquiry
from .states import EnquiryState


class EnquiryTable(Table):
    """Who asks, for which hub, since when and until when."""

    name = tables.Column("Who it is about", orderable=False, attrs={"th": {"class": "tg-col-xl"}})
    kind = tables.Column("From", orderable=False)
    hub = tables.Column(orderable=False)
    received_at = tables.Column("Received", orderable=False)
    answer = tables.Column("Answer", empty_values=(), orderable=False)

    def render_name(self, record: Enquiry):
        url = reverse("enquiry_detail", args=[record.uuid])
        link = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'
        return format_html(link, url, record.name, record.reference)

    def render_kind(self, record: Enquiry):
        return record.agency_name or "Themselves"

    def render_received_at(self, record: Enquiry):
        return format_html('<span class="tg-nowrap">{}</span>', say_day(record.received_at))

    def render_answer(self, record: Enquiry):
        return answer_of(record)


def answer_of(enquiry: Enquiry):
    """Days left for an enquiry that waits; for one that is answered, what came of it."""
    if enquiry.state == EnquiryState.RECEIVED:
        return due(enquiry.answer_by, unit="day")
    if enquiry.state == EnquiryState.MATCHED:
        came = f"referral {enquiry.referral}" if enquiry.referral else "its draft was discarded"
        return f"{enquiry.person}: {came}"
    if enquiry.expired_at:
        return f"Expired {say_day(enquiry.expired_at)}"
    return str(enquiry.reason)
