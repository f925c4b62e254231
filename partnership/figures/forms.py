"""Entering a measure's figure."""

from decimal import Decimal
from typing import Any

from django import forms

from foundation.design.forms import CleanCharField
from foundation.lifecycle.meanwhile import SeenAs
from outcomes.pages.words import say_period_to_choose

from ..models import EnteredFigure, Measure
from ..states import Unit
from .entering import periods_to_enter, why_not

_SHORT = {"class": "govuk-input--width-10", "inputmode": "decimal"}


class FigureForm(SeenAs, forms.Form):
    """One figure with where it can be checked; or why there is none."""

    period = forms.ChoiceField(label="Period", error_messages={"required": "Choose the period."})
    value = CleanCharField(
        label="Figure", required=False, max_length=20, widget=forms.TextInput(attrs=_SHORT)
    )
    numerator = forms.IntegerField(
        label="How many (optional)", required=False, min_value=0, widget=forms.TextInput(attrs=_SHORT)
    )
    denominator = forms.IntegerField(
        label="Out of how many (optional)", required=False, min_value=1, widget=forms.TextInput(attrs=_SHORT)
    )
    absent_because = CleanCharField(
        label="If there is no figure: why", required=False, max_length=300,
        help_text="A figure that is missing is shown as missing, with this reason.",
    )  # fmt: skip
    source = CleanCharField(
        label="Source", max_length=200, help_text="The publication or system, with its date",
        error_messages={"required": "Say where the figure can be checked."},
    )  # fmt: skip
    note = CleanCharField(
        label="What is to be known about it (optional)", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Published with the figure, as you write it. Name no person, and count none.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, measure: Measure, standing: EnteredFigure | None = None, **kwargs: Any
    ) -> None:
        self.measure = measure
        kwargs["initial"] = (
            _as_typed(measure, standing) if standing else {"seen_as": "none"} | kwargs["initial"]
        )
        super().__init__(*args, **kwargs)
        period: Any = self.fields["period"]
        period.choices = [(each.label, say_period_to_choose(each)) for each in periods_to_enter(measure)]
        unit: str = measure.get_unit_display()
        self.fields["value"].help_text = (
            "In percent, without the sign" if measure.unit == Unit.SHARE else unit
        )
        if measure.unit != Unit.SHARE:
            del self.fields["numerator"], self.fields["denominator"]

    def clean_value(self) -> Decimal | None:
        """In the measure's unit; a share is typed in percent."""
        text = self.cleaned_data["value"].strip().strip("%£").replace(",", "").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except ArithmeticError:
            raise forms.ValidationError("Enter a number, like 35 or 27.5.") from None
        number = number / 100 if number.is_finite() and self.measure.unit == Unit.SHARE else number
        if wrong := why_not(self.measure.unit, number):
            raise forms.ValidationError(wrong)
        return number

    def error_on(self, field: str, said: str) -> forms.ValidationError:
        """What is wrong, at the field it belongs to where the form has it."""
        return forms.ValidationError({field: said} if field in self.fields else said)

    def as_it_stands(self, fact: EnteredFigure) -> dict[str, Any]:
        return {name: said for name, said in _as_typed(self.measure, fact).items() if name != "seen_as"}

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as `enter` takes it."""
        return dict(self.cleaned_data)


def _as_typed(measure: Measure, standing: EnteredFigure) -> dict[str, Any]:
    """What stands there, to be put right. Of people, its numbers are typed anew: nobody reads here what is rounded or
    kept back everywhere else.
    """
    same = ("period", "absent_because", "source", "note", "seen_as")
    kept = {name: getattr(standing, name) for name in same}
    if measure.counts_people:
        return kept
    value = standing.value
    if value is not None and measure.unit == Unit.SHARE:
        value *= 100
    typed = "" if value is None else f"{value.normalize():f}"
    return kept | {"value": typed, "numerator": standing.numerator, "denominator": standing.denominator}
