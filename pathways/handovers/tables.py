"""Lists of handovers, and the directory of services."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.design.dates import say_day, say_moment
from foundation.design.tables import DueColumn, StateColumn, Table
from foundation.design.templatetags.design import flag

from ..models import Handover, PartnerService

_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'


class HandedOverTable(Table):
    """What was handed over to the service: who, where it stands, when they come, and what is due."""

    person = tables.Column("Person", orderable=False)
    state = StateColumn("Where it stands", orderable=False)
    appointment_at = tables.Column("Appointment", empty_values=(), orderable=False)
    due_on = DueColumn("Due", orderable=False)

    def render_person(self, record: Handover):
        url = reverse("handed_over_detail", args=[record.uuid])
        line = _LINK + ' <span class="tg-sub">{}, sent {}</span>'
        return format_html(line, url, record.person, record, say_day(record.sent_at))

    def render_appointment_at(self, record: Handover) -> str:
        return said_of_appointment(record)


class HandoverTable(Table):
    """What the user's teams sent, and what came back."""

    person = tables.Column("Person", orderable=False)
    service = tables.Column("Service", orderable=False)
    state = StateColumn("Where it stands", orderable=False)
    appointment_at = tables.Column("Appointment or outcome", empty_values=(), orderable=False)
    due_on = DueColumn("The service is due", orderable=False)

    def render_person(self, record: Handover):
        url = reverse("handover_detail", args=[record.uuid])
        line = _LINK + ' <span class="tg-sub">{}, sent {}</span>'
        return format_html(line, url, record.person, record, say_day(record.sent_at))

    def render_appointment_at(self, record: Handover) -> str:
        return record.end_reason or said_of_appointment(record)


class PartnerServiceTable(Table):
    """The directory: what a service does, from where it takes people, and how to ask it."""

    name = tables.Column("Service", orderable=False)
    kind = tables.Column("What it does", orderable=False)
    areas = tables.Column("Takes people from", empty_values=(), orderable=False)
    phone = tables.Column("Contact", empty_values=(), orderable=False)
    active_from = tables.Column("Takes handovers", orderable=False)

    def render_name(self, record: PartnerService):
        mark = "" if record.confirmed_at else format_html(" {}", flag("Example entry"))
        return format_html(_LINK + "{}", reverse("service_detail", args=[record.slug]), record.name, mark)

    def render_areas(self, record: PartnerService) -> str:
        return said_of_areas(record)

    def render_phone(self, record: PartnerService):
        return format_html_join(
            SafeString("<br>"), "{}", ((said,) for said in (record.phone, record.email) if said)
        )

    def render_active_from(self, record: PartnerService) -> str:
        return said_of_days(record)


def said_of_appointment(handover: Handover) -> str:
    """The appointment as it stands; before the first one, that there is none."""
    return say_moment(handover.appointment_at) if handover.appointment_at else "None yet"


def said_of_areas(service: PartnerService) -> str:
    """Medway, Swale; everywhere where it names none."""
    return ", ".join(area.name for area in service.areas.all()) or "Everywhere"


def said_of_days(service: PartnerService) -> str:
    """From when until when it takes handovers."""
    since = f"from {say_day(service.active_from)}"
    if service.active_until is None:
        return f"Yes, {since}" if service.is_active else f"Not yet, {since}"
    return f"{'Yes, ' if service.is_active else 'No longer, '}until {say_day(service.active_until)}"
