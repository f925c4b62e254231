"""Choosing a report: the place, the period, and the two dates it is seen from."""

import datetime
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.design.dates import say_day
from foundation.design.forms import DateField

from . import access, scope
from .pages.words import say_period, say_period_to_choose
from .periods import Period
from .publishing.months import is_month_end, last_month_end, month_ends

MONTHS = 60  # how many month ends are offered


class MomentForm(forms.Form):
    """The dates a report is worked out from; neither may lie in the future, nor before its period begins.

    is_free: any two days, for those who read without disclosure control. Everybody else chooses the end of a month, and
    everything known until now: whoever could choose any day would subtract one day's report from the next one's
    (outcomes: Differencing guard; decision 93).
    """

    as_at = DateField(
        label="Data as at", required=False,
        help_text="Facts that had happened by then. For example, 30 June 2025. Empty means today.",
    )  # fmt: skip
    known_at = DateField(
        label="As known at", required=False,
        help_text="Records made by the end of that day. Empty means now.",
    )  # fmt: skip

    def __init__(self, *args: Any, period: Period | None = None, is_free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reported, self.is_free = period, is_free
        if not is_free:
            del self.fields["known_at"]
            self._offer_month_ends()

    def _offer_month_ends(self) -> None:
        today = timezone.localdate()
        days = [day for day in islice(month_ends(today), MONTHS) if self._is_of_period(day)]
        field = self.fields["as_at"]
        field.widget = forms.Select(
            choices=[("", "The latest"), *((day.isoformat(), say_day(day)) for day in days)]
        )
        field.help_text = "Facts that had happened by the end of that month."

    @property
    def latest_day(self) -> datetime.date:
        """The latest day that can be chosen: today, or the end of the last month."""
        return timezone.localdate() if self.is_free else last_month_end(timezone.localdate())

    def _is_of_period(self, day: datetime.date) -> bool:
        return self.reported is None or day >= self.reported.starts_on

    def clean(self) -> dict[str, Any]:
        return {"known_at": None} | (super().clean() or {})

    def clean_as_at(self) -> datetime.date | None:
        day = self._not_to_come("as_at")
        if self.is_free:
            return day
        if day and not is_month_end(day):
            raise ValidationError("Choose the last day of a month.", code="not_month_end")
        return day or self.latest_day

    def clean_known_at(self) -> datetime.date | None:
        return self._not_to_come("known_at")

    def _not_to_come(self, name: str) -> datetime.date | None:
        day = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise ValidationError("Enter today or an earlier day: that day has not come.", code="future")
        if day and self.reported and not self._is_of_period(day):
            first = say_day(self.reported.starts_on)
            raise ValidationError(
                f"Enter {first} or a later day: {say_period(self.reported)} had not begun.", code="not_begun"
            )
        return day


class ReportForm(MomentForm):
    """What a report is about. The places are those the user reads about."""

    place = forms.ChoiceField(label="Place", help_text="A hub, an area, a contract area or England")
    period = forms.ChoiceField(
        label="Period", help_text="Few people in a quarter? The financial year says more."
    )
    field_order = ["place", "period", "as_at", "known_at"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_free=access.keeps_to_own_hubs(user), **kwargs)
        groups = scope.place_choices(user)
        self.fields["place"].choices = [("", "Choose a place"), *groups]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a period"),
            *(
                (str(period), say_period_to_choose(period, self.latest_day))
                for period in scope.periods(self.latest_day)
            ),
        ]
        self.fields["period"].error_messages["invalid_choice"] = (
            "Choose a period of the list: any other cannot be read yet, or lies before the first records."
        )
