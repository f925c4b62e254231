"""What is typed by whoever keeps the directory of partner services."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import Team
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios
from people.models import Area

from ..states import ServiceKind
from .shared import WIDE

_PHONE = re.compile(r"\+?[0-9][0-9 ]{8,18}")


class ServiceForm(forms.Form):
    """One entry of the directory."""

    fields: dict[str, Any]
    name = CleanCharField(
        max_length=120, widget=WIDE, error_messages={"required": "Enter the name of the service."}
    )
    kind = forms.ChoiceField(
        label="What does it do?", choices=ServiceKind.choices, widget=Radios(small=True),
        error_messages={"required": "Choose what the service does."},
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Whose workers answer for it?", empty_label="Choose a team",
        help_text="A team of a partner service. Users are added to teams, and teams to organisations, on their own "
        "pages.",
        error_messages={"required": "Choose the team."},
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="From which areas does it take people?", required=False,
        widget=Checkboxes(small=True), help_text="None ticked: from everywhere.",
    )  # fmt: skip
    phone = CleanCharField(label="Telephone", max_length=20, required=False)
    email = forms.EmailField(label="E-mail", required=False, help_text="Of the service, not of a person.")
    active_from = DateField(label="Takes handovers from", error_messages={"required": "Enter the first day."})
    active_until = DateField(
        label="Takes handovers until, if it stops", required=False, help_text="The first day without."
    )

    def __init__(self, *args: Any, teams: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset, self.fields["areas"].queryset = teams, areas

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Enter a telephone number like 01634 960 001.", code="invalid")
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first: datetime.date | None = given.get("active_from")
        last: datetime.date | None = given.get("active_until")
        if first and last and last <= first:
            self.add_error("active_until", "It stops after it has begun.")
        return given
