"""What is told of a safeguarding concern. Neither notice nor mail says whom or what it is about."""

from collections.abc import Iterable

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.design.dates import say_day

from ..models import SafeguardingConcern


class SafeguardingRaised(Message):
    """To the safeguarding lead and whoever holds the person, at once: it waits for no daily mail."""

    kind = "safeguarding_raised"
    urgent = True
    mail_subject = "A safeguarding concern was raised"
    mail_text = (
        "A safeguarding concern was raised by {reference}. Read it now: it is to be decided in 1 working day."
    )


class SafeguardingDecided(Message):
    """To whoever raised it and whoever holds the person."""

    kind = "safeguarding_decided"
    urgent = True
    mail_subject = "A safeguarding concern was decided on"
    mail_text = "The safeguarding concern raised on {reference} was decided on."


def tell_raised(concern: SafeguardingConcern, users: Iterable[User]) -> None:
    """At once, to everybody but whoever raised it."""
    text = "A safeguarding concern about somebody you work with was raised. Read it now."
    message = SafeguardingRaised(text=text, url=url_of(concern), reference=str(concern.team))
    tell(message, users, except_for=concern.raised_by)


def tell_decided(concern: SafeguardingConcern, users: Iterable[User]) -> None:
    """To everybody who knows of it but whoever decided."""
    day = say_day(concern.raised_at)
    text = f"The safeguarding concern raised on {day} was decided on."
    tell(
        SafeguardingDecided(text=text, url=url_of(concern), reference=day),
        users,
        except_for=concern.decided_by,
    )


def url_of(concern: SafeguardingConcern) -> str:
    return reverse("safeguarding_detail", args=[concern.uuid])
