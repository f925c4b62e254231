"""What is typed about handovers: by the side that sends, by the service, and by whoever keeps the directory."""

import datetime
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import Team
from foundation.design import dates
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios
from foundation.lifecycle.models import Reason
from hubs import times
from hubs.forms import TimeField
from people.models import Area, Consent, Person
from people.rules import Problems

from ..models import Handover, PartnerService
from . import evidence, rules, sharing
from .states import Bridge, DutyAnswer, DutyOwed, ServiceKind

_WIDE = forms.TextInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"})
_NOT_OTHERS = "Do not name other people."
_PHONE = re.compile(r"\+?[0-9][0-9 ]{8,18}")


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RefusedForm(forms.Form):
    """A form that says at its fields what the rules, asked by the action too, find wrong."""

    fields: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.refuse(self.problems(given))
        return given

    def refuse(self, problems: Problems) -> None:
        for name, text in problems.items():
            self.add_error(name if name in self.fields else None, text)

    def problems(self, given: dict[str, Any]) -> Problems:
        """What the rules find in these values."""
        return {}

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for the action."""
        return self.cleaned_data


class SendForm(RefusedForm):
    """To which service, what for, what is shared, and that the person agreed. `key` makes a second click the same."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    service = forms.ModelChoiceField(
        PartnerService.objects.none(), label="Which service?", empty_label="Choose a service",
        error_messages={"required": "Choose the service."},
    )  # fmt: skip
    purpose = CleanCharField(
        label="What is the service asked to do?", max_length=rules.LONGEST, widget=_box(3), help_text=_NOT_OTHERS,
        error_messages={"required": "Say what the service is asked to do."},
    )  # fmt: skip
    continues_treatment = forms.BooleanField(
        label="Treatment goes on from custody", required=False,
        help_text="Then the service is asked for an appointment on or before the day of release.",
    )  # fmt: skip
    bridge = forms.ChoiceField(
        label="Is medication arranged until then?",
        choices=Bridge.choices,
        widget=Radios(small=True),
        required=False,
    )
    shares = forms.MultipleChoiceField(
        label="What does the service see?", widget=Checkboxes(small=True), required=False,
        help_text="The name is always shared. The service sees nothing else of the record, and nothing once the "
        "handover ends.",
    )  # fmt: skip
    contact = CleanCharField(
        label="How to reach the person, if shared", max_length=300, required=False, widget=_WIDE
    )
    need = CleanCharField(
        label="What is needed, if shared", max_length=rules.LONGEST, required=False, widget=_box(3)
    )
    medication = CleanCharField(
        label="Medication, if shared", max_length=rules.LONGEST, required=False, widget=_box(2)
    )
    agreed_on = DateField(
        label="When did the person agree to this?",
        error_messages={"required": "Enter the day the person agreed to this sharing."},
    )
    agreed_how = forms.ChoiceField(
        label="How did they agree?",
        choices=[choice for choice in Consent.How.choices if choice[0] != Consent.How.IMPORTED],
        widget=Radios(small=True),
        error_messages={"required": "Choose how the person agreed."},
    )
    says_optional = False

    def __init__(self, *args: Any, person: Person, kind: str, services: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services
        shares = self.fields["shares"]
        offered = [each for each in sharing.SHARED if each.slug != sharing.NAME]
        shares.choices = [(each.slug, each.label) for each in offered]
        shares.widget.hints = {each.slug: each.hint for each in offered}
        self.initial |= {"key": uuid.uuid4(), "shares": sharing.USUAL[kind]}
        if kind != ServiceKind.TREATMENT:
            for name in ("continues_treatment", "bridge", "medication"):
                del self.fields[name]
            shares.choices = [(slug, label) for slug, label in shares.choices if slug != "medication"]
        if kind == ServiceKind.HOUSING:
            self.fields["service"].label = "Which housing authority?"
            self.fields["purpose"].initial = "Duty to refer: the person may be homeless within 56 days."

    def problems(self, given: dict[str, Any]) -> Problems:
        names = ("contact", "need", "medication")
        return rules.of_sending(
            self.person, given["service"], purpose=given["purpose"], shares=given["shares"],
            written={name: given.get(name, "") for name in names}, agreed_on=given["agreed_on"],
            continues_treatment=given.get("continues_treatment", False), bridge=given.get("bridge", ""),
        )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"uuid": given.pop("key")}


class BridgeForm(RefusedForm):
    """How medication bridges the days until the first appointment."""

    bridge = forms.ChoiceField(
        label="Is medication arranged until then?", choices=Bridge.choices, widget=Radios(small=True),
        error_messages={"required": "Say whether medication is arranged."},
    )  # fmt: skip


