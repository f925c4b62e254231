"""Two hands at one record: who writes from an older version is told so, and what one hand sends twice is done once."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from foundation.design.dates import day_of, say_day, say_moment, today

from . import events
from .facts import Fact
from .models import Event
from .transitions import Refused


class ChangedMeanwhile(Refused):
    """The record says something else than its reader had before them. `.fact` is the record as it stands now: a Fact,
    or another that says which version it is by `seen_as` and leaves an event whenever it is written.

    last: what changed it, where that is not the last that happened to it.
    """

    said = "{who} changed this on {when}, after you opened the page."

    def __init__(self, fact: Any, last: Event | None = None) -> None:
        self.fact = fact
        last = last or events.of(fact).last()
        who = last.by if last and last.by else "Somebody else"
        at = last.recorded_at if last else fact.recorded_at
        super().__init__(
            f"{self.said.format(who=who, when=say_moment(at))} Nothing of yours was saved. "
            "Read what it says now, and send it again if it is still right."
        )


class SeenAs(forms.Form):
    """A form that says which version of the record its writer had before them.

    now: what the record says where somebody else changed it meanwhile, beside what was typed: (label, words).
    """

    now: Sequence[tuple[str, str]] = ()

    seen_as = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again: it has changed since."}
    )

    def read_anew(self, fact: Any) -> None:
        """What is sent next is sent after reading the record as it stands now."""
        said = self.as_it_stands(fact)
        self.now = [
            (str(field.label).removesuffix(" (optional)"), _in_words(field, said[name]))
            for name, field in self.fields.items()
            if name in said
        ]
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("seen_as")] = fact.seen_as  # type: ignore[index]

    def as_it_stands(self, fact: Any) -> Mapping[str, Any]:
        """What the record says, by the fields of the form; nothing, where the page shows the record itself."""
        return {}


def _in_words(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        named: Any = field.choices
        return str(dict(named).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return say_day(value) if isinstance(value, datetime.date) else str(value)


def ask_whether_unchanged(fact: Any, seen_as: str) -> None:
    """Raise ChangedMeanwhile unless the record, as it stands under the lock, is the version `seen_as` names: a Fact, or
    another that says which version it is by `seen_as`.

    "" is of a caller that shows no page. Raises Refused of a record that was taken out meanwhile.
    """
    if isinstance(fact, Fact) and fact.superseded_at is not None:
        raise Refused("Somebody else took this out as entered in error, after you opened the page.")
    if seen_as and fact.seen_as != seen_as:
        raise ChangedMeanwhile(fact)


def did_today(fact: Fact, by: Any) -> bool:
    """The last that happened to the record, this user did today."""
    last = events.of(fact).last()
    return last is not None and last.by == by and day_of(last.recorded_at) == today()
