"""Filters of lists: GET forms that live in the URL, where anybody can write anything."""

from typing import Any, cast

from django import forms
from django.http import QueryDict


class Filter(forms.Form):
    """A filter that leaves out values nobody offers, so that the list always shows; the panel says what it left out.

    An old link or a mistyped address is no mistake of the reader's, so it is no error either.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left_out: list[str] = []

    @property
    def left_out(self) -> list[str]:
        """The labels of the fields that the URL asked for something not on offer."""
        self.is_valid()
        return self._left_out

    def full_clean(self) -> None:
        """As ever, of what the URL asks as far as it is on offer."""
        self._left_out = []
        if self.is_bound:
            self.data = self._on_offer()
        super().full_clean()

    def _on_offer(self) -> QueryDict:
        kept, asked_for = QueryDict(mutable=True), cast(QueryDict, self.data)
        for name in asked_for:
            kept.setlist(name, asked_for.getlist(name))
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if not isinstance(field, forms.ChoiceField) or key not in kept:
                continue
            asked = [value for value in kept.getlist(key) if value]
            offered = [value for value in asked if field.valid_value(value)]
            kept.setlist(key, offered)
            if len(offered) < len(asked):
                self._left_out.append(str(field.label or name.replace("_", " ").capitalize()))
        return kept
