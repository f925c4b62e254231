"""Entering a published figure."""

from decimal import Decimal
from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField


class BenchmarkForm(forms.Form):
    """The figure as it was published, in percent, with where it can be checked."""

    percent = forms.DecimalField(
        label="Figure, in percent", min_value=0, max_value=100, decimal_places=4,
        help_text="As published, without the sign. For example, 27.5",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={
            "required": "Enter the figure.",
            "invalid": "Enter the figure as a number, like 27.5.",
            "min_value": "Enter a figure from 0 to 100.",
            "max_value": "Enter a figure from 0 to 100.",
        },
    )  # fmt: skip
    source = CleanCharField(
        label="Source", max_length=200, help_text="The publication with its date, and the page or table",
        error_messages={"required": "Name the publication: without it nobody can check the figure."},
    )  # fmt: skip
    starts_on = DateField(label="First day of its period (optional)", required=False)
    ends_on = DateField(label="Last day of its period (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if "starts_on" in given and "ends_on" in given and bool(first) != bool(last):
            self.add_error("ends_on" if first else "starts_on", "Enter both days of the period, or neither.")
        if first and last and last < first:
            self.add_error("ends_on", "Enter a day on or after the first.")
        return given

    @property
    def entered(self) -> dict[str, Any]:
        """What a valid form says, as `enter` takes it."""
        given = {name: self.cleaned_data[name] for name in ("source", "starts_on", "ends_on")}
        return given | {"figure": self.cleaned_data["percent"] / Decimal(100)}
