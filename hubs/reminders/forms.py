"""What is typed of reminders: whether somebody wants them, and where to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, Radios

from ..models import ReminderWish
from .addresses import read_address


class WishForm(forms.Form):
    """By text or e-mail, and where to."""

    channel = forms.ChoiceField(
        label="How do they want to be reminded?", choices=ReminderWish.Channel.choices, widget=Radios,
        error_messages={"required": "Choose text message or e-mail."},
    )  # fmt: skip
    address = CleanCharField(
        label="Mobile number or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the number or the address."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("channel") and cleaned.get("address"):
            try:
                cleaned["address"] = read_address(cleaned["channel"], cleaned["address"])
            except ValidationError as wrong:
                self.add_error("address", wrong)
        return cleaned
