"""What is typed of a duty-to-refer."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from people.models import Person
from people.rules import Problems

from ..handovers import rules as handover_rules
from ..handovers.forms.shared import NOT_OTHERS, WIDE, RefusedForm, box
from ..handovers.states import DutyAnswer, DutyOwed
from ..models import DutyToRefer
from . import rules

_DAY = "For example, 3 June 2026."


class DutyToReferForm(SeenAs, RefusedForm):
    """Made on, authority, its answer and the outcome; what is not known yet stays empty."""

    made_on = DateField(
        label="When was it made?", help_text=_DAY, error_messages={"required": "Enter the day it was made."}
    )
    authority = CleanCharField(
        label="To which housing authority?", max_length=rules.LONGEST, widget=WIDE,
        error_messages={"required": "Name the housing authority."},
    )  # fmt: skip
    answer = forms.ChoiceField(
        label="What did the authority answer?", choices=[("", "No answer yet"), *DutyAnswer.choices], required=False,
        widget=Radios(small=True),
    )  # fmt: skip
    answered_on = DateField(label="Day of the answer", required=False)
    owed = forms.ChoiceField(
        label="Which duty is owed, if accepted?", choices=[("", "None"), *DutyOwed.choices], required=False
    )
    because = CleanCharField(
        label="Why not, if not accepted?", max_length=handover_rules.LONGEST, required=False, widget=box(3),
        help_text=NOT_OTHERS,
    )  # fmt: skip
    outcome = CleanCharField(
        label="What came of it, if that is known?", max_length=rules.LONGEST, required=False, widget=WIDE,
        help_text="For example: interim accommodation offered. Do not write the address.",
    )  # fmt: skip
    outcome_on = DateField(label="Day of the outcome", required=False)

    def __init__(self, *args: Any, person: Person, made: DutyToRefer | None = None, **kwargs: Any) -> None:
        self.person, self.made = person, made
        if made:
            kwargs["initial"] = {name: getattr(made, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if made is None:
            del self.fields["seen_as"]

    def problems(self, given: dict[str, Any]) -> Problems:
        return rules.of_duty_made(self.person, _said(given), former=self.made)

    @property
    def said(self) -> rules.Said:
        """What is written of it; only of a form that is valid."""
        return _said(self.cleaned_data)


def _said(given: dict[str, Any]) -> rules.Said:
    return rules.Said(**{name: value for name, value in given.items() if name != "seen_as"})
