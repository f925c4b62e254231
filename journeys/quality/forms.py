"""The questions about one record, as a form."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios

from ..models import QualityAnswer
from .questions import Question


class ReadingForm(forms.Form):
    """One group of radio buttons a question, and a remark for whoever did the work."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions, start=1):
            self.fields[question.slug] = forms.ChoiceField(
                label=f"{number}. {question.asks}", help_text=question.looks_at, widget=Radios(inline=True),
                choices=QualityAnswer.Score.choices, error_messages={"required": f"Answer question {number}."},
            )  # fmt: skip
        self.fields["remark"] = CleanCharField(
            label="What would make it better?", max_length=500, required=False,
            widget=forms.Textarea(attrs={"rows": 3}), help_text="Name nobody. The hub reads it with the scores.",
        )  # fmt: skip

    @property
    def scores(self) -> dict[str, str]:
        return {question.slug: self.cleaned_data[question.slug] for question in self.questions}
