"""Forms of the timetable: rules in plain words, rooms, and one session changed."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.design.forms import AsksBeneath, Checkboxes, CleanCharField, DateField, Radios

from .. import times
from ..forms import RequirementField, RoomField, TimeField
from ..models import ActivityCategory, Hub, Session, TimetableRule
from . import recurrence, scope, wording
from .single import Wanted

KEEP, WEEKLY, FORTNIGHTLY, MONTHLY = "keep", "weekly", "fortnightly", "monthly"
REPEATS = [(WEEKLY, "Every week"), (FORTNIGHTLY, "Every 2 weeks"), (MONTHLY, "Once a month")]
DAYS_OF = {WEEKLY: "days", FORTNIGHTLY: "fortnight_days"}
NONE = ("", "Choose")
NTH = [("1", "first"), ("2", "second"), ("3", "third"), ("4", "fourth"), ("-1", "last")]
WEEKDAYS = list(
    zip(
        recurrence.DAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_NUMBER = {"class": "govuk-input--width-5", "inputmode": "numeric"}


class ReasonField(CleanCharField):
    """Why; those who work with the people booked read it where a session is not held."""

    def __init__(self, label: str = "Why?", **kwargs: Any) -> None:
        super().__init__(label=label, max_length=200, error_messages={"required": "Say why."}, **kwargs)


class _SessionFields(forms.Form):
    """What a rule and a single session have in common. The end is a time on the same day."""

    room = RoomField()
    lead: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Led by", required=False, empty_label="Not decided yet"
    )
    capacity = forms.IntegerField(
        label="How many people can take part", min_value=1, max_value=500, widget=forms.NumberInput(attrs=_NUMBER),
        error_messages={"required": "Enter how many people can take part."},
    )  # fmt: skip
    starts = TimeField(label="Starts at", help_text=times.EXAMPLE)
    ends = TimeField(label="Ends at")

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].offer(Hub.objects.filter(pk=hub.pk))  # type: ignore[attr-defined]
        self.fields["lead"].queryset = scope.leads(hub)  # type: ignore[attr-defined]
        self.fields["capacity"].initial = hub.session_capacity

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts is not None and ends is not None:
            minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
            if minutes <= 0:
                self.add_error("ends", "The end must be after the start, on the same day.")
            elif minutes > 12 * 60:
                self.add_error("ends", "A session lasts 12 hours at most. Make two sessions of it.")
            cleaned["minutes"] = minutes
        return cleaned


def _days() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="On which days?", choices=WEEKDAYS, required=False, widget=Checkboxes(small=True, inline=True)
    )


class RuleForm(AsksBeneath, _SessionFields):
    """A rule in plain words. `key` makes a second click the same rule."""

    asked_by = "repeats"
    beneath: ClassVar = {WEEKLY: ("days",), FORTNIGHTLY: ("fortnight_days",), MONTHLY: ("nth", "weekday")}

    key = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ModelChoiceField(
        ActivityCategory.objects.all(), label="Activity", empty_label="Choose an activity",
        error_messages={"required": "Choose an activity."},
    )  # fmt: skip
    title = CleanCharField(
        max_length=120,
        required=False,
        help_text="Only if the activity's name does not say it. Name nobody: others read it.",
    )
    repeats = forms.ChoiceField(
        label="How often is it?", choices=REPEATS, widget=Radios, initial=WEEKLY,
        error_messages={"required": "Choose how often it is."},
    )  # fmt: skip
    days = _days()
    fortnight_days = _days()
    nth = forms.ChoiceField(label="Which one of the month?", choices=[NONE, *NTH], required=False)
    weekday = forms.ChoiceField(label="Which weekday?", choices=[NONE, *WEEKDAYS], required=False)
    first_on = DateField(label="First day", error_messages={"required": "Enter the first day."})
    until_on = DateField(
        label="Last day", required=False, help_text="Leave it empty if it goes on until somebody ends it."
    )
    on_bank_holidays = forms.ChoiceField(
        label="On bank holidays", choices=TimetableRule.OnBankHolidays.choices, widget=Radios(small=True),
        initial=TimetableRule.OnBankHolidays.SKIP, error_messages={"required": "Choose what happens on bank holidays."},
    )  # fmt: skip
    women_only = forms.BooleanField(label="For women only", required=False)
    requirement = RequirementField()

    field_order = (
        "key", "category", "title", "room", "lead", "capacity", "women_only", "requirement", "starts", "ends",
        "repeats", "days", "fortnight_days", "nth", "weekday", "from_on", "first_on", "until_on",
        "on_bank_holidays", "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        groups: dict[str, list[tuple[int, str]]] = {}
        for category in ActivityCategory.objects.all():
            groups.setdefault(category.type, []).append((category.pk, category.category))
        self.fields["category"].choices = [("", "Choose an activity"), *groups.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (asks := DAYS_OF.get(cleaned.get("repeats", ""))) and not cleaned.get(asks):
            self.add_error(asks, "Choose at least one day of the week.")
        if cleaned.get("repeats") == MONTHLY and not (cleaned.get("nth") and cleaned.get("weekday")):
            self.add_error("nth", "Choose which weekday of the month it is.")
        return cleaned

    @property
    def recurrence(self) -> str | None:
        """The rule's text; None to leave it as it is."""
        said = self.cleaned_data
        if said["repeats"] == MONTHLY:
            return recurrence.monthly(int(said["nth"]), said["weekday"])
        if asks := DAYS_OF.get(said["repeats"]):
            return recurrence.weekly(said[asks], every=1 if said["repeats"] == WEEKLY else 2)
        return None

    def wanted(self) -> dict[str, Any]:
        """What the rule says, for the actions."""
        names = ("category", "title", "room", "lead", "starts", "minutes", "capacity", "women_only", "requirement",
                 "until_on", "on_bank_holidays")  # fmt: skip
        found = {name: self.cleaned_data[name] for name in names}
        if "first_on" in self.cleaned_data:
            found["first_on"] = self.cleaned_data["first_on"]
        return found | ({"recurrence": self.recurrence} if self.recurrence else {})


