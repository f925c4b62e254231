"""Contacts, notes and safeguarding concerns: the shape of fields, and their messages."""

import datetime
import re
from typing import Any

from django import forms

from foundation.design.dates import today
from foundation.design.forms import CleanCharField, DateField, Radios

from .. import rules
from ..contacts.reading import subjects
from ..models import Note, SafeguardingConcern
from .circumstances import AboutPersonForm
from .fields import MIDDLE, NARROW, RefusedForm, box
from .holding import sentences

REACHED = [("yes", "Yes"), ("no", "No, nobody was reached")]


class ClockTimeField(CleanCharField):
    """A time as people here write it: 9.05, 9:05 or 0905."""

    def clean(self, value: Any) -> datetime.time | None:
        text = super().clean(value)
        if not text:
            return None
        written = re.fullmatch(r"([0-9]{1,2})[.:]?([0-9]{2})", text)
        hour, minute = map(int, written.groups()) if written else (24, 0)
        if hour < 24 and minute < 60:
            return datetime.time(hour, minute)
        raise forms.ValidationError("Enter a time, like 9.05 or 16.40.", code="invalid")


class NoteForm(AboutPersonForm):
    """A plain note."""

    on_day = DateField(label="Of which day?", error_messages={"required": "Enter the day it is about."})
    at_time = ClockTimeField(
        label="At what time?", required=False, widget=box(NARROW), help_text="For example, 9.05"
    )
    about = forms.ChoiceField(label="What is it about?", required=False)
    text = sentences(
        "What was said, seen or done?", "Write what was said, seen or done.", most=4000,
        hint="Facts, and who said what. It cannot be changed afterwards, only corrected.",
    )  # fmt: skip
    is_sensitive = forms.BooleanField(
        label="Sensitive: only our team and the team that holds the person read it", required=False
    )
    facts: tuple[str, ...] = ("on_day", "at_time", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on_day": today()}} | kwargs)
        chosen = self.initial.get("about")
        names = dict.fromkeys([*subjects(), *([chosen] if chosen else [])])
        self.fields["about"].choices = [("", "Choose a subject"), *((name, name) for name in names)]  # type: ignore[attr-defined]

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_note(self.person, **{name: given[name] for name in self.facts})


class ContactForm(NoteForm):
    """A meeting, call, visit or message; also one in which nobody was reached."""

    how = forms.ChoiceField(
        label="How?",
        choices=Note.How.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose how."},
    )
    with_whom = forms.ChoiceField(
        label="With whom?",
        choices=Note.WithWhom.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose with whom."},
    )
    with_name = CleanCharField(
        label="Who is that, if not the person?", max_length=120, required=False, widget=box(MIDDLE)
    )
    was_reached = forms.TypedChoiceField(
        label="Was anybody reached?",
        choices=REACHED,
        coerce=lambda chosen: chosen == "yes",
        widget=Radios(small=True),
        error_messages={"required": "Choose yes or no."},
    )
    facts = ("how", "with_whom", "with_name", "was_reached", "on_day", "at_time", "text")
    field_order = ("how", "with_whom", "with_name", "was_reached", "on_day", "at_time", "about", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        usual = {"with_whom": Note.WithWhom.PERSON, "was_reached": "yes", "on_day": today()}
        super().__init__(*args, **kwargs | {"initial": usual | kwargs.get("initial", {})})
        text = self.fields["text"]
        text.required = False  # nothing was said where nobody was reached; the rules ask
        text.label = "What was said or done, or what was tried, if nobody was reached?"
        text.help_text = "Facts, and who said what. It cannot be changed afterwards, only corrected."


class _Correcting(forms.Form):
    why = CleanCharField(
        label="What was wrong?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Both stay on the record: what was written first, and this",
        error_messages={"required": "Say what was wrong."},
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return super().problems(given) | rules.of_note_correction(given["why"])  # type: ignore[misc]


class NoteCorrectionForm(_Correcting, NoteForm):
    """A note written anew."""


class ContactCorrectionForm(_Correcting, ContactForm):
    """A contact written anew."""


class SafeguardingForm(AboutPersonForm):
    """What was seen or said, and who may come to harm."""

    whom = forms.ChoiceField(
        label="Who may come to harm?",
        choices=SafeguardingConcern.Whom.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose who may come to harm."},
    )
    seen_on = DateField(
        label="When did you see or hear it?",
        error_messages={"required": "Enter the day you saw or heard it."},
    )
    text = sentences(
        "What did you see or hear?", "Say what you saw or were told.", most=4000,
        hint="In the words that were used. What you know, apart from what you think.",
    )  # fmt: skip
    done_at_once = sentences(
        "What have you done already?", "", most=2000, required=False,
        hint="For example, called the police at 10.15, reference 123",
    )  # fmt: skip

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        said = {name: given[name] for name in ("seen_on", "text", "done_at_once")}
        return rules.of_safeguarding(self.person, **said)


class SafeguardingDecisionForm(RefusedForm):
    """What the safeguarding lead did about it."""

    outcome = forms.ChoiceField(
        label="What is decided?",
        choices=SafeguardingConcern.Outcome.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what is decided."},
    )
    decision = sentences(
        "What was done, or why nothing more is done", "Say what was done, or why nothing more is done.",
        most=2000, hint="Whom you told, when, and what they answered",
    )  # fmt: skip
