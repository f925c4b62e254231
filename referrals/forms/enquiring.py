"""The public form, one thing per page.

The words are for somebody reading at eleven: short, and "you" or "they" as the first answer says.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import today
from foundation.design.forms import Checkboxes, CleanCharField, DateField, Radios

from ..enquiries import scope
from ..enquiries.states import EnquiryKind, SafeWay
from ..states import NeedKind

SELF, AGENCY = EnquiryKind.SELF, EnquiryKind.AGENCY
_NEEDS_IN_PLAIN_WORDS = {
    NeedKind.EMPLOYMENT: "Work or training",
    NeedKind.ACCOMMODATION: "Somewhere to live",
    NeedKind.SUBSTANCE: "Drugs or alcohol",
    NeedKind.FINANCE: "Money or debt",
    NeedKind.HEALTH: "Health",
    NeedKind.RELATIONSHIPS: "Family or relationships",
    NeedKind.WELLBEING: "Feeling better, or less alone",
}
_BY_PHONE = {SafeWay.CALL, SafeWay.VOICEMAIL, SafeWay.TEXT}
_SAFE = "Which of these, if you gave them, are safe for us to use?"
_FEWEST_FIGURES = 7  # of a telephone number


class PhoneField(CleanCharField):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "govuk-input--width-20", "inputmode": "tel", "autocomplete": "tel"}
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """Raises ValidationError for what nobody can ring."""
        number = super().clean(value)
        if number and not re.fullmatch(r"[0-9 ()+./x-]+", number):
            raise ValidationError("Write the phone number in figures, like 07700 900 123.")
        if number and sum(sign.isdigit() for sign in number) < _FEWEST_FIGURES:
            raise ValidationError("The phone number is too short. Check it.")
        return number


class EmailField(forms.EmailField):
    """An address for mail, with a message that says how one looks."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"})
        messages = {"invalid": "Write the e-mail address like name@example.com."}
        super().__init__(required=False, max_length=254, widget=widget, error_messages=messages, **kwargs)


class EnquiryForm(forms.Form):
    """One page of the public form. `words` says, by kind of enquiry, the label and hint of a field."""

    words: dict[str, dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, (label, hint) in self.words.get(kind, {}).items():
            self.fields[name].label, self.fields[name].help_text = label, hint


class WhoForm(EnquiryForm):
    """Who it is for."""

    kind_of_enquiry = forms.ChoiceField(
        label="I am asking for",
        choices=[(SELF, "Myself"), (AGENCY, "Someone I work with")],
        widget=Radios(hints={AGENCY: "For example a charity, a prison, a council or a health service"}),
        error_messages={"required": "Say who needs help."},
    )


class AgencyForm(EnquiryForm):
    """Which organisation asks, and whom to answer there."""

    agency_name = CleanCharField(
        label="Name of your organisation",
        max_length=120,
        error_messages={"required": "Write the name of your organisation."},
    )
    source = forms.TypedChoiceField(
        label="What kind of organisation is it?",
        coerce=int,
        error_messages={"required": "Choose the kind of organisation."},
    )
    agency_worker = CleanCharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )  # fmt: skip
    agency_phone = PhoneField(label="Your work phone number")
    agency_email = EmailField(
        label="Your work e-mail address", help_text="We send one e-mail there. It has a reference number and no names."
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [("", "Choose one"), *((each.pk, each.name) for each in scope.sources_of_agencies())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("agency_phone") or given.get("agency_email")):
            self.add_error(
                "agency_phone", "Give a phone number or an e-mail address, so that we can answer you."
            )
        return given


class NameForm(EnquiryForm):
    """The name, in one box: names do not all have two parts."""

    name = CleanCharField(
        label="Full name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write the name."},
    )  # fmt: skip
    words = {
        SELF: {"name": ("Full name", "The name that is on your letters")},
        AGENCY: {"name": ("Their full name", "The name that is on their letters")},
    }

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not any(sign.isalpha() for sign in name):
            raise ValidationError("Write the name in letters.")
        return name


