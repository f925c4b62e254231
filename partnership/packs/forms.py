"""Forms of packs."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios
from outcomes.pages.words import say_period_to_choose
from outcomes.periods import Period
from outcomes.periods import period as period_named


class BuildForm(forms.Form):
    """Of which period."""

    period = forms.ChoiceField(
        label="Of which period", widget=Radios(small=True), error_messages={"required": "Choose the period."}
    )

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [(each.label, say_period_to_choose(each)) for each in periods]

    @property
    def chosen(self) -> Period:
        return period_named(self.cleaned_data["period"])


class WithdrawForm(forms.Form):
    """Why a pack is taken back; everybody reads it."""

    because = CleanCharField(
        label="Why it is withdrawn", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody reads this where the pack stood.",
        error_messages={"required": "Say why it is withdrawn."},
    )  # fmt: skip
