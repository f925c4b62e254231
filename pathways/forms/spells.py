"""Jobs, homes and treatment: what is typed of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, DateField

from ..kinds import Kind
from .words import NOT_OTHERS


class EndFields(forms.Form):
    """When it ended and why; which words the kind has for why decides the control."""

    fields: dict[str, Any]
    ended_on = DateField(
        label="First day it was no longer so",
        help_text="The day after the last day. If the last day was 30 May 2026, write 31 May 2026.",
        error_messages={"required": "Enter the first day it was no longer so."},
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = self.fields["ended_on"].required
        says = {"required": "Say why it ended."}
        if kind.end_reasons:
            choices = [("", "Choose a reason"), *kind.end_reasons.items()]
            why: forms.Field = forms.ChoiceField(
                label="Why it ended", choices=choices, required=required, error_messages=says
            )
        else:
            why = CleanCharField(
                label="Why it ended",
                max_length=120,
                required=required,
                help_text=NOT_OTHERS,
                error_messages=says,
            )
        self.fields["end_reason"] = why


class SpellForm(EndFields):
    """A job, a home or a treatment; without an end it is still so."""

    code = forms.ChoiceField(label="Kind", error_messages={"required": "Choose what kind it is."})
    detail = CleanCharField(label="Detail", max_length=200, required=False)
    started_on = DateField(label="First day", error_messages={"required": "Enter the first day."})
    field_order = ("code", "detail", "started_on", "ended_on", "end_reason")

    def __init__(self, *args: Any, kind: Kind, codes: list, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["code"].choices = [("", "Choose one"), *codes]
        self.fields["detail"].help_text = DETAILS[kind.spell_kind]
        for name in ("ended_on", "end_reason"):
            self.fields[name].required = False
            self.fields[name].label += ", if it has ended"
        self.fields[
            "ended_on"
        ].help_text = f"Leave this empty if it is still so. {self.fields['ended_on'].help_text}"
        self.order_fields([*self.field_order, "reason"])

    def clean_end_reason(self) -> str:
        """Why it ended is asked when, and only when, it ended."""
        why, ended = self.cleaned_data["end_reason"], self.cleaned_data.get("ended_on")
        if ended and not why:
            raise ValidationError("Say why it ended.")
        return why if ended else ""


DETAILS = {
    "employment": "Employer and job title, such as Strood Dairy Co-op, warehouse operative.",
    "accommodation": "Who provides it. Do not write the address.",
    "treatment": "The provider.",
}


class CorrectSpellForm(SpellForm):
    """The same, and what was wrong."""

    reason = CleanCharField(
        label="What was wrong", max_length=200, help_text="What it said before is kept beside this.",
        error_messages={"required": "Say what was wrong."},
    )  # fmt: skip
