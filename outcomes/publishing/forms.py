"""What is asked when a report is published or withdrawn."""

import datetime
from typing import Any

from django import forms

from foundation.design.dates import say_day

REASON = 500


class AskForm(forms.Form):
    """The day a report is published as at: the last day of a month."""

    as_at = forms.TypedChoiceField(
        label="Data as at",
        help_text="Facts that had happened by then. A report is published as at the last day of a month.",
        coerce=datetime.date.fromisoformat,
        error_messages={"invalid_choice": "Choose a day of the list."},
    )

    def __init__(self, *args: Any, days: list[datetime.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].choices = [(day.isoformat(), say_day(day)) for day in days]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a published report is taken back."""

    because = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody who reads outcomes sees this. Name no person, and no number that is not shown.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON,
        error_messages={"required": "Say why the report is withdrawn."},
    )
