"""Jobs, homes and treatment: what is typed of them, as their kind declares it."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, DateField, Radios, Suggesting
from foundation.lifecycle.meanwhile import SeenAs

from ..kinds import NEED_GROUPS, SpellRules
from ..models import Occupation, Spell
from .words import NOT_OTHERS


class EndFields(forms.Form):
    """When it ended and why; which words the kind has for why decides the control."""

    fields: dict[str, Any]
    ended_on = DateField(
        label="First day it was no longer so",
        help_text="The day after the last day. If the last day was 30 May 2026, write 31 May 2026.",
        error_messages={"required": "Enter the first day it was no longer so."},
    )

    def __init__(self, *args: Any, rules: SpellRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = self.fields["ended_on"].required
        says = {"required": "Say why it ended."}
        if rules.end_reasons:
            choices = [("", "Choose a reason"), *rules.end_reasons.items()]
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
                widget=Suggesting(rules.usual_ends),
            )
        self.fields["end_reason"] = why


class SpellForm(EndFields):
    """A job, a home or a treatment; without an end it is still so. What else is asked, its kind declares."""

    code = forms.ChoiceField(error_messages={"required": "Choose what kind it is."})
    detail = CleanCharField(max_length=200, required=False)
    started_on = DateField(label="First day", error_messages={"required": "Enter the first day."})

    def __init__(
        self,
        *args: Any,
        rules: SpellRules,
        codes: Sequence,
        occupations: Sequence[Occupation] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        self.fields["code"].choices = [("", "Choose one"), *codes]
        self.fields["code"].label = rules.code_label
        self.fields["detail"].label, self.fields["detail"].help_text = rules.detail_label, rules.detail_hint
        for name in rules.asks:
            self.fields[name] = ASKED[name](occupations)
        ended_on = self.fields["ended_on"]
        for name in ("ended_on", "end_reason"):
            self.fields[name].required = False
            self.fields[name].label += ", if it has ended"
        ended_on.help_text = f"Leave this empty if it is still so. {ended_on.help_text}"
        self.order_fields(["code", "detail", *rules.asks, "started_on", "ended_on", "end_reason", "reason"])

    def clean_end_reason(self) -> str:
        """Why it ended is asked when, and only when, it ended."""
        why, ended = self.cleaned_data["end_reason"], self.cleaned_data.get("ended_on")
        if ended and not why:
            raise ValidationError("Say why it ended.")
        return why if ended else ""


def _hours(_: Sequence[Occupation]) -> forms.Field:
    choices = [*Spell.Hours.choices, ("", "Not known")]
    return forms.ChoiceField(label="Hours", choices=choices, widget=Radios, required=False)


def _occupation(occupations: Sequence[Occupation]) -> forms.Field:
    """Every occupation under the heading of its group; a list that a keyboard finds by its first letters."""
    by_code = {each.code: each for each in occupations}
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in occupations:
        groups.setdefault(each.group, []).append((each.code, str(each)))
    return forms.TypedChoiceField(
        label="Occupation", choices=[("", "Not known"), *groups.items()], coerce=by_code.get, empty_value=None,
        required=False, help_text="By the Standard Occupational Classification 2020.",
    )  # fmt: skip


def _pay(_: Sequence[Occupation]) -> forms.Field:
    return forms.DecimalField(
        label="Pay in pounds, before tax", max_digits=8, decimal_places=2, required=False,
        help_text="Only if the person wants to say. Leave it empty otherwise.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
        error_messages={"invalid": "Write the pay in pounds, such as 11.44 or 24000."},
    )  # fmt: skip


def _pay_per(_: Sequence[Occupation]) -> forms.Field:
    return forms.ChoiceField(
        label="That pay is for", choices=[("", "Choose one"), *Spell.Per.choices], required=False
    )


def _need_group(_: Sequence[Occupation]) -> forms.Field:
    return forms.ChoiceField(
        label="Need group", choices=[*NEED_GROUPS.items(), ("", "Not known")], widget=Radios, required=False,
        help_text="As the treatment service reports it.",
    )  # fmt: skip


ASKED: dict[str, Callable[[Sequence[Occupation]], forms.Field]] = {
    "hours": _hours,
    "occupation": _occupation,
    "pay": _pay,
    "pay_per": _pay_per,
    "need_group": _need_group,
}


class CorrectSpellForm(SeenAs, SpellForm):
    """The same, and what was wrong."""

    reason = CleanCharField(
        label="What was wrong", max_length=200, help_text="What it said before is kept beside this.",
        error_messages={"required": "Say what was wrong."},
    )  # fmt: skip
