"""What a hub worker types about an enquiry."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios
from foundation.lifecycle.querysets import reasons
from people.rules import says_nothing


class RefuseForm(forms.Form):
    """Why no referral comes of an enquiry."""

    explanation = CleanCharField(
        label="In your words, if the reason needs them",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("reason", "explanation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {reason.pk: reason for reason in reasons("enquiry")}
        hints = {pk: "Say what, in your words" for pk, each in self.reasons.items() if each.text_required}
        self.fields["reason"] = forms.TypedChoiceField(
            label="Why does no referral come of it?",
            choices=[(pk, each.reason) for pk, each in self.reasons.items()],
            coerce=int,
            widget=Radios(hints=hints),
            error_messages={"required": "Choose a reason."},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        reason = self.reasons.get(given.get("reason") or 0)
        if reason and reason.text_required and says_nothing(given.get("explanation", "")):
            self.add_error("explanation", f"Say more: “{reason}” needs a few words.")
        return given

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `refuse`."""
        return self.cleaned_data | {"reason": self.reasons[self.cleaned_data["reason"]]}
