"""What the two sides of a quarterly return tell each other. A return names partners, never people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from outcomes.pages.words import say_period
from outcomes.periods import period

from ..models import Return


class _AboutReturn(Message):
    """Leads to the return."""

    def __init__(self, quarterly: Return, words: str) -> None:
        quarter = say_period(period(quarterly.period))
        super().__init__(
            text=f"The return of {quarterly.partner}, {quarter}, {words}"[:300],
            url=reverse("return_detail", args=[quarterly.uuid]),
            reference=str(quarterly),
        )


class ReturnOpened(_AboutReturn):
    """To the users of the partner."""

    kind = "return_opened"
    mail_subject = "Throughgate: a quarterly return is open"
    mail_text = "The quarterly return is open ({reference}). Rate your measures and submit it."


class ReturnDueSoon(_AboutReturn):
    """To the users of the partner, once, some days before it is due."""

    kind = "return_due_soon"
    mail_subject = "Throughgate: a quarterly return is due soon"
    mail_text = "The quarterly return is due soon ({reference})."


class ReturnSubmitted(_AboutReturn):
    """To the officers of the partnership."""

    kind = "return_submitted"
    mail_subject = "Throughgate: a quarterly return was submitted"
    mail_text = "A partner submitted its quarterly return ({reference}). Accept it, or send it back."


class ReturnAccepted(_AboutReturn):
    """To the users of the partner."""

    kind = "return_accepted"
    mail_subject = "Throughgate: your quarterly return was accepted"
    mail_text = "The partnership accepted your quarterly return ({reference})."


class ReturnSentBack(_AboutReturn):
    """To the users of the partner."""

    kind = "return_sent_back"
    mail_subject = "Throughgate: your quarterly return was sent back"
    mail_text = (
        "The partnership sent your quarterly return back ({reference}). Read why, and submit it again."
    )


class ReturnWithdrawn(_AboutReturn):
    """To the users of the partner."""

    kind = "return_withdrawn"
    mail_subject = "Throughgate: a quarterly return was withdrawn"
    mail_text = "The partnership withdrew a quarterly return ({reference}). Nothing is asked of you for it."


def tell_opened(quarterly: Return) -> None:
    words = f"is open. Submit it by {say_day(quarterly.due_on)}."
    tell(ReturnOpened(quarterly, words), writers_of(quarterly.partner))


def tell_submitted(quarterly: Return) -> None:
    words = "was submitted. Accept it, or send it back."
    tell(ReturnSubmitted(quarterly, words), officers_of(quarterly.partner.partnership))


def tell_accepted(quarterly: Return) -> None:
    tell(ReturnAccepted(quarterly, "was accepted."), writers_of(quarterly.partner))


def tell_sent_back(quarterly: Return) -> None:
    words = f"was sent back. Read why, and submit it again by {say_day(quarterly.due_on)}."
    tell(ReturnSentBack(quarterly, words), writers_of(quarterly.partner))


def tell_withdrawn(quarterly: Return) -> None:
    words = "was withdrawn. Nothing is asked of you for it."
    tell(ReturnWithdrawn(quarterly, words), writers_of(quarterly.partner))


def writers_of(partner) -> Iterable[User]:
    """The users who write for a partner; nobody where it has no team, or has left."""
    if not partner.has_writers_on(timezone.localdate()):
        return []
    return [user for user in User.objects.in_teams(partner.team_id) if user.may(Permission.WRITE_RETURN)]


def officers_of(partnership) -> Iterable[User]:
    """The users who decide on returns."""
    return [user for user in User.objects.in_teams(partnership.team_id) if user.may(Permission.DECIDE_RETURN)]
