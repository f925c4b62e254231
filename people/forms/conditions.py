"""Labels, licence conditions and pairs who may not meet."""

import datetime
from typing import Any

from django import forms

from foundation.design.dates import today
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios

from .. import rules
from ..circumstances.conditions import hub_teams
from ..models import CohortLabel, LicenceCondition
from .circumstances import AboutPersonForm
from .fields import MIDDLE, box, crn_field

_UNTIL = {"label": "Until, if known", "required": False, "help_text": "The first day without it"}


def _text(**kwargs: Any) -> CleanCharField:
    return CleanCharField(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class LabelsForm(AboutPersonForm):
    """Which of the recorded labels stand, and since when that is so."""

    says_optional = False  # none need be ticked, and the page says what ticking does

    names = forms.MultipleChoiceField(
        label="The person is",
        choices=CohortLabel.Name.choices,
        required=False,
        widget=Checkboxes(
            small=True,
            hints={"no_fixed_address": "Leaves, or left, prison without an address"},
        ),
    )
    as_from = DateField(
        label="From which day?",
        help_text="A label you tick begins on this day, one you clear ends on it",
        error_messages={"required": "Enter the day from which this is so."},
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_labels(self.person, given["as_from"])


class ConditionForm(AboutPersonForm):
    """One condition of a licence."""

    kind = forms.ChoiceField(
        label="Kind of condition",
        choices=LicenceCondition.Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose the kind of condition."},
    )
    team = forms.ModelChoiceField(
        hub_teams(),
        label="Which hub, if they must keep away from one?",
        required=False,
        empty_label="No hub",
    )
    text = _text(
        label="What it asks",
        max_length=500,
        help_text="In words that staff of a hub can act on. Do not name another person who is on record here.",
        error_messages={"required": "Say what the condition asks."},
    )
    source = CleanCharField(
        label="Where it comes from",
        max_length=120,
        widget=box(MIDDLE),
        help_text="For example, licence of 3 June 2026",
        error_messages={"required": "Say where the condition comes from."},
    )
    since = DateField(label="From", error_messages={"required": "Enter the day it starts."})
    until = DateField(**_UNTIL)

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_condition(self.person, **given)


class PairForm(AboutPersonForm):
    """Another person, by exact CRN alone, whom this one may not meet."""

    crn = crn_field()
    reason = _text(
        label="Why may they not meet?",
        max_length=500,
        help_text="Do not name the other person: those who read this may not know of them.",
        error_messages={"required": "Say why they may not meet."},
    )
    since = DateField(label="From", error_messages={"required": "Enter the day it starts."})
    until = DateField(**_UNTIL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crn"].label = "CRN of the other person"
        self.fields["crn"].required = True
        self.fields["crn"].error_messages["required"] = "Enter the CRN of the other person."

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_pair(self.person, **given)


class EndingForm(AboutPersonForm):
    """The day a condition or pair no longer holds, and why. since: the day it began."""

    until = DateField(
        label="From which day does it no longer hold?", error_messages={"required": "Enter the day it ends."}
    )
    reason = CleanCharField(
        label="Why does it end?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it ends."},
    )

    def __init__(self, *args: Any, since: datetime.date, **kwargs: Any) -> None:
        self.since = since
        super().__init__(*args, initial={"until": today()}, **kwargs)

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_ending(self.since, given["until"], given["reason"])


class PairAnswerForm(forms.Form):
    """A data steward's answer to a pair recorded by CRN alone."""

    answer = forms.ChoiceField(
        label="Should these two be kept apart?",
        choices=[
            ("confirm", "Yes, keep whoever has this CRN apart from the person"),
            ("refuse", "No, refuse it"),
        ],
        widget=Radios(),
        error_messages={"required": "Choose yes or no."},
    )
    why = CleanCharField(
        label="Why, if you refuse it",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "refuse" and rules.says_nothing(given.get("why", "")):
            self.add_error("why", "Say why the pair is refused.")
        return given
