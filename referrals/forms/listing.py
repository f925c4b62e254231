"""The filters of the referral list. They stand in the URL; a value that nobody offers is left out."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.forms import Checkboxes, Radios

from .. import scope
from ..states import NeedKind

_CLOCKS = [("", "Any"), ("overdue", "Overdue"), ("today", "Due today"), ("next", "Next 5 working days")]


class _Filter(forms.Form):
    clock = forms.ChoiceField(label="Decision", choices=_CLOCKS, required=False, widget=Radios(small=True))
    need = forms.MultipleChoiceField(
        label="Need", choices=NeedKind.choices, required=False, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @property
    def wanted(self) -> dict[str, Any]:
        """What the URL asks, as far as it makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReferrerFilter(_Filter):
    """For those who refer: their own referrals, or their team's."""

    whose = forms.ChoiceField(
        label="Whose",
        choices=[("", "Mine"), ("team", "My team’s")],
        required=False,
        widget=Radios(small=True),
    )
    field_order = ("whose", "clock", "need")


class HubFilter(_Filter):
    """For those who decide: which of their hubs, when there are several."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.hubs = scope.hubs_worked_at(user)
        if len(self.hubs) > 1:
            choices = [("", "All my hubs"), *((hub.pk, hub.name) for hub in self.hubs)]
            self.fields["hub"] = forms.TypedChoiceField(
                label="Hub", choices=choices, coerce=int, required=False, empty_value=None
            )
