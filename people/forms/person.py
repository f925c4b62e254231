"""Who somebody is: a new person, and one whose record changes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField, DateField, Radios

from .. import rules
from ..finding.matching import Sought
from ..models import Area, Person
from ..rules import identifiers
from .circumstances import AboutPersonForm
from .fields import (
    BIRTH_EXAMPLE,
    MIDDLE,
    IdentifierField,
    box,
    crn_field,
    postcode_field,
    prison_number_field,
)


class DescribedForm(forms.Form):
    """Who somebody is, where they live, and what they need."""

    given_names = CleanCharField(
        required=False, max_length=100, widget=box(MIDDLE), help_text="Leave empty for a person with one name"
    )
    family_name = CleanCharField(
        max_length=100, widget=box(MIDDLE), error_messages={"required": "Enter the family name."}
    )
    date_of_birth = DateField(
        help_text=BIRTH_EXAMPLE, error_messages={"required": "Enter the date of birth."}
    )
    sex = forms.ChoiceField(
        choices=Person.Sex.choices,
        widget=Radios(inline=True, small=True),
        error_messages={"required": "Choose the sex."},
    )
    area = forms.ModelChoiceField(
        Area.objects.all(),
        empty_label="Choose an area",
        help_text="Where the person lives, or will live after release",
        error_messages={"required": "Choose the area."},
    )
    street = CleanCharField(
        label="First line of the address",
        required=False,
        max_length=120,
        widget=box(MIDDLE),
        help_text="House number and street. Leave empty where the person has no address",
    )
    postcode = postcode_field()
    ethnicity = forms.ChoiceField(choices=[("", "Not recorded"), *Person.Ethnicity.choices], required=False)
    communication_needs = CleanCharField(
        label="Communication and access needs",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example an interpreter, large print, or step-free access",
    )


class PersonForm(DescribedForm):
    """A new person, filled from the search that found nobody."""

    crn = crn_field()
    prison_number = prison_number_field()
    pnc_id = IdentifierField(identifiers.clean_pnc_id, label="PNC id", help_text="Like 2012/0123456X")
    field_order = (
        "given_names", "family_name", "date_of_birth", "sex", "crn", "prison_number", "pnc_id",
    )  # fmt: skip

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if wrong := rules.of_birth(born):
            raise ValidationError(wrong["date_of_birth"])
        return born

    @property
    def sought(self) -> Sought:
        """Whom to compare with, of a form that is valid."""
        given = self.cleaned_data
        name = f"{given['given_names']} {given['family_name']}".strip()
        where = {"postcode": given["postcode"], "street": given["street"], "pnc_id": given["pnc_id"]}
        return Sought(name, given["date_of_birth"], given["crn"], given["prison_number"], **where)

    @staticmethod
    def start_from(sought: Sought) -> dict[str, Any]:
        """What the search already says: the last word is taken as the family name unless a comma says otherwise."""
        family, comma, given = (part.strip() for part in sought.name.partition(","))
        if not comma:
            *before, family = sought.name.split() or [""]
            given = " ".join(before)
        return {
            "family_name": _named(family),
            "given_names": _named(given),
            "date_of_birth": sought.date_of_birth,
            "crn": sought.crn,
            "prison_number": sought.prison_number,
            "pnc_id": sought.pnc_id,
            "postcode": sought.postcode,
        }


def _named(words: str) -> str:
    """Capitals for a name typed all in small letters; any other is left as it is."""
    return words.title() if words.islower() and "'" not in words and "’" not in words else words


class PersonChangeForm(DescribedForm, AboutPersonForm):
    """What is recorded, to be changed; a reason where a name or the date of birth does."""

    reason = CleanCharField(
        label="Why, if a name or the date of birth changes",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="How you know, such as a passport, a marriage, or a mistake in typing",
    )

    def __init__(self, *args: Any, person: Person, area: Area | None, **kwargs: Any) -> None:
        recorded = {name: getattr(person, name) for name in rules.DESCRIBES}
        super().__init__(*args, person=person, initial=recorded | {"area": area}, **kwargs)

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        said = {name: given[name] for name in rules.DESCRIBES}
        return rules.of_description(self.person, said, given["reason"])
