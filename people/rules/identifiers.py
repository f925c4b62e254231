"""Identifiers as people paste them, made regular: spaces, hyphens and small letters go, the rest must fit.

Each `clean_` function takes text, gives the regular form ("" for blank) and raises ValueError with a sentence for the
person who typed it. (domain: Person)
"""

import re

_CRN = re.compile(r"[A-Z][0-9]{6}")
_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_PNC = re.compile(r"([0-9]{4}|[0-9]{2})/([0-9]{1,7})([A-Z])")
_PNC_WITHOUT_SLASH = re.compile(r"([0-9]{4}|[0-9]{2})([0-9]{7})([A-Z])")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_BETWEEN = re.compile(r"[\s\u00a0\u200b\u2010-\u2015-]+")

CRN_NEEDED = "Enter the CRN as a letter and six figures, like X123456."
PRISON_NUMBER_NEEDED = "Enter the prison number as a letter, four figures and two letters, like A1234BC."
PNC_ID_NEEDED = "Enter the PNC id as a year, a number and a letter, like 2012/0123456X."
POSTCODE_NEEDED = "Enter the whole postcode, like ME4 4TR."


def _closed_up(text: str) -> str:
    return _BETWEEN.sub("", text).upper()


def clean_crn(text: str) -> str:
    """A case reference number: a letter and six figures. Raises ValueError."""
    return _fitting(_CRN, text, CRN_NEEDED)


def clean_prison_number(text: str) -> str:
    """A prison number: a letter, four figures, two letters. Raises ValueError."""
    return _fitting(_PRISON_NUMBER, text, PRISON_NUMBER_NEEDED)


def clean_pnc_id(text: str) -> str:
    """A Police National Computer id: 2012/0123456X, or 12/123456X with a year of two figures. Raises ValueError.

    The number is filled up to seven figures; a year of two figures is kept, since its century is not known.
    """
    written = _closed_up(text)
    if not written:
        return ""
    if not (found := _PNC.fullmatch(written) or _PNC_WITHOUT_SLASH.fullmatch(written)):
        raise ValueError(PNC_ID_NEEDED)
    year, number, letter = found.groups()
    return f"{year}/{number:0>7}{letter}"


def clean_postcode(text: str) -> str:
    """A postcode with its one space: "me44tr" is "ME4 4TR". Raises ValueError."""
    written = _closed_up(text)
    if not written:
        return ""
    if not (found := _POSTCODE.fullmatch(written)):
        raise ValueError(POSTCODE_NEEDED)
    return " ".join(found.groups())


def looks_like_crn(text: str) -> bool:
    return bool(_CRN.fullmatch(_closed_up(text)))


def looks_like_prison_number(text: str) -> bool:
    return bool(_PRISON_NUMBER.fullmatch(_closed_up(text)))


def looks_like_pnc_id(text: str) -> bool:
    written = _closed_up(text)
    return bool(_PNC.fullmatch(written) or _PNC_WITHOUT_SLASH.fullmatch(written))


def _fitting(pattern: re.Pattern[str], text: str, needed: str) -> str:
    written = _closed_up(text)
    if written and not pattern.fullmatch(written):
        raise ValueError(needed)
    return written
