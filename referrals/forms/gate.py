"""What is typed through the gate: joint meeting, first appointment, treatment, contact, and ticks of the checklist."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import local, today
from foundation.design.forms import CleanCharField, DateField, Radios
from hubs import times
from hubs.forms import TimeField
from people.rules import Problems

from ..gate import rules
from ..gate.checklist import Gate, Item
from ..models import FirstAppointment, GateTick, HubContact, JointMeeting, TreatmentHandover
from ..models.gate import GateRecord

_WIDE = forms.TextInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"})
_NOTE = forms.Textarea(attrs={"rows": 4})
_CAME = [("yes", "Yes"), ("no", "No")]


class GateForm(forms.Form):
    """A form about one referral's way through the gate; it asks the rules as soon as its fields have their shape."""

    record: GateRecord | None = None

    def __init__(self, typed: Any = None, *, gate: Gate, record: GateRecord | None = None) -> None:
        self.gate, self.record = gate, record
        super().__init__(typed, initial=self.recorded(record) if record else self.usual())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            self.refuse(self.problems())
        return given

    def refuse(self, problems: Problems) -> None:
        """Say each problem at its field."""
        for name, text in problems.items():
            self.add_error(name if name in self.fields else None, text)

    def recorded(self, record: Any) -> dict[str, Any]:
        """What the record says, by field."""
        return {name: getattr(record, name) for name in self.base_fields}

    def usual(self) -> dict[str, Any]:
        """What an empty form begins with."""
        return {}

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for the action."""
        return self.cleaned_data

    def problems(self) -> Problems:
        """What the rules find in these values. Each form asks its own rule."""
        raise NotImplementedError


def _side(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Did {name} come?", choices=_CAME, widget=Radios(inline=True, small=True),
        error_messages={"required": f"Say whether {name} came."},
    )  # fmt: skip


def _why_not(name: str) -> CleanCharField:
    return CleanCharField(
        label=f"Why not, if {name} did not come", max_length=300, required=False, widget=_WIDE
    )


class _CorrectedForm(GateForm):
    """A form that records, and that puts right what was recorded: then it asks what was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record:
            self.fields["reason"] = CleanCharField(
                label="What was wrong before?", max_length=200, widget=_WIDE,
                error_messages={"required": "Say what was wrong."},
            )  # fmt: skip


class MeetingForm(_CorrectedForm):
    """Who came to the joint meeting, or why not. A correction says what was wrong."""

    held_on = DateField(
        label="When was the meeting?", error_messages={"required": "Enter the day of the meeting."}
    )
    how = forms.ChoiceField(
        label="How was it held?", choices=JointMeeting.How.choices, widget=Radios(small=True),
        error_messages={"required": "Choose how the meeting was held."},
    )  # fmt: skip
    prison_side = _side("the prison")
    prison_side_why_not = _why_not("the prison")
    hub_side = _side("the hub")
    hub_side_why_not = _why_not("the hub")
    person_side = _side("the person")
    person_side_why_not = _why_not("the person")
    notes = CleanCharField(label="What was agreed", max_length=2000, required=False, widget=_NOTE)

    def recorded(self, record: Any) -> dict[str, Any]:
        said = super().recorded(record)
        return said | {side: "yes" if said[side] else "no" for side in rules.SIDES}

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in ("held_on", "how", "notes", "reason") if name in given} | {
            "sides": {side: given[side] == "yes" for side in rules.SIDES},
            "why_not": {side: given[f"{side}_why_not"] for side in rules.SIDES},
        }

    def problems(self) -> Problems:
        said = self.answers()
        return rules.of_meeting(self.gate, said["held_on"], said["sides"], said["why_not"])


class AppointmentForm(GateForm):
    """When, where and with whom the first appointment after release is."""

    on = DateField(label="Day", error_messages={"required": "Enter the day of the appointment."})
    at = TimeField(
        label="Time", help_text=times.EXAMPLE, error_messages={"required": "Enter the time of the appointment."}
    )  # fmt: skip
    place = CleanCharField(
        label="Where", max_length=200, widget=_WIDE, error_messages={"required": "Say where the appointment is."}
    )  # fmt: skip
    with_whom = CleanCharField(
        label="With whom", max_length=120, widget=_WIDE,
        error_messages={"required": "Say whom the person will meet."},
    )  # fmt: skip

    def recorded(self, record: FirstAppointment) -> dict[str, Any]:
        starts = local(record.starts_at)
        return {
            "on": starts.date(),
            "at": starts.time(),
            "place": record.place,
            "with_whom": record.with_whom,
        }

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("on") and given.get("at") is not None:
            try:
                given["starts_at"] = times.moment_on(given["on"], given["at"])
            except ValidationError as wrong:
                self.add_error("at", wrong)
        return super().clean()

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "place", "with_whom")}

    def problems(self) -> Problems:
        return rules.of_appointment(self.gate, **self.answers())


class TreatmentForm(GateForm):
    """With which service treatment goes on, from when, and whether medication bridges the days between."""

    service = CleanCharField(
        label="Which service takes treatment on?", max_length=120, widget=_WIDE,
        error_messages={"required": "Name the treatment service."},
    )  # fmt: skip
    appointment_on = DateField(
        label="First appointment with the service, if known", required=False,
        help_text="On the day of release or before it, where treatment continues",
    )  # fmt: skip
    bridge = forms.ChoiceField(
        label="Is medication arranged until then?", choices=TreatmentHandover.Bridge.choices,
        widget=Radios(small=True), error_messages={"required": "Say whether medication is arranged."},
    )  # fmt: skip

    def problems(self) -> Problems:
        given = self.cleaned_data
        return rules.of_handover(self.gate, given["service"], given["appointment_on"])


class ContactForm(_CorrectedForm):
    """When and how the hub reached the person after release."""

    made_on = DateField(
        label="When did the hub reach the person?", error_messages={"required": "Enter the day of the contact."}
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How?", choices=HubContact.How.choices, widget=Radios(small=True),
        error_messages={"required": "Choose how the person was reached."},
    )  # fmt: skip
    note = CleanCharField(max_length=2000, required=False, widget=_NOTE)

    def usual(self) -> dict[str, datetime.date]:
        return {"made_on": today()}

    def problems(self) -> Problems:
        rule = rules.of_contact_corrected if self.record else rules.of_contact
        return rule(self.gate, self.cleaned_data["made_on"])


class TickForm(GateForm):
    """Whether an item of the checklist is in place or not needed, and why."""

    answer = forms.ChoiceField(
        label="How does it stand?", choices=GateTick.Answer.choices, widget=Radios(small=True),
        error_messages={"required": "Choose how it stands."},
    )  # fmt: skip
    why = CleanCharField(
        label="How is it in place, or why is it not needed?", max_length=300, widget=_WIDE,
        error_messages={"required": "Say how it is in place, or why it is not needed."},
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        self.item = item
        super().__init__(*args, **kwargs)

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"item": self.item.slug}

    def problems(self) -> Problems:
        return rules.of_tick(self.item.slug, self.cleaned_data["why"])
