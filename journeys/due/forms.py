"""The filter of due work. It lives in the URL; a value that nobody offers is passed over."""

from collections.abc import Sequence
from typing import Any

from django import forms

from foundation.accounts.models import Team
from foundation.design.filters import Filter
from foundation.design.forms import Radios
from foundation.lifecycle.running import titles


class DueFilter(Filter):
    """Whose work, and of which clock or rule without one; for those with several teams, of which of them."""

    whose = forms.ChoiceField(
        label="Whose",
        choices=[("", "Mine and my teams’"), ("mine", "Mine"), ("unassigned", "Nobody’s yet")],
        required=False,
        widget=Radios(small=True),
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        rules: Sequence[str] = (),
        teams: Sequence[Team] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(teams) > 1:
            named = [(str(team.pk), team.name) for team in teams]
            self.fields["team"] = forms.ChoiceField(
                label="Team or hub", choices=[("", "All of mine"), *named], required=False
            )
        words = titles()
        known = sorted(((kind, words.get(kind, kind)) for kind in kinds), key=lambda pair: pair[1])
        choices: list[Any] = [("", "Anything"), *known]
        if rules:
            choices.append(("Without a date", [(rule, rule[:1].upper() + rule[1:]) for rule in rules]))
        self.fields["clock"] = forms.ChoiceField(label="What is to be done", choices=choices, required=False)

    @property
    def wanted(self) -> dict[str, str]:
        """What the URL asks of each field, empty where it makes no sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
