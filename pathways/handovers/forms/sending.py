"""What is typed by the side that hands a person over."""

import uuid
from typing import Any

from django import forms

from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios
from foundation.lifecycle.meanwhile import SeenAs
from people.models import Consent, Person
from people.rules import Problems

from ...models import PartnerService
from .. import rules, sharing
from ..states import Bridge, ServiceKind
from .shared import NOT_OTHERS, WIDE, ReasonForm, RefusedForm, box


class SendForm(RefusedForm):
    """To which service, what for, what is shared, and that the person agreed. `key` makes a second click the same."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    service = forms.ModelChoiceField(
        PartnerService.objects.none(), label="Which service?", empty_label="Choose a service",
        error_messages={"required": "Choose the service."},
    )  # fmt: skip
    purpose = CleanCharField(
        label="What is the service asked to do?", max_length=rules.LONGEST, widget=box(3), help_text=NOT_OTHERS,
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
        label="How to reach the person, if shared", max_length=300, required=False, widget=WIDE
    )
    need = CleanCharField(
        label="What is needed, if shared", max_length=rules.LONGEST, required=False, widget=box(3)
    )
    medication = CleanCharField(
        label="Medication, if shared", max_length=rules.LONGEST, required=False, widget=box(2)
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
        self.initial.update({"key": uuid.uuid4(), "shares": sharing.USUAL[kind]})
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


class BridgeForm(SeenAs, RefusedForm):
    """How medication bridges the days until the first appointment."""

    bridge = forms.ChoiceField(
        label="Is medication arranged until then?", choices=Bridge.choices, widget=Radios(small=True),
        error_messages={"required": "Say whether medication is arranged."},
    )  # fmt: skip


class WithdrawForm(ReasonForm):
    """Why the handover is not wanted any more."""

    asks, lacks = "Why is it withdrawn?", "Choose why it is withdrawn."
