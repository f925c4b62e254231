"""A death, and one recorded wrongly."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField

from .. import rules
from .circumstances import AboutPersonForm
from .fields import MIDDLE, box


class DeathForm(AboutPersonForm):
    """The day, and who told us; the box makes sure that nobody records a death by a slip."""

    died_on = DateField(
        label="When did the person die?", error_messages={"required": "Enter the day of death."}
    )
    source = CleanCharField(
        label="Who told you?",
        max_length=120,
        widget=box(MIDDLE),
        help_text="For example the prison, the coroner or the family",
        error_messages={"required": "Say who told you."},
    )
    is_sure = forms.BooleanField(
        label="This is the right person, and I know that everything listed above ends now",
        error_messages={"required": "Confirm that this is the right person and that everything listed ends."},
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_death(self.person, given["died_on"], given["source"])


class DeathCorrectionForm(AboutPersonForm):
    """Another day, or none to take the death back; and why."""

    died_on = DateField(
        label="The right day of death", required=False, help_text="Leave empty if the person has not died"
    )
    reason = CleanCharField(
        label="What was wrong, and how do you know?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what was wrong, and how you know."},
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_corrected_death(self.person, given["died_on"], given["reason"])
