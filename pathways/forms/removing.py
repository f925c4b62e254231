"""Why a record is taken out."""

from django import forms

from foundation.design.forms import CleanCharField
from foundation.lifecycle.meanwhile import SeenAs

from .words import NOT_OTHERS


class RemoveForm(SeenAs):
    """What was wrong with a record that was never this person's."""

    reason = CleanCharField(
        label="What was wrong", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"For example: recorded of the wrong person. {NOT_OTHERS}",
        error_messages={"required": "Say what was wrong."},
    )  # fmt: skip