class ContactForm(EnquiryForm):
    """How to get in touch without putting anybody in danger. An agency may leave it empty: it is answered itself."""

    phone = PhoneField(label="Phone number")
    email = EmailField(label="E-mail address")
    safe_ways = forms.MultipleChoiceField(
        label=_SAFE,
        choices=[
            (SafeWay.CALL, "Call the number"),
            (SafeWay.VOICEMAIL, "Leave a message on the number"),
            (SafeWay.TEXT, "Send a text to the number"),
            (SafeWay.EMAIL, "Send an e-mail"),
        ],
        widget=Checkboxes,
        required=False,
    )
    words = {
        SELF: {
            "phone": ("Your phone number, if you have one", ""),
            "email": ("Your e-mail address, if you have one", "If it is safe, we send a reference number there."),
            "safe_ways": (_SAFE, "Think about who else can see them."),
        },
        AGENCY: {
            "phone": ("Their phone number", "Leave it empty if we should only get in touch with you."),
            "email": ("Their e-mail address, if they have one", ""),
            "safe_ways": (_SAFE, "Ask them first."),
        },
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self._ask_for_a_way(given.get("phone"), given.get("email"), set(given.get("safe_ways", [])))
        return given

    def _ask_for_a_way(self, phone: Any, email: Any, ways: set[str]) -> None:
        if self.kind == SELF and not (phone or email):
            self.add_error("phone", "Give a phone number or an e-mail address, so that we can answer you.")
        elif (phone or email) and not ways:
            self.add_error("safe_ways", "Tick each way that is safe for us to use.")
        elif ways & _BY_PHONE and not phone:
            self.add_error("phone", "Write the phone number that we may use.")
        elif SafeWay.EMAIL in ways and not email:
            self.add_error("email", "Write the e-mail address that we may use.")


class BirthForm(EnquiryForm):
    """The date of birth, if they wish."""

    date_of_birth = DateField(required=False, help_text="For example, 14 May 1990")
    words = {
        SELF: {"date_of_birth": ("Your date of birth", "For example, 14 May 1990. You can leave it empty.")},
        AGENCY: {"date_of_birth": ("Their date of birth", "For example, 14 May 1990. You can leave it empty.")},
    }  # fmt: skip

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born and born >= today():
            raise ValidationError("The date of birth must be in the past.")
        return born


class PlaceForm(EnquiryForm):
    """Where they live, or which hub they want; either is enough to know where it goes."""

    area = forms.TypedChoiceField(label="Area", coerce=int, required=False, empty_value=None)
    hub = forms.TypedChoiceField(label="Hub", coerce=int, required=False, empty_value=None)
    words = {
        SELF: {
            "area": ("Where you live, or will live", "Choose the area, or leave it and choose a hub."),
            "hub": (
                "A hub you want to go to",
                "Leave it if you are not sure. We choose the one for your area.",
            ),
        },
        AGENCY: {
            "area": ("Where they live, or will live", "Choose the area, or leave it and choose a hub."),
            "hub": (
                "A hub they want to go to",
                "Leave it if you are not sure. We choose the one for their area.",
            ),
        },
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["area"].choices = [
            ("", "Not sure, or not in this list"),
            *((each.pk, each.name) for each in scope.areas()),
        ]
        fields["hub"].choices = [("", "Not sure"), *((each.pk, str(each)) for each in scope.hubs())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and scope.hub_for(given.get("area"), given.get("hub")) is None:
            is_far = "Choose a hub: we do not know which is nearest."
            self.add_error("hub", is_far if given.get("area") else "Choose an area or a hub.")
        return given


class HelpForm(EnquiryForm):
    """What help, by tick and in their own words."""

    needs = forms.MultipleChoiceField(
        label="What is the help about?",
        choices=[(kind.value, words) for kind, words in _NEEDS_IN_PLAIN_WORDS.items()],
        widget=Checkboxes,
        error_messages={"required": "Tick at least one kind of help."},
    )
    about = CleanCharField(
        label="Tell us more, if you like",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A few words are enough. Do not write about crimes or illness here: we can talk about that.",
    )


class SafelyForm(EnquiryForm):
    """What to mind when getting in touch."""

    contact_safely = CleanCharField(
        label="Anything we should know before we get in touch",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: only call in the morning, or do not say who you are. You can leave it empty.",
    )


class SendForm(EnquiryForm):
    """The last page: agreeing, and the signs by which a machine gives itself away."""

    agreed = forms.BooleanField(
        label="I agree", error_messages={"required": "Tick the box if you agree. We need this to answer."}
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
