"""What the hub types: a key worker, a refusal, an induction."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios
from foundation.lifecycle.models import Reason
from foundation.lifecycle.querysets import reasons
from hubs.wellbeing.forms import AsksWellbeing
from people.rules import says_nothing

from .. import access, readiness, scope
from ..models import Referral
from ..states import Covered

EXPLAIN = "Explain why the hub says no."
SIGNPOST = "Say where they can go instead."


def chosen_or_typed(
    choices: list[tuple[Any, Any]], *, label: str, message: str, widget: forms.Widget, empty: str = ""
):
    """A field that chooses one of several rows by its key; `empty` is said where there is nothing to choose."""
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, widget=widget, error_messages={"required": message},
        help_text="" if choices else empty,
    )  # fmt: skip


def nobody_at(hub: Any) -> str:
    """Why no worker can be chosen, and who changes that."""
    return f"Nobody at {hub} can have it yet. An administrator puts a worker into the hub’s team."


def said(words: str, message: str) -> str:
    """The words. Raises ValidationError with the message when they only fill the box, as "TBC" does."""
    if says_nothing(words):
        raise forms.ValidationError(message)
    return words


class AcceptForm(forms.Form):
    """The key worker; and a reason when the hub is full and the user may open one more place."""

    def __init__(self, *args: Any, referral: Referral, by: User, places_free: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = scope.key_workers_for(referral.person, referral.receiving_hub)
        self.fields["key_worker"] = chosen_or_typed(
            [(user.pk, f"{user.name}{' (me)' if user == by else ''}") for user in self.team.values()],
            label="Who is the key worker?", message="Choose a key worker.", widget=Radios(),
            empty=nobody_at(referral.receiving_hub),
        )  # fmt: skip
        if by.pk in self.team:
            self.initial["key_worker"] = by.pk
        if places_free <= 0 and access.can_exceed_capacity(by, referral.hub):
            self.fields["over_capacity_reason"] = CleanCharField(
                label="Why is a place opened although the hub is full?",
                max_length=300,
                error_messages={"required": "Say why a place is opened although the hub is full."},
            )

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `accept`."""
        chosen = {"key_worker": self.team[self.cleaned_data["key_worker"]]}
        return chosen | {
            name: self.cleaned_data[name] for name in ("over_capacity_reason",) if name in self.cleaned_data
        }


class DeclineForm(forms.Form):
    """Why, in the list's words and in the hub's own, and where to go instead."""

    explanation = CleanCharField(
        label="Explain it to the practitioner",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": EXPLAIN},
    )
    signposting = CleanCharField(
        label="Where can they go instead?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Another hub, a service or a person, and how to reach it.",
        error_messages={"required": SIGNPOST},
    )
    field_order = ("reason", "explanation", "signposting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {reason.pk: reason for reason in reasons("decline")}
        hints = {
            pk: "Say in the explanation what exactly"
            for pk, each in self.reasons.items()
            if each.text_required
        }
        self.fields["reason"] = chosen_or_typed(
            grouped(list(self.reasons.values())),
            label="Why does the hub say no?", message="Choose a reason.", widget=Radios(hints=hints),
        )  # fmt: skip
        self.order_fields(self.field_order)

    def clean_explanation(self) -> str:
        return said(self.cleaned_data["explanation"], EXPLAIN)

    def clean_signposting(self) -> str:
        return said(self.cleaned_data["signposting"], SIGNPOST)

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `decline`."""
        return self.cleaned_data | {"reason": self.reasons[self.cleaned_data["reason"]]}


def grouped(entries: list[Reason]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The entries of a list of reasons as choices under their groups."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for entry in entries:
        groups.setdefault(entry.group.capitalize(), []).append((entry.pk, entry.reason))
    return list(groups.items())


class InductionForm(AsksWellbeing):
    """The day, what was covered, a note, and the four questions on wellbeing."""

    inducted_on = DateField(
        label="When was the induction?", error_messages={"required": "Enter the day of the induction."}
    )
    covered = forms.MultipleChoiceField(
        label="What was covered?",
        choices=Covered.choices,
        widget=Checkboxes,
        error_messages={"required": "Tick what was covered."},
    )
    note = CleanCharField(
        label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        self.referral = referral
        super().__init__(*args, **kwargs)
        self.initial.setdefault("inducted_on", today())

    def clean_inducted_on(self):
        day = self.cleaned_data["inducted_on"]
        if day > today():
            raise forms.ValidationError(
                "The induction cannot be in the future: record it when it has taken place."
            )
        if too_early := readiness.too_early_to_induct(self.referral, day):
            raise forms.ValidationError(f"The induction needs {' and '.join(too_early)}.")
        return day

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `record_induction`."""
        return self.other_answers() | {"wellbeing": self.wellbeing}
