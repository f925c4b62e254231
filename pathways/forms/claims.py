"""A milestone claimed, and a verifier's decision: what is typed of them."""

from typing import Any

from django import forms

from foundation.design.dates import say_day
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from people.forms.documents import FileField

from ..kinds import Kind
from ..models import MilestoneClaim
from .words import NOT_OTHERS


class ClaimForm(forms.Form):
    """A milestone reached on a day, and the evidence for it."""

    fields: dict[str, Any]
    milestone = forms.ChoiceField(label="Milestone", error_messages={"required": "Choose the milestone."})
    reached_on = DateField(
        label="Day it was reached", error_messages={"required": "Enter the day it was reached."}
    )
    value = forms.ChoiceField(required=False)
    spell = forms.TypedChoiceField(required=False, empty_value=None)
    evidence_type = forms.ChoiceField(
        label="What the evidence is", choices=MilestoneClaim.Evidence.choices, widget=Radios,
        error_messages={"required": "Choose what the evidence is."},
    )  # fmt: skip
    evidence_on = DateField(
        label="Date of the evidence", help_text="The date on it, or the day you saw it. For example, 3 June 2026",
        error_messages={"required": "Enter the date of the evidence."},
    )  # fmt: skip
    file = FileField(label="File of the evidence, if you have one", required=False)
    document = forms.TypedChoiceField(
        label="Or a document that is kept already, if it shows it", required=False, empty_value=None
    )
    evidence_reference = CleanCharField(
        label="What it says and where it is kept, if there is no file", max_length=200, required=False,
        help_text=NOT_OTHERS,
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, spells: list, documents: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_documents({str(document.uuid): document for document in documents})
        self._spells = {str(spell.uuid): spell for spell in spells}
        milestones = [(milestone.slug, milestone.title) for milestone in kind.milestones]
        self.fields["milestone"].choices = [("", "Choose a milestone"), *milestones]
        self._offer_values(kind)
        self._offer_spells(kind)

    def clean(self) -> dict:
        """The file as its content."""
        given: dict[str, Any] = super().clean() or {}
        if "file" in given:
            given["file"] = given["file"].read() if given["file"] else None
        return given

    def _offer_documents(self, documents: dict) -> None:
        """The person's documents, where there are any."""
        if not documents:
            del self.fields["document"]
            return
        choices = ((key, f"{each}, added {say_day(each.uploaded_at)}") for key, each in documents.items())
        self.fields["document"].choices = [("", "None"), *choices]
        self.fields["document"].coerce = documents.get

    def _offer_values(self, kind: Kind) -> None:
        """What a milestone with declared values was: asked only where the kind has one."""
        having = [milestone for milestone in kind.milestones if milestone.values]
        if not having:
            del self.fields["value"]
            return
        title = " or ".join(milestone.in_sentence for milestone in having)
        self.fields["value"].label = f"Which one, if you claim “{title}”"
        choices = [pair for milestone in having for pair in milestone.values.items()]
        self.fields["value"].choices = [("", "None"), *choices]

    def _offer_spells(self, kind: Kind) -> None:
        """The person's spells that can bear a claim; nothing for a kind without spells."""
        if not kind.spells:
            del self.fields["spell"]
            return
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


class DecisionForm(SeenAs):
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
        self.fields["seen_as"].initial = claim.seen_as
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


class RevokeForm(forms.Form):
    """Why a verification is taken back."""

    because = CleanCharField(
        label="Why is the verification revoked?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Whoever claimed it and whoever verified it can read this. {NOT_OTHERS}",
        error_messages={"required": "Say why the verification is revoked."},
    )  # fmt: skip


class ExplainForm(forms.Form):
    """What was found out about something unusual."""

    text = CleanCharField(
        label="What did you find out?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Such as “Entered after an outreach evening; the log agrees”. {NOT_OTHERS}",
        error_messages={"required": "Say what you found out."},
    )  # fmt: skip
