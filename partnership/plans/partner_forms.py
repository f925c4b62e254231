"""Forms of partnerships and their partners."""

from typing import Any

from django import forms

from foundation.accounts.models import Team
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from people.models import Area

from ..models import Partner
from ..states import PartnerKind


class PartnerForm(forms.Form):
    """A partner, who writes for it, and since when it takes part."""

    name = CleanCharField(
        label="Name", max_length=120, error_messages={"required": "Enter the partner’s name."}
    )
    kind = forms.ChoiceField(label="What it is", choices=PartnerKind.choices, widget=Radios(small=True))
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team that writes for it (optional)", required=False, empty_label="Nobody yet",
        help_text="Its users write the returns. The system administrator makes teams and users.",
    )  # fmt: skip
    joined_on = DateField(label="Takes part since", error_messages={"required": "Enter the day."})
    left_on = DateField(label="First day on which it no longer does (optional)", required=False)

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["team"], teams)


class PartnerChangeForm(SeenAs, PartnerForm):
    """A partner said anew, with the version that its writer read."""

    def as_it_stands(self, fact: Partner) -> dict[str, Any]:
        return {name: getattr(fact, name) for name in ("name", "kind", "team", "joined_on", "left_on")}


class FoundForm(forms.Form):
    """A partnership: its area, who keeps its plan, who scrutinises it."""

    name = CleanCharField(
        label="Name", max_length=120, error_messages={"required": "Enter the partnership’s name."}
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Area", error_messages={"required": "Choose the area."}
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team of its officers", error_messages={"required": "Choose the team."}
    )
    scrutiny = forms.ModelChoiceField(
        Team.objects.none(), label="Team of the members who scrutinise it",
        error_messages={"required": "Choose the team."},
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.queryset = Area.objects.filter(pk__in=[area.pk for area in areas])
        for name in ("team", "scrutiny"):
            _offer(self.fields[name], teams)


def _offer(field: Any, teams: Any) -> None:
    """Each team with its organisation."""
    field.queryset = Team.objects.filter(pk__in=[team.pk for team in teams]).select_related("organisation")
    field.label_from_instance = lambda team: f"{team.organisation}: {team}"
