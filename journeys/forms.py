"""The filter of the timeline."""

from django import forms


class TimelineFilter(forms.Form):
    """Which kinds of entries are shown; it lives in the URL. None chosen means all."""

    kind = forms.MultipleChoiceField(label="Show", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, kinds: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds

    @property
    def chosen(self) -> list[str]:
        """The kinds asked for that exist and are open to the user; others in the URL are passed over."""
        known = dict(self.fields["kind"].choices)
        asked = self.data.getlist("kind") if hasattr(self.data, "getlist") else self.data.get("kind", [])
        return [kind for kind in asked if kind in known]
