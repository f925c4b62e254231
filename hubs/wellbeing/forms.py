"""Asking the four questions on wellbeing, and putting an answer right."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField
from foundation.lifecycle.meanwhile import SeenAs

from ..models import Wellbeing
from ..models.wellbeing import HIGHEST, LOWEST, QUESTIONS
from .questions import ASKED, OFF_THE_SCALE, Answers


def _scale(question: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=ASKED[question],
        required=False,
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), OFF_THE_SCALE),
    )


class AsksWellbeing(forms.Form):
    """Mixed into a form whose occasion asks the four questions; an empty box is a question not answered."""

    satisfied = _scale("satisfied")
    worthwhile = _scale("worthwhile")
    happy = _scale("happy")
    anxious = _scale("anxious")

    @property
    def wellbeing_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in QUESTIONS]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in QUESTIONS]

    @property
    def wellbeing(self) -> Answers:
        """What was answered, by question."""
        return {name: self.cleaned_data.get(name) for name in QUESTIONS}

    def other_answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in QUESTIONS}


class CorrectWellbeingForm(AsksWellbeing, SeenAs):
    """The answers as they stand, to be put right, and why."""

    reason = CleanCharField(
        label="Why are they corrected?",
        max_length=200,
        help_text="For example: written down wrongly.",
        error_messages={"required": "Say why the answers are corrected."},
    )

    def __init__(self, *args: Any, wellbeing: Wellbeing, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(wellbeing, name) for name in ("seen_as", *QUESTIONS)}
        super().__init__(*args, **kwargs)
