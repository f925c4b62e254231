"""What is typed by the partner service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design import dates
from foundation.design.forms import CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from hubs import times
from hubs.forms import TimeField
from people.rules import Problems

from ...models import Handover
from .. import evidence, rules
from ..states import DutyAnswer, DutyOwed
from .shared import NOT_OTHERS, WIDE, ReasonForm, RefusedForm, box


class RefuseForm(ReasonForm):
    """Why the service does not take the person on."""

    asks, lacks = "Why does your service not take this on?", "Choose why you refuse it."


class CloseForm(ReasonForm):
    """What came of it."""

    asks, lacks = "What came of it?", "Choose what came of it."


class _OfHandover(RefusedForm):
    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        self.handover = handover
        super().__init__(*args, **kwargs)


class _Rewritten(SeenAs, _OfHandover):
    """Of what is said again in place of what stands: by who has read what stands now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_as"] = self.handover.seen_as


class BookForm(_Rewritten):
    """When and where the appointment is."""

    on = DateField(label="Day of the appointment", error_messages={"required": "Enter the day."})
    starts = TimeField(label="Starts at", help_text=times.EXAMPLE)
    place = CleanCharField(
        label="Where?", max_length=200, widget=WIDE, help_text="The side that sent the handover reads this.",
        error_messages={"required": "Say where the appointment is."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (booked := self.handover.appointment_at) and self.handover.state == Handover.State.BOOKED:
            self.initial.update({
                "on": dates.day_of(booked), "starts": dates.local(booked).time(),
                "place": self.handover.appointment_place,
            })  # fmt: skip

    def problems(self, given: dict[str, Any]) -> Problems:
        try:
            given["appointment_at"] = times.moment_on(given["on"], given["starts"])
        except ValidationError as wrong:
            return {"starts": " ".join(wrong.messages)}
        return rules.of_booking(self.handover, given["appointment_at"], given["place"])

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("appointment_at", "place", "seen_as")}


class AttendForm(_OfHandover):
    """The day the person came."""

    on = DateField(label="When did the person come?", error_messages={"required": "Enter the day."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.handover.appointment_on)

    def problems(self, given: dict[str, Any]) -> Problems:
        return rules.of_attendance(self.handover, given["on"])


class PutRightForm(_OfHandover):
    """What is so of the last appointment."""

    outcome = forms.ChoiceField(
        label="What is so?", choices=list(rules.OUTCOMES.items()), widget=Radios(small=True),
        error_messages={"required": "Say what is so."},
    )  # fmt: skip
    on = DateField(label="When did the person come, if they did?", required=False)
    reason = CleanCharField(
        label="What was wrong?", max_length=200, widget=WIDE, help_text="The side that sent the handover reads this.",
        error_messages={"required": "Say what was wrong."},
    )  # fmt: skip

    def problems(self, given: dict[str, Any]) -> Problems:
        return rules.of_outcome(self.handover, given["outcome"], given["on"], given["reason"])


class TreatmentForm(_OfHandover):
    """Since when the person is in treatment, and of what kind."""

    started_on = DateField(
        label="First day of treatment", error_messages={"required": "Enter the first day."}
    )
    code = forms.ChoiceField(
        label="What kind of treatment?", widget=Radios(small=True),
        error_messages={"required": "Choose the kind of treatment."},
    )  # fmt: skip
    need_group = forms.ChoiceField(
        label="For what?", widget=Radios(small=True), error_messages={"required": "Choose what it is for."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = evidence.settings_of_treatment()
        self.fields["need_group"].choices = evidence.need_groups()


class DutyForm(_Rewritten):
    """Whether the authority accepts the duty-to-refer."""

    answer = forms.ChoiceField(
        label="Does the authority accept it?", choices=DutyAnswer.choices, widget=Radios(small=True),
        error_messages={"required": "Say whether the duty-to-refer is accepted."},
    )  # fmt: skip
    owed = forms.ChoiceField(
        label="Which duty is owed, if accepted?", choices=[("", "None"), *DutyOwed.choices], required=False
    )
    reason = CleanCharField(
        label="Why not, if not accepted?", max_length=rules.LONGEST, required=False, widget=box(3),
        help_text=NOT_OTHERS,
    )  # fmt: skip
    on = DateField(label="Day of the answer", error_messages={"required": "Enter the day of the answer."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.handover
        self.initial.setdefault("on", dates.today())
        if said.duty_answer:
            self.initial.update(
                {"answer": said.duty_answer, "owed": said.duty_owed, "reason": said.duty_reason}
            )

    def problems(self, given: dict[str, Any]) -> Problems:
        said = {name: given[name] for name in ("answer", "on", "owed", "reason")}
        return rules.of_duty(self.handover, **said)
