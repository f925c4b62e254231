"""A need assessed, support declined, and a setback: what is typed of them."""

from collections.abc import Mapping
from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField, Radios

from ..kinds import QuestionSet
from .words import NOT_OTHERS


class AssessForm(forms.Form):
    """The questions of a kind, each with its answers to choose from."""

    def __init__(self, *args: Any, questions: QuestionSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions.questions:
            self.fields[question.slug] = forms.ChoiceField(
                label=question.text, help_text=question.hint, widget=Radios,
                choices=[(answer.slug, answer.label) for answer in question.answers],
                error_messages={"required": f"Choose an answer: {question.text}"},
            )  # fmt: skip

    @property
    def answers(self) -> Mapping[str, str]:
        """The answer chosen to each question."""
        return self.cleaned_data


class DeclineForm(forms.Form):
    """Why the person wants no support."""

    reason = CleanCharField(
        label="The person's reason", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"As they put it. {NOT_OTHERS}", error_messages={"required": "Write the person's reason."},
    )  # fmt: skip


class SetBackForm(forms.Form):
    """The day of a setback and what happened."""

    on = DateField(label="Day of the setback", error_messages={"required": "Enter the day of the setback."})
    reason = CleanCharField(
        label="What happened", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text=NOT_OTHERS,
        error_messages={"required": "Write what happened."},
    )  # fmt: skip
