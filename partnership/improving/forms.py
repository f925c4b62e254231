"""What is asked about an improvement action."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from foundation.design.filters import Filter
from foundation.design.forms import AsksBeneath, CleanCharField, DateField, Radios

from ..models import ImprovementAction, Partner
from ..states import ActionState
from .actions import CLOSED_WHEN, PAST, Planned

OUTCOME, EVIDENCE = 1000, 300
ENDS = [
    (state.value, state.label) for state in (ActionState.DONE, ActionState.PARTLY_DONE, ActionState.NOT_DONE)
]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlannedForm(forms.Form):
    """An action, whole: whose it is, by when, with what, and what it should change."""

    what = CleanCharField(
        label="What will be done?", max_length=500, widget=_area(3),
        error_messages={"required": "Say what will be done."},
    )  # fmt: skip
    owner = CleanCharField(
        label="Which post answers for it?", max_length=120, help_text="A post, no person’s name: Head of housing",
        error_messages={"required": "Say which post answers for it."},
    )  # fmt: skip
    due_on = DateField(label="Done by", error_messages={"required": "Enter the day by which it is done."})
    resource = CleanCharField(
        label="What does it take?", max_length=300, help_text="For example, 0.4 of a post and £14,000",
        error_messages={"required": "Say what it takes: people, money or other means."},
    )  # fmt: skip
    expected_effect = CleanCharField(
        label="What should it change in this measure?", max_length=500, widget=_area(2),
        help_text="For example, at least 82% housed by January 2027",
        error_messages={"required": "Say what it should change in this measure."},
    )  # fmt: skip

    def clean_due_on(self) -> datetime.date:
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate():
            raise forms.ValidationError(PAST)
        return due_on

    @property
    def planned(self) -> Planned:
        """What a valid form says, as the action takes it."""
        return Planned(**{name: self.cleaned_data[name] for name in Planned.__dataclass_fields__})


class SupersedeForm(PlannedForm):
    """The action that takes the place of another, and what became of that one."""

    outcome = CleanCharField(
        label="What became of the former action?", max_length=OUTCOME, widget=_area(3),
        error_messages={"required": "Say what became of the former action."},
    )  # fmt: skip
    field_order = ["outcome", "what", "owner", "due_on", "resource", "expected_effect"]

    def __init__(self, *args: Any, action: ImprovementAction, **kwargs: Any) -> None:
        same = ("what", "owner", "resource", "expected_effect")
        kwargs["initial"] = {name: getattr(action, name) for name in same}
        super().__init__(*args, **kwargs)


class ReportForm(forms.Form):
    """How far an action is."""

    words = CleanCharField(
        label="What was done?", max_length=1000, widget=_area(4),
        help_text="Published as you write it. Name no person.",
        error_messages={"required": "Say what was done."},
    )  # fmt: skip
    evidence = CleanCharField(
        label="Where can it be checked?", required=False, max_length=EVIDENCE,
        help_text="A minute, a contract or a publication, with its date",
    )  # fmt: skip


class CloseForm(AsksBeneath):
    """What became of an action."""

    asked_by = "as_"
    beneath = {ActionState.SUPERSEDED: ["successor"]}

    as_ = forms.ChoiceField(label="How did it end?", widget=Radios)
    successor: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Which open action takes its place?",
        queryset=None,
        required=False,
        to_field_name="uuid",
        empty_label="Choose an action",
    )
    outcome = CleanCharField(
        label="What became of it?", max_length=OUTCOME, widget=_area(4),
        help_text="Published as you write it. Name no person.",
        error_messages={"required": "Say what became of it."},
    )  # fmt: skip
    on = DateField(
        label="On which day did it end?", error_messages={"required": "Enter the day on which it ended."}
    )

    def __init__(self, *args: Any, action: ImprovementAction, successors: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]
        self.fields["as_"].choices = [  # type: ignore[attr-defined]
            *ENDS, (ActionState.SUPERSEDED.value, "Superseded by another action that is already there")
        ]  # fmt: skip

    def clean_on(self) -> datetime.date:
        on = self.cleaned_data["on"]
        if on and not self.action.added_on <= on <= timezone.localdate():
            raise forms.ValidationError(CLOSED_WHEN)
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("as_") == ActionState.SUPERSEDED and not given.get("successor"):
            self.add_error("successor", "Choose the action that takes its place.")
        return given


class ActionFilter(Filter):
    """Which actions are listed."""

    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All"), ("open", "All that are open"), *ActionState.choices],
    )
    partner = forms.ChoiceField(label="Partner", required=False)
    overdue = forms.BooleanField(label="Overdue", required=False)

    def __init__(self, *args: Any, partners: Iterable[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(partner.uuid), partner.name) for partner in partners]
        self.fields["partner"].choices = [("", "All"), *named]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, as `fitting` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
