"""The filters of the timeline and of due work. They live in the URL; a value that nobody offers is passed over."""

import datetime
from typing import Any

from django import forms

from foundation.design.dates import today
from foundation.design.filters import Filter
from foundation.design.forms import DateField

from .timeline.page import known_on


class TimelineFilter(Filter):
    """Which kinds of entries are shown, between which days, and as known on which day; it lives in the URL.

    No kind chosen means all, and a day that is none is passed over and said at its field.
    """

    says_optional = False
    first = DateField(label="From", required=False)
    last = DateField(label="To", required=False)
    as_at = DateField(label="As it was known on", required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = dict(kinds)
        self.fields["kind"] = forms.MultipleChoiceField(
            label="Show", required=False, choices=kinds, widget=forms.CheckboxSelectMultiple
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last, as_at = (given.get(name) for name in ("first", "last", "as_at"))
        if first and last and last < first:
            self.add_error("last", "The last day must not be before the first.")
        if as_at and as_at > today():
            self.add_error("as_at", "Choose a day that has come.")
        return given

    @property
    def wanted(self) -> dict[str, Any]:
        """What `timeline.page_of` is asked: kinds that exist and are open to the user, days, and the moment."""
        self.is_valid()
        given = self.cleaned_data
        day = given.get("as_at")
        return {
            "kinds": given.get("kind", []),
            "between": (given.get("first"), given.get("last")),
            "moment": known_on(day) if day else None,
        }

    @property
    def is_in_use(self) -> bool:
        """Whether something was chosen or typed, also what cannot be: then the choices are open to be read."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def day(self) -> datetime.date | None:
        """The day as of which the timeline is asked, if it is one."""
        moment = self.wanted["moment"]
        return moment.as_at if moment else None
