"""Forms of what the hub manager says of the hub, one thing each, and the filter of the list."""

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from foundation.design import dates
from foundation.design.filters import Filter
from foundation.design.forms import CleanCharField, DateField, Radios
from people.forms.fields import postcode_field
from people.models import ContractArea

from .. import times
from ..actions.closing import LONGEST_REASON
from ..models import Closure, Session, Weekday
from .opening import Span

_PHONE = re.compile(r"\+?[0-9][0-9 ]{8,18}")
_TO = re.compile(r"\s*(?:to|until|-|–)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)
_WIDE = forms.TextInput(attrs={"class": "govuk-input--width-30"})


def say_spans(spans: Iterable[Span]) -> str:
    """9.30 to 12.30, 13.30 to 16.30"""
    return ", ".join(f"{dates.say_time(span.opens_at)} to {dates.say_time(span.closes_at)}" for span in spans)


def read_spans(text: str) -> list[Span]:
    """The spans of one day that somebody typed, in order. Raises ValidationError in plain words."""
    spans = []
    for part in filter(None, _AND.split(text.strip())):
        ends = _TO.split(part)
        if len(ends) != 2 or not all(ends):
            raise ValidationError(
                "Enter each span like 9.30 to 12.30, with a comma between two.", code="invalid"
            )
        span = Span(times.read_time(ends[0]), times.read_time(ends[1]))
        if span.closes_at <= span.opens_at:
            raise ValidationError("A span ends after it starts, on the same day.", code="invalid")
        spans.append(span)
    spans.sort()
    if any(later.opens_at < earlier.closes_at for earlier, later in pairwise(spans)):
        raise ValidationError("Two of these spans overlap. Make one of them.", code="invalid")
    return spans


class SpansField(CleanCharField):
    """The spans of one day in one box, written as people write them. `single`: one at most."""

    def __init__(self, *, single: bool = False, **kwargs: Any) -> None:
        self.single = single
        super().__init__(required=False, max_length=100, widget=forms.TextInput(attrs={
            "class": "govuk-input--width-20", "autocomplete": "off"}), **kwargs)  # fmt: skip

    def clean(self, value: Any) -> list[Span]:
        """The spans in order. Raises ValidationError that names the day: a page has many of these boxes."""
        try:
            spans = read_spans(super().clean(value))
        except ValidationError as wrong:
            raise ValidationError(
                [f"{self.label}: {text}" for text in wrong.messages], code="invalid"
            ) from None
        if self.single and len(spans) > 1:
            raise ValidationError(f"{self.label}: Enter one span, like 10 to 14.", code="invalid")
        return spans

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else say_spans(value)


class HubFilter(Filter):
    """Which hubs the list shows."""

    contract_area = forms.ModelChoiceField(
        ContractArea.objects.none(), label="Contract area", required=False, empty_label="All contract areas",
        to_field_name="name",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract_area"].queryset = ContractArea.objects.all()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ContractArea | None:
        """The area to show; None for all, and for what is no area."""
        return self.cleaned_data.get("contract_area") if self.is_valid() else None


class DescribeForm(forms.Form):
    """Where the hub is and whom to ask: a role, never a person's name."""

    address_1 = CleanCharField(label="Address line 1", max_length=100, required=False, widget=_WIDE)
    address_2 = CleanCharField(label="Address line 2", max_length=100, required=False, widget=_WIDE)
    postcode = postcode_field(label="Postcode")
    phone = CleanCharField(
        label="Telephone number", help_text="The public number, like 01634 960 001", max_length=20, required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label="E-mail address", help_text="A shared mailbox, not a person’s own", required=False,
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-30", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address like hub@example.org."},
    )  # fmt: skip
    website = forms.URLField(
        label="Web page", required=False, max_length=200, assume_scheme="https",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-30", "inputmode": "url", "spellcheck": "false"}),
        error_messages={"invalid": "Enter a web address like https://www.example.org/hub."},
    )  # fmt: skip
    contact_role = CleanCharField(
        label="Whom to ask for", help_text="A role, like Duty worker. No person’s name: the public reads it.",
        max_length=60, required=False, widget=_WIDE,
    )  # fmt: skip

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Enter a telephone number like 01634 960 001.", code="invalid")
        return phone


class CapacityForm(forms.Form):
    """How many people the hub takes."""

    _FIGURE = {"class": "govuk-input--width-4", "inputmode": "numeric"}
    places = forms.IntegerField(
        label="Places at the hub", help_text="How many people can have a place at one time",
        min_value=0, max_value=2000, widget=forms.NumberInput(attrs=_FIGURE),
        error_messages={"required": "Enter how many places there are."},
    )  # fmt: skip
    session_capacity = forms.IntegerField(
        label="People in a session", help_text="For new sessions, unless one says otherwise",
        min_value=1, max_value=500, widget=forms.NumberInput(attrs=_FIGURE),
        error_messages={"required": "Enter how many people a session takes."},
    )  # fmt: skip
    reason = CleanCharField(
        label="Why there are fewer places than are taken, if so", max_length=200, required=False, widget=_WIDE
    )


class WeekForm(forms.Form):
    """The spans of each weekday, and the day from which they hold."""

    from_on = DateField(label="From", error_messages={"required": "Enter the day from which this holds."})

    def __init__(self, *args: Any, week: Mapping[int, list[Span]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in Weekday:
            self.fields[f"day_{day.value}"] = SpansField(label=day.label, initial=week.get(day.value, []))
        self.fields["from_on"].initial = timezone.localdate
        self.order_fields([*(f"day_{day.value}" for day in Weekday), "from_on"])
        self.says_optional = False

    @property
    def week(self) -> dict[int, list[Span]]:
        """What was typed, by weekday."""
        return {day.value: self.cleaned_data[f"day_{day.value}"] for day in Weekday}


class BankHolidayForm(forms.Form):
    """When the hub opens on each bank holiday to come; an empty box is closed."""

    says_optional = False

    def __init__(
        self,
        *args: Any,
        days: Mapping[datetime.date, str],
        opens: Mapping[datetime.date, Span],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days = list(days)
        for day, name in days.items():
            opening = [opens[day]] if day in opens else []
            label = f"{name}, {dates.say_weekday(day)}"
            self.fields[self._name(day)] = SpansField(label=label, initial=opening, single=True)

    @property
    def spans(self) -> dict[datetime.date, Span | None]:
        typed = {day: self.cleaned_data[self._name(day)] for day in self.days}
        return {day: spans[0] if spans else None for day, spans in typed.items()}

    @staticmethod
    def _name(day: datetime.date) -> str:
        return f"day_{day:%Y%m%d}"


class ClosureForm(forms.Form):
    """The days on which the hub is closed, and why."""

    first_on = DateField(label="First day", error_messages={"required": "Enter the first day."})
    last_on = DateField(
        label="Last day", help_text="The same day, if it is one day only",
        error_messages={"required": "Enter the last day."},
    )  # fmt: skip
    reason = CleanCharField(
        label="Reason", help_text="The public reads it. No person’s name.", max_length=LONGEST_REASON, widget=_WIDE,
        error_messages={"required": "Say why the hub is closed."},
    )  # fmt: skip


class TouchedForm(forms.Form):
    """What happens to the sessions that a closure touches; `shown` says which were on the page."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    sessions = forms.ChoiceField(
        label="What happens to these sessions?", required=False,
        choices=[("off", "Call them all off"), ("on", "Leave them on")],
        widget=Radios(hints={
            "off": "They become not held. Those who hold the people booked are told.",
            "on": "They take place although the hub is closed.",
        }),
    )  # fmt: skip

    def __init__(self, sent: QueryDict, *, touched: list[Session]) -> None:
        self.touched, self.says_optional = touched, False
        self.was_shown = "shown" in sent
        self.seen = _uuids(sent.get("shown", ""))
        shown_now = sent.copy()
        shown_now["shown"] = " ".join(str(session.uuid) for session in touched)
        super().__init__(shown_now)

    @property
    def call_off(self) -> bool | None:
        """Whether they are called off; None while nobody has said."""
        return {"off": True, "on": False}.get(self.cleaned_data["sessions"])


def _uuids(text: str) -> set[uuid.UUID]:
    """The uuids of a hidden field; what is none is left out, and the sessions then differ from those shown."""
    found = set()
    for word in text.split():
        with suppress(ValueError):
            found.add(uuid.UUID(word))
    return found


class ReopenForm(forms.Form):
    """When the hub opens again."""

    how = forms.ChoiceField(
        label="What happens?", widget=Radios, error_messages={"required": "Choose what happens."},
        choices=[("earlier", "The hub opens before the last day"), ("back", "The closure is taken back as a whole")],
    )  # fmt: skip
    opens_on = DateField(label="Opens again on, if before the last day", required=False)

    def __init__(self, *args: Any, closure: Closure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closure = closure

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == "earlier" and "opens_on" not in self.errors and not cleaned.get("opens_on"):
            self.add_error("opens_on", "Enter the day on which the hub opens again.")
        return cleaned

    @property
    def day(self) -> datetime.date:
        return self.closure.first_on if self.cleaned_data["how"] == "back" else self.cleaned_data["opens_on"]