class RuleChangeForm(RuleForm):
    """A rule as it is to be from a day on. How often it comes stays as it is unless said anew."""

    from_on = DateField(
        label="From which day?", help_text="This session and all that follow. Earlier ones stay as they are.",
        error_messages={"required": "Enter the day from which it changes."},
    )  # fmt: skip
    reason = ReasonField("Why does it change?")
    first_on = None  # type: ignore[assignment]

    def __init__(self, *args: Any, rule: TimetableRule, **kwargs: Any) -> None:
        now = {name: getattr(rule, name) for name in ("category", "title", "room", "lead", "capacity", "women_only",
               "requirement", "starts", "until_on", "on_bank_holidays")}  # fmt: skip
        now |= {
            "ends": wording.end_of(rule),
            "repeats": KEEP,
            "from_on": max(timezone.localdate(), rule.first_on),
        }
        super().__init__(*args, hub=rule.hub, initial=now | kwargs.pop("initial", {}), **kwargs)
        as_now = (KEEP, f"As now: {wording.words(rule.recurrence)}")
        self.fields["repeats"].choices = [as_now, *REPEATS]  # type: ignore[attr-defined]
        if rule.room and rule.room.pk not in self.fields["room"].queryset.values_list("pk", flat=True):  # type: ignore[attr-defined]
            self.initial["room"] = None  # closed since


class RuleEndForm(forms.Form):
    """When a rule ends, and why."""

    last_on = DateField(
        label="Last day",
        help_text="Sessions after this day go.",
        error_messages={"required": "Enter the last day."},
    )
    reason = ReasonField("Why does it end?")


class LeaveOutForm(forms.Form):
    """One day on which the rule's session is not."""

    day = DateField(label="Which day?", error_messages={"required": "Enter the day that is left out."})
    reason = ReasonField("Why is it left out?")


class SessionChangeForm(_SessionFields):
    """One session as it is to be. `seen` is its version when the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DateField(label="Date", error_messages={"required": "Enter the date of the session."})
    women_only = forms.BooleanField(label="For women only", required=False)
    reason = ReasonField("Why is it changed?")

    field_order = ("seen", "held_on", "starts", "ends", "room", "lead", "capacity", "women_only", "reason")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        starts, ends = (timezone.localtime(moment) for moment in (session.starts_at, session.ends_at))
        now = {
            "seen": session.version, "held_on": session.held_on, "starts": starts.time(), "ends": ends.time(),
            "room": session.room, "lead": session.lead, "capacity": session.capacity,
            "women_only": session.women_only,
        }  # fmt: skip
        super().__init__(*args, hub=session.hub, initial=now, **kwargs)
        self.fields["capacity"].required = session.capacity is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("starts", "ends"):
            if cleaned.get("held_on") and cleaned.get(name) is not None:
                try:
                    cleaned[f"{name}_at"] = times.moment_on(cleaned["held_on"], cleaned[name])
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return cleaned

    def wanted(self) -> Wanted:
        """For the action."""
        return Wanted(**{name: self.cleaned_data[name] for name in Wanted._fields})


class RoomForm(forms.Form):
    """A room's name and size, and from when it is used no longer."""

    name = CleanCharField(
        label="Name", max_length=60, error_messages={"required": "Enter the name of the room."}
    )
    holds = forms.IntegerField(
        label="How many people it holds", required=False, min_value=1, max_value=500,
        widget=forms.NumberInput(attrs=_NUMBER),
    )  # fmt: skip
    closed_on = DateField(
        label="Not used from", required=False, help_text="Leave it empty while the room is in use."
    )


class CategoryFilter(forms.Form):
    """Which activity is shown. What is no choice shows all."""

    category: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Activity", required=False, empty_label="All activities"
    )

    def __init__(self, *args: Any, categories: list[ActivityCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [each.pk for each in categories]
        self.fields["category"].queryset = ActivityCategory.objects.filter(pk__in=keys)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ActivityCategory | None:
        return self.cleaned_data.get("category") if self.is_valid() else None
