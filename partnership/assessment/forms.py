"""Entering the strategic assessment: a yearly figure, a share of a survey."""

from decimal import Decimal
from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios
from foundation.lifecycle.meanwhile import SeenAs

from ..models import AssessmentFigure, SurveyAnswer
from ..states import Counts, Good, Unit
from . import rules
from .imports import LARGEST
from .years import year_label

_SHORT = {"class": "govuk-input--width-10", "inputmode": "decimal"}
_WIDE = {"class": "govuk-input--width-30", "autocomplete": "off"}


class YearField(CleanCharField):
    """2024 or 2024/25"""

    def __init__(self, **kwargs: Any) -> None:
        asks = {"required": "Enter the year."}
        super().__init__(label="Year", max_length=7, help_text="A calendar year such as 2024, or a financial one such "
                         "as 2024/25", widget=forms.TextInput(attrs=_SHORT), error_messages=asks, **kwargs)  # fmt: skip

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return year_label(text) if text else ""
        except ValueError as wrong:
            raise forms.ValidationError(f"{wrong}.") from None


def _source() -> CleanCharField:
    return CleanCharField(
        label="Source", max_length=200, help_text="The publication or system, with its date",
        widget=forms.TextInput(attrs=_WIDE), error_messages={"required": "Say where it can be checked."},
    )  # fmt: skip


def _words(label: str, longest: int, help_text: str = "") -> CleanCharField:
    return CleanCharField(
        label=label, max_length=longest, help_text=help_text, widget=forms.TextInput(attrs=_WIDE)
    )


class _Judged(SeenAs, forms.Form):
    """A form whose fields the rules judge; of a new row no version was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen_as", "none")

    def refuse(self, problems: rules.Problems) -> None:
        """Say at its field what is wrong."""
        names = {"share": "percent"}
        for field, text in problems.items():
            named = names.get(field, field)
            self.add_error(named if named in self.fields else None, text)

    def said(self) -> dict[str, Any]:
        """The model's own fields, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_as"}


class FigureForm(_Judged):
    """One figure of one year."""

    theme = _words("Theme", 80, "For example, Anti-social behaviour")
    title = _words("Figure", 160, "The same words every year: they make the series")
    year = YearField()
    value = CleanCharField(
        label="Number", max_length=20, widget=forms.TextInput(attrs=_SHORT),
        help_text="A share in percent: 27.5", error_messages={"required": "Enter the number."},
    )  # fmt: skip
    unit = forms.ChoiceField(label="In", choices=Unit.choices)
    good = forms.ChoiceField(label="Which way is better?", choices=Good.choices, widget=Radios(small=True))
    counts = forms.ChoiceField(
        label="What does it count?", choices=Counts.choices, widget=Radios(small=True),
        help_text="Everybody reads it in the scrutiny pack. An own count of people is rounded to 5, and left out below "
        "10.",
        error_messages={"required": "Say whether it counts people."},
    )  # fmt: skip
    break_before = forms.BooleanField(label="It cannot be compared with former years", required=False)
    quality = CleanCharField(
        label="What is to be known about its quality", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source = _source()

    def clean_value(self) -> Decimal:
        return number_typed(self.cleaned_data["value"])

    def said(self) -> dict[str, Any]:
        """A share is kept as a fraction."""
        given = super().said()
        if given["unit"] == Unit.SHARE:
            given["value"] /= 100
        return given | {"value": round(given["value"], 6)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.refuse(rules.of_figure(self.said()))
        return given


class AnswerForm(_Judged):
    """The share of one answer to one question of a survey."""

    survey = _words("Survey", 120, "For example, Residents’ survey")
    year = YearField()
    question = _words("Question", 300, "As it was asked")
    answer = _words("Answer", 120)
    position = forms.IntegerField(
        label="Its place among the answers", min_value=0, max_value=99, initial=0,
        widget=forms.TextInput(attrs=_SHORT),
    )  # fmt: skip
    percent = CleanCharField(
        label="Share, in percent", max_length=12, widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": "Enter the share."},
    )  # fmt: skip
    respondents = forms.IntegerField(
        label="How many answered the question", min_value=1, max_value=10_000_000,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={
            "required": "Enter how many answered.",
            "min_value": "Somebody has to have answered: enter how many, 1 or more.",
        },
    )  # fmt: skip
    source = _source()

    def clean_percent(self) -> Decimal:
        return number_typed(self.cleaned_data["percent"])

    def said(self) -> dict[str, Any]:
        """The share as a fraction."""
        given = super().said()
        return given | {"share": round(given.pop("percent") / 100, 6)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.refuse(rules.of_answer(self.said()))
        return given


def number_typed(text: str) -> Decimal:
    """The number as people write it. Raises ValidationError."""
    try:
        number = Decimal(text.strip().strip("%£").replace(",", "").strip())
    except ArithmeticError:
        raise forms.ValidationError("Enter a number, like 35 or 27.5.") from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise forms.ValidationError("Enter a number, like 35 or 27.5.")
    return number


def figure_as_typed(figure: AssessmentFigure) -> dict[str, Any]:
    """The form's first values, of a figure that is put right."""
    value = figure.value * 100 if figure.unit == Unit.SHARE else figure.value
    same = (
        "theme",
        "title",
        "year",
        "unit",
        "good",
        "counts",
        "break_before",
        "quality",
        "source",
        "seen_as",
    )
    return {name: getattr(figure, name) for name in same} | {"value": f"{value.normalize():f}"}


def answer_as_typed(answer: SurveyAnswer, *, hidden: bool) -> dict[str, Any]:
    """The form's first values, of an answer that is put right. hidden: its share is kept back, here too."""
    same = ("survey", "year", "question", "answer", "position", "respondents", "source", "seen_as")
    percent = "" if hidden else f"{(answer.share * 100).normalize():f}"
    return {name: getattr(answer, name) for name in same} | {"percent": percent}
