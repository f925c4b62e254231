"""What a hub worker types about an enquiry: why it is refused, or who else should answer it."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios
from foundation.lifecycle.querysets import reasons
from people.rules import says_nothing

from ..enquiries import scope
from ..models import Enquiry


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


class PassOnForm(forms.Form):
    """Which hub should answer it, and why."""

    because = CleanCharField(
        label="Why should they answer it?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The other hub reads this.",
        error_messages={"required": "Say why they should answer it."},
    )
    field_order = ("to_hub", "because")

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hubs = {hub.pk: hub for hub in scope.hubs() if hub.pk != enquiry.hub_id}
        self.fields["to_hub"] = forms.TypedChoiceField(
            label="Which hub should answer it?",
            choices=[("", "Choose a hub"), *((pk, str(hub)) for pk, hub in self.hubs.items())],
            coerce=int,
            error_messages={"required": "Choose a hub."},
        )
        self.order_fields(self.field_order)

    def clean_because(self) -> str:
        if says_nothing(self.cleaned_data["because"]):
            raise forms.ValidationError("Say why they should answer it.")
        return self.cleaned_data["because"]

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `pass_on`."""
        return self.cleaned_data | {"to_hub": self.hubs[self.cleaned_data["to_hub"]]}
