"""The filters of the referral list. They stand in the URL; a value that nobody offers is left out."""

import re
from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.filters import Filter
from foundation.design.forms import Checkboxes, Radios

from .. import scope
from ..querysets import hubs_worked_at
from ..states import NeedKind

_CLOCKS = [
    ("", "Any"),
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("next", "Next 5 working days"),
    ("paused", "Paused"),
]
_RELEASES = [("", "Any"), ("14", "In 14 days"), ("28", "In 4 weeks"), ("84", "In 12 weeks")]
_PATTERN = "[Rr0-9\\-]{1,20}"  # a browser does not send a name into the address
_REFERENCE = re.compile(_PATTERN)


class _Filter(Filter):
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=20,
        help_text="Or part of it, such as 0042. To find a person, use the search.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "pattern": _PATTERN}),
    )
    clock = forms.ChoiceField(label="Decision", choices=_CLOCKS, required=False, widget=Radios(small=True))
    release = forms.TypedChoiceField(
        label="Release expected",
        choices=_RELEASES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Radios(small=True),
    )
    need = forms.MultipleChoiceField(
        label="Need", choices=NeedKind.choices, required=False, widget=Checkboxes(small=True)
    )
    whose_choices: list[tuple[str, str]]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["whose"] = forms.ChoiceField(
            label="Whose", choices=self.whose_choices, required=False, widget=Radios(small=True)
        )
        self.fields["source"] = _one_of("Source", "Any source", scope.sources())
        self.hubs = self._hubs()
        if len(self.hubs) > 1:
            self.fields["hub"] = _one_of("Hub", "Any hub", self.hubs)
        self.order_fields(("whose", "reference", "clock", "release", "hub", "source", "need"))

    def _hubs(self) -> list[Any]:
        raise NotImplementedError

    def clean_reference(self) -> str:
        """What cannot be part of a reference is refused: a name does not belong into an address."""
        text = self.cleaned_data["reference"].strip().upper()
        if text and not _REFERENCE.fullmatch(text):
            raise forms.ValidationError("Enter a reference or part of it, such as R-2026-0042.")
        return text

    @property
    def wanted(self) -> dict[str, Any]:
        """What the URL asks, as far as it makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _one_of(label: str, anyone: str, rows: list[Any]) -> forms.TypedChoiceField:
    choices = [("", anyone), *((row.pk, str(row)) for row in rows)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, required=False, empty_value=None)


class ReferrerFilter(_Filter):
    """For those who refer: their own referrals, their team's, or those whose referrer has left."""

    whose_choices = [("", "Mine"), ("team", "My team’s"), ("nobody", "Whose referrer has left")]

    def _hubs(self) -> list[Any]:
        return scope.hubs_by_name()


class HubFilter(_Filter):
    """For those who decide: which of their hubs, when there are several; `hubs` have `taken`."""

    whose_choices = [("", "The whole team’s"), ("mine", "Mine"), ("nobody", "Nobody’s")]

    def _hubs(self) -> list[Any]:
        return list(hubs_worked_at(self.user))


class GiveForm(forms.Form):
    """Who gets the ticked referrals."""

    worker = forms.TypedChoiceField(
        label="Give the ticked referrals to",
        coerce=int,
        widget=forms.Select,
        error_messages={"required": "Choose who gets the referrals."},
    )

    def __init__(self, *args: Any, workers: list[User], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.pk: worker for worker in workers}
        field: Any = self.fields["worker"]
        field.choices = [
            ("", "Choose a colleague"),
            *((each.pk, f"{each.name}{' (me)' if each == by else ''}") for each in workers),
        ]

    @property
    def chosen(self) -> User:
        """The worker; only of a form that is valid."""
        return self.workers[self.cleaned_data["worker"]]
