"""Telling messages of machines by what they do, without asking anybody else (product: public form).

A message taken for spam is answered exactly as any other, so that whoever sent it learns nothing; it is only counted.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

from ..models import Enquiry

QUICKEST = datetime.timedelta(seconds=6)  # nobody reads and fills nine pages faster
MOST_LINKS = 1
_LINK = re.compile(r"https?:|www\.|\[url|<a\s", re.IGNORECASE)
_signer = signing.TimestampSigner(salt="enquiry")


def begin(token: str) -> str:
    """Seal the moment at which somebody began the form of this token."""
    return _signer.sign(token)


def fingerprint(written: Mapping[str, Any]) -> str:
    """The same for the same words, whatever their spaces and capitals; tells nothing about them."""
    words = " ".join(str(written[name]) for name in sorted(written))
    return salted_hmac("enquiry", " ".join(words.casefold().split()), algorithm="sha256").hexdigest()


def sign_of_spam(written: Mapping[str, Any], *, trap: str, begun: str, token: str) -> str:
    """The sign that gives a message away, in a word; "" for one that a person may have written.

    trap: what stands in the box that people do not see. begun: the seal of `begin`. The same words again are spam only
    while the first message still waits: the hub has it, and nothing is lost.
    """
    if trap:
        return "trap"
    if haste := _haste(begun, token):
        return haste
    texts = [str(value) for value in written.values() if isinstance(value, str)]
    if sum(len(_LINK.findall(text)) for text in texts) > MOST_LINKS:
        return "links"
    waiting = Enquiry.objects.received().filter(fingerprint=fingerprint(written))
    return "again" if waiting.exists() else ""


def _haste(begun: str, token: str) -> str:
    try:
        sealed = _signer.unsign(begun, max_age=QUICKEST)
    except signing.SignatureExpired:
        sealed = ""
    except signing.BadSignature:
        return "forged"
    if sealed:
        return "haste"
    return "" if _signer.unsign(begun) == token else "forged"
