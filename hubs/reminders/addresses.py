"""Where a reminder goes: a mobile number as it is dialled here, or an e-mail address."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ..models import ReminderWish

Channel = ReminderWish.Channel
_MOBILE = re.compile(r"07\d{9}")
NOT_A_MOBILE = "Enter a UK mobile number, such as 07700 900123."
NOT_AN_EMAIL = "Enter an e-mail address, such as name@example.org."


def read_address(channel: str, typed: str) -> str:
    """The address as it is kept: 07700900123, or an e-mail address without spaces around it.

    Raises ValidationError in plain words.
    """
    if channel == Channel.TEXT:
        return _mobile(typed)
    try:
        validate_email(typed.strip())
    except ValidationError:
        raise ValidationError(NOT_AN_EMAIL) from None
    return typed.strip()


def _mobile(typed: str) -> str:
    digits = re.sub(r"[\s().-]", "", typed)
    digits = re.sub(r"^(\+44|0044)0?", "0", digits)
    if not _MOBILE.fullmatch(digits):
        raise ValidationError(NOT_A_MOBILE)
    return digits
