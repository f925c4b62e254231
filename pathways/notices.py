"""What pathways tell users."""

from foundation.accounts.notices import Message


class ClaimReturned(Message):
    """To the claimer, when a verifier needs something mended."""

    kind = "claim_returned"
    mail_subject = "Throughgate: a milestone claim was returned to you"
    mail_text = "Milestone claim {reference} was returned to you. It says what is needed to claim it again."


class ClaimRevoked(Message):
    """To the claimer and the verifier, when the verification is taken back."""

    kind = "claim_revoked"
    mail_subject = "Throughgate: the verification of a milestone was revoked"
    mail_text = "The verification of milestone claim {reference} was revoked. The claim says why."


class ClaimTakenBack(Message):
    """To those who mend it and its verifier, when the record that was its evidence is put right."""

    kind = "claim_taken_back"
    mail_subject = "Throughgate: a milestone claim no longer stands"
    mail_text = (
        "The record on which milestone claim {reference} rested was put right, so the claim no longer stands. "
        "The claim says why."
    )
