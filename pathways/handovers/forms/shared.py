"""What the forms of handovers have in common: they ask the rules, and reasons come of a list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios
from foundation.lifecycle.models import Reason
from people.rules import Problems

from .. import rules

WIDE = forms.TextInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"})
NOT_OTHERS = "Do not name other people."


def box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RefusedForm(forms.Form):
    """A form that says at its fields what the rules, asked by the action too, find wrong."""

    fields: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.refuse(self.problems(given))
        return given

    def refuse(self, problems: Problems) -> None:
        for name, text in problems.items():
            self.add_error(name if name in self.fields else None, text)

    def problems(self, given: dict[str, Any]) -> Problems:
        """What the rules find in these values."""
        return {}

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for the action."""
        return self.cleaned_data


class ReasonForm(RefusedForm):
    """A reason of a list, and words where it asks for them."""

    text = CleanCharField(max_length=rules.LONGEST, required=False, widget=box(3), help_text=NOT_OTHERS)
    asks, lacks = "Why?", "Choose a reason."

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reasons = {reason.pk: reason for reason in reasons}
        hints = {pk: "Say more below" for pk, each in self._reasons.items() if each.text_required}
        self.fields["reason"] = forms.TypedChoiceField(
            label=self.asks, choices=[(pk, each.reason) for pk, each in self._reasons.items()], coerce=int,
            widget=Radios(hints=hints, small=True), error_messages={"required": self.lacks},
        )  # fmt: skip
        self.fields["text"].label = "In your words, if the reason needs them"
        self.order_fields(["reason", "text"])

    def problems(self, given: dict[str, Any]) -> Problems:
        reason = self._reasons[given["reason"]]
        if reason.text_required and not given["text"].strip():
            return {"text": f"Say more: “{reason.reason}” needs a few words."}
        return {}

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"reason": self._reasons[self.cleaned_data["reason"]]}
