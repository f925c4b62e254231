"""What is typed of a plan: goals, steps, how they ended, and reviews."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import today
from foundation.design.forms import CleanCharField, DateField, Radios

from ..models import Goal, Pathway, Step
from ..plans import months, wording
from ..states import PlannedState

Done, Dropped = PlannedState.DONE, PlannedState.NO_LONGER_NEEDED


def _line(label: str, **more: Any) -> CleanCharField:
    return CleanCharField(label=label, max_length=Goal.LONGEST, **more)


class MonthField(forms.TypedChoiceField):
    """This month or one of the two years ahead, as its first day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=datetime.date.fromisoformat, **kwargs)


class ReadAsForm(forms.Form):
    """Carries the version that was on the page, so that nobody overwrites what somebody else wrote meanwhile."""

    read_as = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, read_as: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["read_as"] = read_as


class StepFields(forms.Form):
    """Who does it, and by when."""

    fields: dict[str, Any]
    owner = forms.ChoiceField(
        label="Who does it?", choices=Step.Owner.choices, widget=Radios,
        error_messages={"required": "Choose who does it."},
    )  # fmt: skip
    partner = CleanCharField(
        label="Which service, if a partner service does it", max_length=80, required=False,
        help_text="Such as Riverside Recovery, or the housing team of the council.",
    )  # fmt: skip
    due_month = MonthField(
        label="By when?", error_messages={"required": "Choose the month by which it is done."}
    )

    def __init__(self, *args: Any, due_so_far: datetime.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted({*months.coming(), *([due_so_far] if due_so_far else [])})
        choices = [("", "Choose a month"), *((day.isoformat(), months.say_month(day)) for day in known)]
        self.fields["due_month"].choices = choices


class GoalFields(forms.Form):
    """What the person wants to reach, and the pathway it belongs to."""

    fields: dict[str, Any]
    words = _line(
        "What does the person want to reach?", help_text=f"In their own words if you can. {wording.HINT}",
        error_messages={"required": "Say what the person wants to reach."},
    )  # fmt: skip
    pathway = forms.ChoiceField(label="Which pathway does it belong to?", widget=Radios, required=False)

    def __init__(self, *args: Any, pathways: list[Pathway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pathways = {str(each.uuid): each for each in pathways}
        named = [(key, str(each)) for key, each in self._pathways.items()]
        self.fields["pathway"].choices = [*named, ("", "None of them")]

    def clean_pathway(self) -> Pathway | None:
        return self._pathways.get(self.cleaned_data["pathway"])


class AddGoalForm(GoalFields, StepFields):
    """A goal with its first step: a goal without one is a wish."""

    step = _line(
        "What is the first step?", help_text="Something to do, such as “Ask the college for a place on the course”.",
        error_messages={"required": "Say what is to be done first."},
    )  # fmt: skip
    field_order = ("words", "pathway", "step", "owner", "partner", "due_month")


class ChangeGoalForm(ReadAsForm, GoalFields):
    """Other words, or another pathway."""


class AddStepForm(StepFields):
    """One more step to a goal."""

    words = _line(
        "What is to be done?", help_text=wording.HINT, error_messages={"required": "Say what is to be done."}
    )
    field_order = ("words", "owner", "partner", "due_month")


class ChangeStepForm(ReadAsForm, AddStepForm):
    """Other words, another owner, another month."""


class EndPlannedForm(ReadAsForm):
    """Done, or no longer needed and why."""

    fields: dict[str, Any]
    how = forms.ChoiceField(
        label="How did it end?", widget=Radios, choices=[(Done.value, "Done"), (Dropped.value, "No longer needed")],
        error_messages={"required": "Choose whether it is done or no longer needed."},
    )  # fmt: skip
    because = _line("Why is it no longer needed, if it is not done?", required=False, help_text=wording.HINT)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("how") == Dropped and not given.get("because") and "because" not in self.errors:
            self.add_error("because", "Say why it is no longer needed.")
        if given.get("how") == Done and given.get("because"):
            self.add_error(
                "how", "You chose Done, and also said why it is not needed. Choose one of the two."
            )
        return given


class OpenAgainForm(ReadAsForm):
    """Why it is worked for again."""

    because = _line(
        "Why is it opened again?", help_text="For example: ended by mistake.",
        error_messages={"required": "Say why it is opened again."},
    )  # fmt: skip


class PlanReviewForm(forms.Form):
    """What was reviewed, and why the plan changed or did not."""

    reviewed_on = DateField(
        label="When did you review it?", error_messages={"required": "Enter the day of the review."}
    )
    said = CleanCharField(
        label="What did you review, and why did the plan change or not?",
        max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Staff read this; it is not printed for the person.",
        error_messages={"required": "Say what you reviewed, and why the plan changed or did not."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reviewed_on", today())

    def clean_reviewed_on(self) -> datetime.date:
        if (day := self.cleaned_data["reviewed_on"]) > today():
            raise ValidationError("The day must be today or earlier.")
        return day
