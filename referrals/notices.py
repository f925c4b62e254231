"""What people are told about a referral: a line in the product and a mail.

Both carry the reference and the hub only. A name stays on the pages that ask each time whether the reader may see it.
"""

from django.urls import reverse

from foundation.accounts.notices import Message
from hubs.models import Hub

from .models import Referral, Transfer
from .recipients import both_sides as both_sides
from .recipients import hub_side as hub_side
from .recipients import hub_team as hub_team
from .recipients import managers_of as managers_of
from .recipients import referring_side as referring_side
from .recipients import told_of_the_summary as told_of_the_summary
from .recipients import who_may_see as who_may_see


def page_of(transfer: Transfer) -> str:
    """Where what became of it is read."""
    return reverse("transfer_detail", args=[transfer.uuid])


class _AboutReferral(Message):
    """`line` is the sentence in the product; it may use {hub} and {reference}."""

    line: str
    leads_to_list = False
    page = "referral_detail"  # where it is read

    def __init__(self, referral: Referral, *, hub: Hub | None = None) -> None:
        text = self.line.format(hub=hub or referral.hub, reference=referral.reference)
        page = reverse(self.page, args=[referral.uuid])
        url = reverse("referral_list") if self.leads_to_list else page
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


class ReferralGiven(_AboutReferral):
    """To whoever has it now: a manager or a colleague gave it to them."""

    kind = "referral_given"
    line = "You have {reference} now"
    mail_subject = "Referral {reference} is yours"
    mail_text = "Referral {reference} was given to you."


class ReferralGivenOn(_AboutReferral):
    """To whoever had it before: it was given to somebody else."""

    kind = "referral_given_on"
    line = "{reference} was given to somebody else at {hub}: you do not have it any more"
    mail_subject = "Referral {reference} is with somebody else"
    mail_text = "Referral {reference} was given to somebody else at your hub."


class ReferralAmended(_AboutReferral):
    """To the other side: the referral says something else now."""

    kind = "referral_amended"
    line = "{reference} was changed: read what it said before, and why"
    mail_subject = "Referral {reference} was changed"
    mail_text = "What referral {reference} says was changed after it was submitted."


class QuestionsAsked(_AboutReferral):
    """To the referrer: the hub needs to know more."""

    kind = "questions_asked"
    line = "{hub} has a question about {reference}"
    mail_subject = "Referral {reference}: a question for you"
    mail_text = "The hub has a question about referral {reference}. Its decision waits for your answer."


class QuestionsAnswered(_AboutReferral):
    """To the hub: the referrer has answered."""

    kind = "questions_answered"
    line = "The referrer answered your question about {reference}"
    mail_subject = "Referral {reference}: your question is answered"
    mail_text = (
        "The referrer answered the hub's question about referral {reference}. The decision clock runs again."
    )


class ReferralWaits(_AboutReferral):
    """To the referrer: suitable, and no place yet."""

    kind = "referral_waits"
    line = "{hub} put {reference} on its waiting list: read why, and when a place is expected"
    mail_subject = ReferralAccepted.mail_subject
    mail_text = ReferralAccepted.mail_text


class ReferralReconsidered(_AboutReferral):
    """To the referrer: the hub looks at its refusal again."""

    kind = "referral_reconsidered"
    line = "{hub} is reconsidering {reference}"
    mail_subject = "Referral {reference} is looked at again"
    mail_text = "The hub is looking at referral {reference} again."


class ReferralOnHold(_AboutReferral):
    """To both sides: it stands still, and the place is kept."""

    kind = "referral_on_hold"
    line = "{reference} at {hub} is on hold: read why"
    mail_subject = "Referral {reference} has changed"
    mail_text = "Something has changed about referral {reference}."


class ReferralResumed(_AboutReferral):
    """To both sides: it goes on."""

    kind = "referral_resumed"
    line = "{reference} at {hub} is no longer on hold"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class ReferralCompleted(_AboutReferral):
    """To the referrer and whoever holds the person: support ended as planned."""

    kind = "referral_completed"
    line = "Support for {reference} at {hub} is completed: read the summary"
    page = "referral_summary"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class ReferralEnded(_AboutReferral):
    """To both sides: support ended early."""

    kind = "referral_ended"
    line = "Support for {reference} at {hub} ended early: read why"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class ReferralWithdrawn(_AboutReferral):
    """To both sides: withdrawn before it started."""

    kind = "referral_withdrawn"
    line = "{reference} to {hub} was withdrawn: read why"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class ReferralReopened(_AboutReferral):
    """To both sides: support goes on."""

    kind = "referral_reopened"
    line = "Support for {reference} at {hub} was reopened"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class DraftToBeRemoved(_AboutReferral):
    """To its writer: nobody edited the draft for 25 days."""

    kind = "draft_to_be_removed"
    line = "Draft {reference} is removed in three days, unless somebody edits it"
    mail_subject = "Draft {reference} is removed in three days"
    mail_text = (
        "Nobody has edited draft {reference} for 25 days. "
        "Unless somebody edits it, it is removed in three days."
    )


class DraftRemoved(_AboutReferral):
    """To its writer: the draft is gone."""

    kind = "draft_removed"
    line = "Draft {reference} was removed: nobody had edited it for 28 days"
    mail_subject = "Draft {reference} was removed"
    mail_text = "Draft {reference} was removed, since nobody had edited it for 28 days."
    leads_to_list = True


class ReferralVoid(_AboutReferral):
    """To both sides: it was entered in error, and is gone from the lists."""

    kind = "referral_void"
    line = "{reference} to {hub} was entered in error and is out of the lists"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = "Referral {reference} was entered in error and is out of the lists."
    leads_to_list = True


class ConsentWithdrawn(_AboutReferral):
    """To both sides: no new work; the side that has it ends it, or records consent again."""

    kind = "consent_withdrawn"
    line = (
        "Consent behind {reference} at {hub} was withdrawn: no new work, and the referral has to be settled"
    )
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class _AboutTransfer(_AboutReferral):
    """`hub` is the hub that is asked."""

    def __init__(self, referral: Referral, to_hub: Hub) -> None:
        super().__init__(referral, hub=to_hub)


class _ToHubAsked(_AboutTransfer):
    """Leads to the transfer, which the hub that was asked may read also once it has no part in the referral."""

    def __init__(self, transfer: Transfer) -> None:
        super().__init__(transfer.referral, transfer.to_hub)
        self.url = page_of(transfer)


class TransferAsked(_ToHubAsked):
    """To the managers of the hub that is asked."""

    kind = "transfer_asked"
    line = "{hub} is asked to take over {reference}"
    mail_subject = "Referral {reference}: your hub is asked to take it over"
    mail_text = "Another hub asks yours to take over referral {reference}."


class TransferCancelled(_ToHubAsked):
    """To the managers of the hub that was asked: there is nothing left to answer."""

    kind = "transfer_cancelled"
    line = "{hub} is asked no more to take over {reference}"
    mail_subject = "Referral {reference}: your hub is asked no more to take it over"
    mail_text = "The request that your hub take over referral {reference} was cancelled."


class TransferAgreed(_AboutTransfer):
    """To the referrer, to whoever asked, and to whoever had it at the hub that gave it away."""

    kind = "transfer_agreed"
    line = "{hub} has taken over {reference}"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text


class TransferRefused(_AboutTransfer):
    """To whoever asked."""

    kind = "transfer_refused"
    line = "{hub} will not take over {reference}: read why"
    mail_subject = ReferralOnHold.mail_subject
    mail_text = ReferralOnHold.mail_text
