"""Looking for somebody: by the page's fields, or by the words of the search box."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.design.dates import read_day
from foundation.design.filters import Filter
from foundation.design.forms import CleanCharField, DateField

from ..circumstances.cohorts import COHORTS
from ..finding.matching import Sought
from ..rules import identifiers
from .fields import BIRTH_EXAMPLE, WIDE, box, crn_field, pnc_id_field, postcode_field, prison_number_field

_DATE_WORDS = 5  # Wed 3rd of June 2026


class SearchForm(forms.Form):
    """Whom somebody looks for; any one field is enough, but a postcode, which only helps to tell people apart."""

    says_optional = False  # the page says that one is enough

    name = CleanCharField(
        required=False,
        max_length=150,
        widget=box(WIDE),
        help_text="Family name, or given names and family name, in either order. "
        "Part of a name is enough. A CRN, a prison number, a PNC id or a date is read here too.",
    )
    date_of_birth = DateField(required=False, help_text=BIRTH_EXAMPLE)
    crn = crn_field()
    prison_number = prison_number_field()
    pnc_id = pnc_id_field()
    postcode = postcode_field(help_text="With a name or a date of birth. Like ME4 4TR")

    @classmethod
    def of_words(cls, text: str) -> "SearchForm":
        """Read the search box of the header: a name, a date of birth, a CRN, a prison number, or several of them."""
        return cls(split_words(text))

    @classmethod
    def of_fields(cls, typed: Mapping[str, str]) -> "SearchForm":
        """Read the page's fields; figures in the name are read as in the search box, into the fields left empty."""
        given = {field: typed.get(field, "") for field in cls.base_fields}
        if not any(sign.isdigit() for sign in given["name"]):
            return cls(given)
        read = {
            field: words for field, words in split_words(given["name"]).items() if words or field == "name"
        }
        if any(given[field].strip() for field in read if field != "name"):
            return cls(given)  # one in the name, another in its own field: neither is dropped unsaid
        return cls(given | read)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if any(sign.isdigit() for sign in name):
            raise ValidationError(
                "This is no name, date of birth, CRN or prison number, or one of them is given twice. "
                "A date is like 3 June 1990, a CRN like X123456, a prison number like A1234BC."
            )
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(words for field, words in given.items() if field != "postcode"):
            self.add_error("name", "Enter a name, a date of birth, a CRN, a prison number or a PNC id.")
        return given

    @property
    def sought(self) -> Sought:
        return Sought(**self.cleaned_data)


def split_words(text: str) -> dict[str, str]:
    """Words of the search box by field, as typed; what is neither identifier nor date is the name."""
    words, found = text[:300].split(), {
        "name": "", "date_of_birth": "", "crn": "", "prison_number": "", "pnc_id": "",
    }  # fmt: skip
    for field, is_one in (
        ("crn", identifiers.looks_like_crn),
        ("prison_number", identifiers.looks_like_prison_number),
        ("pnc_id", identifiers.looks_like_pnc_id),
    ):
        if whole := next((word for word in words if is_one(word)), ""):
            words.remove(whole)
            found[field] = whole
        elif is_one(text):
            return found | {field: text.strip()}
    return found | _name_and_date(words)


def _name_and_date(words: list[str]) -> dict[str, str]:
    """The longest run of words that is a date, and the others."""
    for length in range(min(_DATE_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if re.search("[0-9]", run) and _is_day(run):
                return {"date_of_birth": run, "name": " ".join(words[:start] + words[start + length :])}
    return {"name": " ".join(words)}


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except ValidationError:
        return False
    return True


class CaseloadFilter(Filter):
    """What narrows a list of people; it lives in the URL, so it names nobody."""

    release = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Any"),
            ("soon", "Expected in the next 28 days"),
            ("later", "Expected after that"),
            ("done", "Released"),
            ("none", "No release recorded"),
        ],
    )
    consent = forms.ChoiceField(required=False, choices=[("", "Any"), ("live", "Live"), ("none", "None")])
    cohort = forms.ChoiceField(
        required=False, choices=[("", "Any"), *((each.name, each.title) for each in COHORTS)]
    )