class ReasonForm(RefusedForm):
    """A reason of a list, and words where it asks for them."""

    text = CleanCharField(max_length=rules.LONGEST, required=False, widget=_box(3), help_text=_NOT_OTHERS)
    asks, lacks = "Why?", "Choose a reason."

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reasons = {reason.pk: reason for reason in reasons}
        hints = {pk: "Say more below" for pk, each in self._reasons.items() if each.text_required}
        self.fields["reason"] = forms.TypedChoiceField(
            label=self.asks, choices=[(pk, each.reason) for pk, each in self._reasons.items()], coerce=int,
            widget=Radios(hints=hints, small=True), error_messages={"required": self.lacks},
        )  # fmt: skip
        self.fields["text"].label = "In your words, if the reason needs them"
        self.order_fields(["reason", "text"])

    def problems(self, given: dict[str, Any]) -> Problems:
        reason = self._reasons[given["reason"]]
        if reason.text_required and not given["text"].strip():
            return {"text": f"Say more: “{reason.reason}” needs a few words."}
        return {}

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"reason": self._reasons[self.cleaned_data["reason"]]}


class RefuseForm(ReasonForm):
    """Why the service does not take the person on."""

    asks, lacks = "Why does your service not take this on?", "Choose why you refuse it."


class WithdrawForm(ReasonForm):
    """Why the handover is not wanted any more."""

    asks, lacks = "Why is it withdrawn?", "Choose why it is withdrawn."


class CloseForm(ReasonForm):
    """What came of it."""

    asks, lacks = "What came of it?", "Choose what came of it."


class _OfHandover(RefusedForm):
    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        self.handover = handover
        super().__init__(*args, **kwargs)


class BookForm(_OfHandover):
    """When and where the appointment is."""

    on = DateField(label="Day of the appointment", error_messages={"required": "Enter the day."})
    starts = TimeField(label="Starts at", help_text=times.EXAMPLE)
    place = CleanCharField(
        label="Where?", max_length=200, widget=_WIDE, help_text="The side that sent the handover reads this.",
        error_messages={"required": "Say where the appointment is."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (booked := self.handover.appointment_at) and self.handover.state == Handover.State.BOOKED:
            self.initial |= {
                "on": dates.day_of(booked), "starts": dates.local(booked).time(),
                "place": self.handover.appointment_place,
            }  # fmt: skip

    def problems(self, given: dict[str, Any]) -> Problems:
        try:
            given["appointment_at"] = times.moment_on(given["on"], given["starts"])
        except ValidationError as wrong:
            return {"starts": " ".join(wrong.messages)}
        return rules.of_booking(self.handover, given["appointment_at"], given["place"])

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("appointment_at", "place")}


class AttendForm(_OfHandover):
    """The day the person came."""

    on = DateField(label="When did the person come?", error_messages={"required": "Enter the day."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.handover.appointment_on)

    def problems(self, given: dict[str, Any]) -> Problems:
        return rules.of_attendance(self.handover, given["on"])


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


class DutyForm(_OfHandover):
    """Whether the authority accepts the duty-to-refer."""

    answer = forms.ChoiceField(
        label="Does the authority accept it?", choices=DutyAnswer.choices, widget=Radios(small=True),
        error_messages={"required": "Say whether the duty-to-refer is accepted."},
    )  # fmt: skip
    owed = forms.ChoiceField(
        label="Which duty is owed, if accepted?", choices=[("", "None"), *DutyOwed.choices], required=False
    )
    reason = CleanCharField(
        label="Why not, if not accepted?", max_length=rules.LONGEST, required=False, widget=_box(3),
        help_text=_NOT_OTHERS,
    )  # fmt: skip
    on = DateField(label="Day of the answer", error_messages={"required": "Enter the day of the answer."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.handover
        self.initial.setdefault("on", dates.today())
        if said.duty_answer:
            self.initial |= {"answer": said.duty_answer, "owed": said.duty_owed, "reason": said.duty_reason}

    def problems(self, given: dict[str, Any]) -> Problems:
        return rules.of_duty(self.handover, **given)


class ServiceForm(forms.Form):
    """One entry of the directory."""

    fields: dict[str, Any]
    name = CleanCharField(
        max_length=120, widget=_WIDE, error_messages={"required": "Enter the name of the service."}
    )
    kind = forms.ChoiceField(
        label="What does it do?", choices=ServiceKind.choices, widget=Radios(small=True),
        error_messages={"required": "Choose what the service does."},
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Whose workers answer for it?", empty_label="Choose a team",
        help_text="A team of a partner service. Users are added to teams, and teams to organisations, on their own "
        "pages.",
        error_messages={"required": "Choose the team."},
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="From which areas does it take people?", required=False,
        widget=Checkboxes(small=True), help_text="None ticked: from everywhere.",
    )  # fmt: skip
    phone = CleanCharField(label="Telephone", max_length=20, required=False)
    email = forms.EmailField(label="E-mail", required=False, help_text="Of the service, not of a person.")
    active_from = DateField(label="Takes handovers from", error_messages={"required": "Enter the first day."})
    active_until = DateField(
        label="Takes handovers until, if it stops", required=False, help_text="The first day without."
    )

    def __init__(self, *args: Any, teams: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset, self.fields["areas"].queryset = teams, areas

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Enter a telephone number like 01634 960 001.", code="invalid")
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first: datetime.date | None = given.get("active_from")
        last: datetime.date | None = given.get("active_until")
        if first and last and last <= first:
            self.add_error("active_until", "It stops after it has begun.")
        return given
