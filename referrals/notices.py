"""What people are told about a referral: a line in the product and a mail.

Both carry the reference and the hub only. A name stays on the pages that ask each time whether the reader may see it.
"""

from collections.abc import Iterable

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message
from foundation.accounts.roles import Permission

from .models import Referral


class _AboutReferral(Message):
    """`line` is the sentence in the product; it may use {hub} and {reference}."""

    line: str

    def __init__(self, referral: Referral) -> None:
        text = self.line.format(hub=referral.hub, reference=referral.reference)
        url = reverse("referral_detail", args=[referral.uuid])
        super().__init__(text=text, url=url, reference=referral.reference)


class ReferralArrived(_AboutReferral):
    """To the hub's team: there is a new one in the queue."""

    kind = "referral_arrived"
    line = "New referral to {hub}: {reference}"
    mail_subject = "New referral {reference}"
    mail_text = "Referral {reference} is in your hub's queue and waits for a decision."


class ReferralAccepted(_AboutReferral):
    """To the referrer: the hub said yes."""

    kind = "referral_accepted"
    line = "{hub} accepted {reference}"
    mail_subject = "Referral {reference}: the hub has decided"
    mail_text = "The hub has decided on referral {reference}."


class ReferralDeclined(_AboutReferral):
    """To the referrer: the hub said no. The mail does not say which, so that it tells nothing to a stranger."""

    kind = "referral_declined"
    line = "{hub} declined {reference}: read why, and where to go instead"
    mail_subject = ReferralAccepted.mail_subject
    mail_text = ReferralAccepted.mail_text


class KeyWorkerNamed(_AboutReferral):
    """To the key worker: the work is theirs now."""

    kind = "key_worker_named"
    line = "You are the key worker of {reference} at {hub}"
    mail_subject = "Referral {reference}: you are the key worker"
    mail_text = "You were named as the key worker of referral {reference}."


class ReferralStarted(_AboutReferral):
    """To the referrer: the induction took place."""

    kind = "referral_started"
    line = "{reference} has started at {hub}: the induction is recorded"
    mail_subject = "Referral {reference} has started"
    mail_text = "The induction of referral {reference} is recorded."


class ReferralAmended(_AboutReferral):
    """To the other side: the referral says something else now."""

    kind = "referral_amended"
    line = "{reference} was changed: read what it said before, and why"
    mail_subject = "Referral {reference} was changed"
    mail_text = "What referral {reference} says was changed after it was submitted."


def hub_team(referral: Referral) -> list[User]:
    """Those of the hub's team who decide, and who may see this person."""
    team = User.objects.in_teams(referral.receiving_hub.team_id)
    return _who_may_see(referral, (user for user in team if user.may(Permission.DECIDE_REFERRAL)))


def referring_side(referral: Referral) -> list[User]:
    """The referrer; when they no longer sign in, their team."""
    if referral.referrer and referral.referrer.is_active:
        return _who_may_see(referral, [referral.referrer])
    return _who_may_see(referral, User.objects.in_teams(referral.team_id)) if referral.team_id else []


def _who_may_see(referral: Referral, users: Iterable[User]) -> list[User]:
    """Without those from whom the person is hidden: they are told nothing."""
    return [user for user in users if Referral.objects.visible_to(user).filter(pk=referral.pk).exists()]
