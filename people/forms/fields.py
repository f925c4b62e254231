"""Fields that several forms about people share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.forms import CleanCharField

from .. import rules
from ..rules import identifiers

BIRTH_EXAMPLE = "For example, 14 May 1990"
WIDE, MIDDLE, NARROW = "govuk-input--width-30", "govuk-input--width-20", "govuk-input--width-10"


class RefusedForm(forms.Form):
    """A form that says at its fields what the rules, asked by the action, find wrong."""

    def refuse(self, problems: rules.Problems) -> None:
        for field, text in problems.items():
            self.add_error(field if field in self.fields else None, text)


def box(width: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": width, "autocomplete": "off", "spellcheck": "false", **attrs})


class IdentifierField(CleanCharField):
    """An identifier as pasted; its regular form afterwards."""

    def __init__(self, clean: Any, **kwargs: Any) -> None:
        self._regular = clean
        super().__init__(required=False, max_length=30, widget=box(NARROW), **kwargs)

    def to_python(self, value: Any) -> str:
        """Raises ValidationError with the identifier's own sentence."""
        text = super().to_python(value)
        try:
            return self._regular(text)
        except ValueError as needed:
            raise ValidationError(str(needed), code="invalid") from needed


def crn_field() -> IdentifierField:
    return IdentifierField(
        identifiers.clean_crn, label="CRN", help_text="A letter and six figures, like X123456"
    )


def prison_number_field() -> IdentifierField:
    return IdentifierField(
        identifiers.clean_prison_number,
        label="Prison number",
        help_text="A letter, four figures and two letters, like A1234BC",
    )


def pnc_id_field() -> IdentifierField:
    return IdentifierField(
        identifiers.clean_pnc_id,
        label="PNC id",
        help_text="A year, a number and a letter, like 2012/0123456X",
    )


def postcode_field(**more: Any) -> IdentifierField:
    return IdentifierField(identifiers.clean_postcode, **{"help_text": "Like ME4 4TR", **more})
