"""Forms of a hub's day: putting a session on, booking people, saying that it was not held."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.accounts.models import User
from foundation.design import dates
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.models import Reason

from . import times
from .models import ActivityCategory, Hub, Room

_NARROW = {"class": "govuk-input--width-5", "autocomplete": "off"}


class TimeField(forms.Field):
    """A time of day in one box, written as people write it."""

    widget = forms.TextInput(attrs=_NARROW)
    default_error_messages = {"required": "Enter a time."}

    def to_python(self, value: Any) -> datetime.time | None:
        """A time, or None for nothing. Raises ValidationError in plain words (times.read_time)."""
        return times.read_time(str(value)) if str(value or "").strip() else None

    def prepare_value(self, value: Any) -> Any:
        return dates.say_time(value) if isinstance(value, datetime.time) else value


class RoomField(forms.ModelChoiceField):
    """One of the rooms of the user's hubs; how many people it holds stands beside its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Room.objects.none(), required=False, empty_label="No room of its own", **kwargs)

    def label_from_instance(self, room: Room) -> str:
        return f"{room.name}, holds {room.holds}" if room.holds else room.name

    def offer(self, hubs) -> None:
        """The rooms in use at these hubs; grouped by hub when there are several."""
        self.queryset = Room.objects.filter(hub__in=hubs).in_use(timezone.localdate()).select_related("hub")
        rooms: dict[str, list[tuple[int, str]]] = {}
        for room in self.queryset.order_by("hub__name", "name"):
            rooms.setdefault(room.hub.name, []).append((room.pk, self.label_from_instance(room)))
        groups = [*rooms.items()] if len(rooms) > 1 else [each for group in rooms.values() for each in group]
        self.choices = [("", self.empty_label), *groups]


class RequirementField(forms.BooleanField):
    """Whether coming is part of a requirement of the person's licence or order. (domain: Session)"""

    def __init__(self) -> None:
        super().__init__(
            label="Part of a licence or rehabilitation requirement",
            required=False,
            help_text="Then the register asks of each absence whether it was acceptable.",
        )


class SessionForm(forms.Form):
    """A session to put on. `key` makes a second click the same session."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    hub = forms.ModelChoiceField(Hub.objects.none(), empty_label=None)
    category = forms.ModelChoiceField(
        ActivityCategory.objects.all(),
        label="Activity",
        empty_label="Choose an activity",
        error_messages={"required": "Choose an activity."},
    )
    title = CleanCharField(
        max_length=120,
        required=False,
        help_text="Only if the activity's name does not say it. Name nobody: others read it.",
    )
    room = RoomField()
    held_on = DateField(label="Date", error_messages={"required": "Enter the date of the session."})
    starts = TimeField(label="Starts at", help_text=times.EXAMPLE)
    ends = TimeField(label="Ends at")
    capacity = forms.IntegerField(
        label="How many people can take part",
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"required": "Enter how many people can take part."},
    )
    women_only = forms.BooleanField(label="For women only", required=False)
    requirement = RequirementField()
    lead = forms.ModelChoiceField(
        User.objects.none(), label="Led by", required=False, empty_label="Not decided yet"
    )

    def __init__(self, *args: Any, hubs, team: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs  # type: ignore[attr-defined]
        self.fields["lead"].queryset = team  # type: ignore[attr-defined]
        self.fields["room"].offer(hubs)  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid.uuid4
        if (first := hubs.first()) is not None:
            self.fields["hub"].initial, self.fields["capacity"].initial = first, first.session_capacity
        groups: dict[str, list[tuple[int, str]]] = {}
        for category in ActivityCategory.objects.all():
            groups.setdefault(category.type, []).append((category.pk, category.category))
        self.fields["category"].choices = [("", "Choose an activity"), *groups.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("starts", "ends"):
            if cleaned.get("held_on") and cleaned.get(name) is not None:
                try:
                    cleaned[f"{name}_at"] = times.moment_on(cleaned["held_on"], cleaned[name])
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What `actions.create_session` takes besides the hub and the user."""
        names = (
            "key",
            "category",
            "title",
            "room",
            "starts_at",
            "ends_at",
            "capacity",
            "women_only",
            "requirement",
            "lead",
        )
        return {name: self.cleaned_data[name] for name in names}


class NameForm(forms.Form):
    """Find somebody of the hub by name. Sent by POST, so that no name stands in an address."""

    name = CleanCharField(
        label="Name or CRN",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class UuidsField(forms.Field):
    """Any number of uuids, from boxes drawn by the page."""

    widget = forms.SelectMultiple
    default_error_messages = {"invalid": "Choose people from the list."}

    def to_python(self, value: Any) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(str(each)) for each in value or ()]
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class BookingForm(NameForm):
    """Whom to book, and the name that narrows the list."""

    people = UuidsField(required=False)
    over_capacity_reason = CleanCharField(
        label="Why do you let them in, if the session is full?", max_length=300, required=False,
        help_text="Only if the session may take more people than it has places. Leave it empty otherwise.",
    )  # fmt: skip

    def __init__(self, *args: Any, may_exceed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_exceed:
            del self.fields["over_capacity_reason"]

    def has_chosen(self) -> bool:
        """Whether anybody is chosen; says so if not."""
        if not self.cleaned_data["people"]:
            self.add_error(None, "Choose at least one person to book.")
            return False
        return True


class NotHeldForm(forms.Form):
    """Why a session was not held, or is not to be."""

    reason = forms.ModelChoiceField(
        Reason.objects.none(), label="Why was it not held?", empty_label=None, widget=Radios,
        error_messages={"required": "Choose why the session was not held."},
    )  # fmt: skip
    text = CleanCharField(label="What happened, if you chose Other", max_length=200, required=False)

    def __init__(self, *args: Any, is_ahead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ahead:
            self.fields["reason"].label = "Why is it not held?"
            self.fields["text"].label = "What is the reason, if you chose Other"
        self.fields["reason"].queryset = Reason.objects.filter(list="not_held", retired_at=None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("reason")
        if chosen and chosen.text_required and not cleaned.get("text"):
            self.add_error("text", "Say what happened.")
        return cleaned

    @property
    def why(self) -> str:
        """The reason in words, with what was written beside it."""
        reason, text = str(self.cleaned_data["reason"]), self.cleaned_data["text"]
        return f"{reason}: {text}" if text else reason
