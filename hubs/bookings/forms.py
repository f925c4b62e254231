"""Forms of bookings: who is booked, cancelled, moved or restored, and what was answered to an offer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from foundation.design import dates
from foundation.design.forms import AsksBeneath, Checkboxes, CleanCharField, Radios
from people.circumstances.cohorts import COHORTS

from ..forms import NameForm, UuidsField
from ..models import Session
from ..states import Answerer


class _ReasonField(CleanCharField):
    """Drawn as needed, yet not asked for here: it depends on another answer whether it is."""

    def validate(self, value: Any) -> None:
        """Nothing to say; the form's `clean` says it."""


class _SessionsField(forms.MultipleChoiceField):
    """Drawn as needed; nobody has to choose one before the people are shown."""

    def validate(self, value: Any) -> None:
        """Whether they are of the list; `has_chosen` asks for one."""
        if value:
            super().validate(value)


class CancelForm(forms.Form):
    """Whose wish it is to take a booking back, and why: the hub always says why."""

    who = forms.ChoiceField(
        label="Why is the booking cancelled?", widget=Radios,
        choices=[("person", "The person cannot or does not want to come"), ("hub", "The hub takes it back")],
        error_messages={"required": "Choose who cancels the booking."},
    )  # fmt: skip
    reason = _ReasonField(label="Reason", help_text="Needed when the hub takes it back.", max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == "hub" and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why the hub takes the booking back.")
        return cleaned


def room_in(session: Session) -> str:
    """4 of 12 places left; needs `with_room()`."""
    if session.left is None:
        return "No number of places set"
    return f"{session.left} of {session.capacity} places left"


def session_choices(sessions: Iterable[Session]) -> list[tuple[str, str]]:
    """A line for each session: when, what, and the room in it."""
    return [
        (
            str(each.uuid),
            f"{dates.say_weekday(each.starts_at)}, {dates.say_time(each.starts_at)}: {each} ({room_in(each)})",
        )
        for each in sessions
    ]


class MoveForm(forms.Form):
    """Where the person comes instead."""

    to = forms.ChoiceField(
        label="Which session do they come to instead?", widget=Radios(small=True),
        error_messages={"required": "Choose a session.", "invalid_choice": "Choose a session of the list."},
    )  # fmt: skip
    reason = CleanCharField(label="Reason, if any", max_length=200, required=False)

    def __init__(self, *args: Any, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(each.uuid): each for each in sessions}
        self.fields["to"].choices = session_choices(self.sessions.values())  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Session:
        return self.sessions[self.cleaned_data["to"]]


class AnswerForm(AsksBeneath):
    """What was answered to an offer, and by whom."""

    asked_by = "answer"
    beneath: ClassVar = {"decline": ("reason",)}

    answer = forms.ChoiceField(
        label="Is the place taken?", widget=Radios,
        choices=[("accept", "Yes, book the person"), ("decline", "No, offer it to the next")],
        error_messages={"required": "Choose whether the place is taken."},
    )  # fmt: skip
    answered_by = forms.ChoiceField(
        label="Who answered?", widget=Radios, choices=Answerer.choices,
        error_messages={"required": "Choose who answered."},
    )  # fmt: skip
    reason = CleanCharField(label="Why not?", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why the place is not taken.")
        return cleaned


class GroupForm(NameForm):
    """Whom to book into which sessions of a series, and what narrows the list of people."""

    cohort = forms.ChoiceField(
        label="Everybody of a group", required=False,
        choices=[("", "No group: choose by name"), *((cohort.name, cohort.title) for cohort in COHORTS)],
    )  # fmt: skip
    sessions = _SessionsField(
        label="Into which sessions?", widget=Checkboxes(small=True),
        error_messages={"invalid_choice": "Choose sessions of the list."},
    )  # fmt: skip
    people = UuidsField(required=False)

    field_order = ("cohort", "name", "sessions", "people")

    def __init__(self, *args: Any, series: Iterable[Session], first: Session, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"sessions": [str(first.uuid)]})
        super().__init__(*args, **kwargs)
        self.series = {str(each.uuid): each for each in series}
        self.fields["sessions"].choices = session_choices(self.series.values())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        looks_for = any(cleaned.get(name) for name in ("cohort", "name", "people"))
        if self.data.get("do") == "find" and not self.errors and not looks_for:
            self.add_error("cohort", "Choose a group, or enter part of a name.")
        return cleaned

    @property
    def listed(self) -> str:
        """What the list of people is of, as the page sends it back."""
        return f"{self['cohort'].value() or ''} {self['name'].value() or ''}".strip()

    @property
    def page(self) -> int | str:
        """Which page of the group is asked for: the first of a group that was not listed before."""
        asked = self.data.get("page", "")
        if self.data.get("do") == "find" or self.data.get("listed") != self.listed:
            return 1
        return int(asked[:5]) + 1 if self.data.get("do") == "next" and asked.isdecimal() else asked

    def has_chosen(self) -> bool:
        """Whether anybody, and a session, is chosen; says what is not."""
        if not self.cleaned_data["people"]:
            self.add_error(None, "Choose at least one person to book.")
        if not self.cleaned_data["sessions"]:
            self.add_error("sessions", "Choose at least one session.")
        return not self.errors

    @property
    def chosen_sessions(self) -> list[Session]:
        """In the order of the calendar."""
        return [each for uuid, each in self.series.items() if uuid in self.cleaned_data["sessions"]]


class HeldAfterAllForm(forms.Form):
    """Why a session counts as held after all, when that is said on a later day."""

    reason = CleanCharField(
        label="Why does it count as held after all?", max_length=200,
        error_messages={"required": "Say why the session counts as held after all."},
    )  # fmt: skip

    def __init__(self, *args: Any, same_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if same_day:
            self.fields["reason"].label, self.fields["reason"].required = "Reason, if any", False
