"""Judging two records: the shape of fields, and their messages."""

from typing import Any

from django import forms

from foundation.design.forms import Radios

from ..models import DuplicatePair, Person
from .holding import RefusedForm, sentences

WHY_HINT = "For example the same prison number, or a word with the practitioner. Kept with the decision."


class MergeForm(RefusedForm):
    """Which record is kept, and how the steward knows that they are of one person."""

    keep = forms.ChoiceField(
        label="Which record is kept?",
        error_messages={"required": "Choose which record is kept."},
    )
    reason = sentences("How do you know that it is one person?", "Say how you know.", hint=WHY_HINT)

    def __init__(self, *args: Any, pair: DuplicatePair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        field: Any = self.fields["keep"]
        field.widget = Radios()
        field.choices = [("first", pair.first.told_apart), ("second", pair.second.told_apart)]

    @property
    def kept_and_merged(self) -> tuple[Person, Person]:
        """In this order, of a form that is valid."""
        both = (self.pair.first, self.pair.second)
        return both if self.cleaned_data["keep"] == "first" else both[::-1]


class TellApartForm(RefusedForm):
    """How the steward knows that they are two people."""

    reason = sentences("How do you know that they are two people?", "Say how you know.", hint=WHY_HINT)


class UnmergeForm(RefusedForm):
    """Why a merge is taken back."""

    reason = sentences("Why is the merge taken back?", "Say why.", hint=WHY_HINT)
