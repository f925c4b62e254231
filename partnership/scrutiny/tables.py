"""Lists of questions, meetings and recommendations."""

import datetime
from typing import Any

import django_tables2
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.dates import say_day, today
from foundation.design.filters import Filter
from foundation.design.tables import StateColumn, Table
from foundation.design.templatetags.design import due as due_words

from ..models import Meeting, Partner, Question, Recommendation
from ..states import OPEN_RECOMMENDATION, WAITING_FOR_RESPONSE, QuestionState, RecommendationState
from .lateness import say_lateness

_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a><span class="tg-sub">{}</span>'
_DUE = {"td": {"data-label": ""}}
SHOWN = 160  # letters of a question in a list


class _OfPartnerFilter(Filter):
    """Which rows are listed."""

    state = forms.ChoiceField(label="State", required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label="Partner", required=False, empty_label="All", to_field_name="uuid"
    )
    states: Any = ()

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [("", "All"), *self.states]
        fields["partner"].queryset = partners

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, as querysets take it."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class QuestionFilter(_OfPartnerFilter):
    """Which questions are listed."""

    states = QuestionState.choices
    late = forms.BooleanField(label="Only late responses", required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        chosen = super().wanted
        return chosen | {"late_by": today()} if chosen.pop("late", False) else chosen


class RecommendationFilter(_OfPartnerFilter):
    """Which recommendations are listed."""

    states = RecommendationState.choices


class QuestionTable(Table):
    """Each question with the partner that was asked, and how late its response is."""

    caption = "Questions"
    number = django_tables2.Column("Question", orderable=False)
    partner = django_tables2.Column(orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)
    due_on = django_tables2.Column("Response", orderable=False, attrs=_DUE)

    class Meta:
        empty_text = (
            "There is no question here. Members of the committee ask, and officers enter questions for them."
        )

    def render_number(self, record: Question) -> SafeString:
        url = reverse("question_detail", args=[record.uuid])
        asked = f"{record.asked_for}, {say_day(record.asked_on)}"
        return format_html(
            '{}<span class="tg-sub">{}</span>', format_html(_LINK, url, record, asked), cut(record.text)
        )

    def render_due_on(self, record: Question, value: datetime.date) -> SafeString | str:
        if record.state in WAITING_FOR_RESPONSE:
            return due_words(value, unit="day")
        if record.state == QuestionState.WITHDRAWN or record.answered_at is None:
            return ""
        return format_html(
            '{}<span class="tg-sub">{}</span>', say_day(record.answered_at), say_lateness(record)
        )


class MeetingTable(Table):
    """Each meeting with how many partners came."""

    caption = "Meetings"
    title = django_tables2.Column("Meeting", orderable=False)
    came = django_tables2.Column("Came for", empty_values=(), orderable=False)
    stayed_away = django_tables2.Column("Nobody came for", empty_values=(), orderable=False)

    class Meta:
        empty_text = (
            "No meeting is recorded yet. An officer of the partnership records each one after it was held."
        )

    def render_title(self, record: Meeting) -> SafeString:
        url = reverse("meeting_detail", args=[record.uuid])
        held = say_day(record.held_on)
        return format_html(_LINK, url, record, f"{held}: withdrawn" if record.withdrawn_on else held)

    def render_came(self, record: Meeting) -> str:
        rows = list(record.attendance.all())
        return f"{sum(row.attended for row in rows)} of {len(rows)} partners"

    def render_stayed_away(self, record: Meeting) -> str:
        return ", ".join(str(row.partner) for row in record.attendance.all() if not row.attended) or "–"


class RecommendationTable(Table):
    """Each recommendation with its partner and when it is due."""

    caption = "Recommendations"
    text = django_tables2.Column("Recommendation", orderable=False)
    partner = django_tables2.Column(orderable=False)
    state = StateColumn(verbose_name="State", orderable=False)
    due_on = django_tables2.Column("Due", orderable=False, attrs=_DUE)

    class Meta:
        empty_text = "There is no recommendation here. Officers enter them from the page of the meeting."

    def render_text(self, record: Recommendation) -> SafeString:
        url = reverse("recommendation_detail", args=[record.uuid])
        made = f"{record.meeting}, {say_day(record.meeting.held_on)}"
        return format_html(_LINK, url, cut(record.text), made)

    def render_due_on(self, record: Recommendation, value: datetime.date) -> SafeString | str:
        if record.state in OPEN_RECOMMENDATION:
            return due_words(value, unit="day")
        return f"Closed {say_day(record.closed_on)}" if record.closed_on else say_day(value)


def cut(text: str) -> str:
    """The beginning of a text, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
