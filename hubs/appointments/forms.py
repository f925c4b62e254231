"""What is typed of an appointment: when, with whom and what for."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import User
from foundation.design.forms import DateField

from .. import times
from ..forms import RoomField, TimeField
from ..models import ActivityCategory, Hub

USUAL = "One-to-one support"
LENGTHS = (
    (15, "15 minutes"),
    (30, "30 minutes"),
    (45, "45 minutes"),
    (60, "1 hour"),
    (90, "1 hour 30 minutes"),
)


class AppointmentForm(forms.Form):
    """When, with whom and what for. `key` makes a second click the same appointment."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    hub = forms.ModelChoiceField(Hub.objects.none(), empty_label=None)
    lead = forms.ModelChoiceField(
        User.objects.none(), label="With whom?", empty_label="Choose a worker",
        error_messages={"required": "Choose with whom the appointment is."},
    )  # fmt: skip
    held_on = DateField(label="Date", error_messages={"required": "Enter the date of the appointment."})
    starts = TimeField(label="Starts at", help_text=times.EXAMPLE)
    minutes = forms.TypedChoiceField(label="How long?", choices=LENGTHS, coerce=int, initial=30)
    category = forms.ModelChoiceField(ActivityCategory.objects.all(), label="What for?", empty_label=None)
    room = RoomField()

    def __init__(self, *args: Any, hubs, team: Iterable[User], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs  # type: ignore[attr-defined]
        self.fields["lead"].queryset = team  # type: ignore[attr-defined]
        self.fields["room"].offer(hubs)  # type: ignore[attr-defined]
        self.initial.update({"key": uuid.uuid4(), "hub": hubs.first(), "lead": by})
        self.initial["category"] = ActivityCategory.objects.filter(category=USUAL).first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("held_on") and cleaned.get("starts") is not None and cleaned.get("minutes"):
            try:
                cleaned["starts_at"] = times.moment_on(cleaned["held_on"], cleaned["starts"])
            except ValidationError as wrong:
                self.add_error("starts", wrong)
            else:
                cleaned["ends_at"] = cleaned["starts_at"] + datetime.timedelta(minutes=cleaned["minutes"])
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What `actions.book_appointment` takes besides the person, the hub and the user."""
        names = ("key", "category", "starts_at", "ends_at", "room")
        return {"worker": self.cleaned_data["lead"]} | {name: self.cleaned_data[name] for name in names}
