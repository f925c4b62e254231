"""The shape of what is typed on pathways; what may be is judged by the actions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import say_day
from foundation.design.forms import CleanCharField, DateField, Radios

from .kinds import Kind
from .models import MilestoneClaim

NOT_OTHERS = "Do not name other people."


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


class ClaimForm(forms.Form):
    """A milestone reached on a day, and the evidence for it."""

    fields: dict[str, Any]
    milestone = forms.ChoiceField(label="Milestone", error_messages={"required": "Choose the milestone."})
    reached_on = DateField(
        label="Day it was reached", error_messages={"required": "Enter the day it was reached."}
    )
    spell = forms.TypedChoiceField(required=False, empty_value=None)
    evidence_type = forms.ChoiceField(
        label="What the evidence is", choices=MilestoneClaim.Evidence.choices, widget=Radios,
        error_messages={"required": "Choose what the evidence is."},
    )  # fmt: skip
    evidence_reference = CleanCharField(
        label="What it says and where it is kept", max_length=200, help_text=NOT_OTHERS,
        error_messages={"required": "Say what the evidence says and where it is kept."},
    )  # fmt: skip
    evidence_on = DateField(
        label="Date of the evidence", help_text="The date on it, or the day you saw it. For example, 3 June 2026",
        error_messages={"required": "Enter the date of the evidence."},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, spells: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._spells = {str(spell.uuid): spell for spell in spells}
        milestones = [(milestone.slug, milestone.title) for milestone in kind.milestones]
        self.fields["milestone"].choices = [("", "Choose a milestone"), *milestones]
        field = self.fields["spell"]
        resting = " or ".join(milestone.in_sentence for milestone in kind.milestones if milestone.rests_on)
        field.label = f"{kind.spell_noun.capitalize()} that shows it, if you claim “{resting}”"
        field.help_text = f"Record the {kind.spell_noun} first if it is not listed."
        field.choices = [("", "None"), *((key, _line(spell)) for key, spell in self._spells.items())]
        field.coerce = self._spells.get


class ClaimAgainForm(ClaimForm):
    """The milestone stays; what was returned is mended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["milestone"]


def _line(spell) -> str:
    return f"{spell.words}, from {say_day(spell.started_on)}"


VERIFY_OR_RETURN = (
    "You chose Verify, and also said why you return it. "
    "Choose to return it, or clear the reason and the text."
)


class DecisionForm(forms.Form):
    """A verifier's decision: verify, or return with a reason and what is needed."""

    fields: dict[str, Any]
    decision = forms.ChoiceField(
        label="Your decision",
        widget=Radios,
        error_messages={"required": "Choose whether to verify or return it."},
    )
    reason = forms.ChoiceField(label="Reason", required=False)
    text = CleanCharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=NOT_OTHERS
    )

    def __init__(
        self, *args: Any, claim: MilestoneClaim, reasons: list, differing: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._reasons = {str(reason.pk): reason for reason in reasons}
        decision, reason = self.fields["decision"], self.fields["reason"]
        decision.choices = [("verify", "Verify"), ("return", f"Return to {claim.claimed_by}")]
        differs = f"{differing} detail{' differs' if differing == 1 else 's differ'}. " if differing else ""
        decision.widget.hints = {
            "verify": f"{differs}If you verify, the milestone counts from {say_day(claim.reached_on)}."
        }
        reason.label = "Reason, if you return it"
        reason.choices = [
            ("", "Choose a reason"),
            *((key, each.reason) for key, each in self._reasons.items()),
        ]
        self.fields["text"].label = f"What {claim.claimed_by} needs to do, if you return it"

    def clean(self) -> dict:
        """A return needs its reason and its text; a verification with either of them is ambiguous and asked again."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") == "verify" and (given.get("reason") or given.get("text")):
            self.add_error("decision", VERIFY_OR_RETURN)
        if given.get("decision") == "return":
            if not given.get("reason") and "reason" not in self.errors:
                self.add_error("reason", "Choose why you return it.")
            if not given.get("text") and "text" not in self.errors:
                self.add_error("text", "Say what is needed, so that it can be claimed again.")
        given["reason"] = self._reasons.get(given.get("reason", ""))
        return given
