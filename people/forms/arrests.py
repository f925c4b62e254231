"""What is typed of an arrest or a charge."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField, Radios

from .. import rules
from ..models import LocalSignal
from .circumstances import AboutPersonForm
from .fields import MIDDLE, box


class SignalForm(AboutPersonForm):
    """What happened, when, and who said so."""

    kind = forms.ChoiceField(
        label="What happened?", choices=LocalSignal.Kind.choices, widget=Radios(small=True),
        error_messages={"required": "Say whether it was an arrest or a charge."},
    )  # fmt: skip
    happened_on = DateField(label="When?", error_messages={"required": "Enter the day."})
    source = CleanCharField(
        label="Who said so?", max_length=120, widget=box(MIDDLE), help_text="For example: the police, the person.",
        error_messages={"required": "Say who said so."},
    )  # fmt: skip
    known = CleanCharField(
        label="What is known?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do not name victims, witnesses or other people.",
    )  # fmt: skip

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_signal(self.person, given["kind"], given["happened_on"], given["source"])
