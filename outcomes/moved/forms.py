"""Since when a figure of the staff's own report is compared."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.design.forms import DateField
from foundation.lifecycle.dates import quarter_start
from outcomes.pages.words import say_period, say_period_to_choose
from outcomes.periods import Period, financial_year, period, quarter_with

MOST_BACK = 12  # quarters, or a third as many years


class SinceForm(forms.Form):
    """The earlier period, and how it was known when it was read."""

    since = forms.ChoiceField(label="Compared with")
    known_at = DateField(
        label="The earlier figure as it was known on", required=False,
        help_text="The day on which it was read. Empty means as it is known now.",
    )  # fmt: skip

    def __init__(self, *args: Any, of: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        earlier = earlier_than(of)
        self.fields["since"].choices = [  # type: ignore[attr-defined]
            *((str(each), say_period_to_choose(each)) for each in earlier),
            (str(of), f"{say_period(of)} itself, as it was known earlier"),
        ]
        self.fields["since"].error_messages["invalid_choice"] = (
            "Choose a period of the list: of the same length, and not later."
        )

    def clean_known_at(self) -> datetime.date | None:
        day = self.cleaned_data["known_at"]
        if day and day > timezone.localdate():
            raise ValidationError("Enter today or an earlier day: that day has not come.", code="future")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day, since = given.get("known_at"), given.get("since")
        if day and since and day < period(since).starts_on:
            self.add_error("known_at", f"Enter a later day: {say_period(period(since))} had not begun.")
        return given


def earlier_than(of: Period) -> list[Period]:
    """The periods of the same length before one, the newest first."""
    if of.is_year:
        return [financial_year(of.starts_on.year - back) for back in range(1, MOST_BACK // 3 + 1)]
    return [quarter_with(quarter_start(of.quarters[0] - back)) for back in range(1, MOST_BACK + 1)]
