"""The filter of the timeline."""

from typing import Any

from django import forms


class TimelineFilter(forms.Form):
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
        return [kind for kind in self["kind"].data if kind in self.kinds]
