"""The filters of the timeline and of due work. They live in the URL; a value that nobody offers is passed over."""

from typing import Any

from django import forms

from foundation.design.filters import Filter
from foundation.design.forms import Radios
from foundation.lifecycle.running import titles


class TimelineFilter(Filter):
    """Which kinds of entries are shown; it lives in the URL. None chosen means all."""

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = dict(kinds)
        self.fields["kind"] = forms.MultipleChoiceField(
            label="Show", required=False, choices=kinds, widget=forms.CheckboxSelectMultiple
        )

    @property
    def chosen(self) -> list[str]:
        """The kinds asked for that exist and are open to the user; others in the URL are passed over."""
        return self.cleaned_data["kind"] if self.is_valid() else []


class DueFilter(Filter):
    """Whose work, and of which clock."""

    whose = forms.ChoiceField(
        label="Whose",
        choices=[("", "Mine and my teams’"), ("mine", "Mine"), ("unassigned", "Nobody’s yet")],
        required=False,
        widget=Radios(small=True),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = titles()
        known = sorted(((kind, words.get(kind, kind)) for kind in kinds), key=lambda pair: pair[1])
        self.fields["clock"] = forms.ChoiceField(
            label="What is to be done", choices=[("", "Anything"), *known], required=False
        )

    @property
    def wanted(self) -> dict[str, str]:
        """What the URL asks of each field, empty where it makes no sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
