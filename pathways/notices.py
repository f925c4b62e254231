"""What pathways tell users."""

from foundation.accounts.notices import Message


class ClaimReturned(Message):
    """To the claimer, when a verifier needs something mended."""

    kind = "claim_returned"
    mail_subject = "Throughgate: a milestone claim was returned to you"
    mail_text = "Milestone claim {reference} was returned to you. It says what is needed to claim it again."
