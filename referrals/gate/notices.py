"""What the other side is told about the way through the gate: reference and hub only, as of every referral."""

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell

from .. import access, notices
from ..models import Referral


class GateRecorded(Message):
    """To the other side: something was recorded that their work rests on."""

    kind = "gate_recorded"
    mail_subject = "Referral {reference}: recorded before or after release"
    mail_text = "Something was recorded on the way through the gate of referral {reference}."

    def __init__(self, referral: Referral, what: str) -> None:
        super().__init__(
            text=f"{referral.hub}, {referral.reference}: {what}",
            url=reverse("referral_gate", args=[referral.uuid]),
            reference=referral.reference,
        )


def tell_other_side(referral: Referral, what: str, *, by: User) -> None:
    """Tell the hub what the referring side recorded, and the other way round. what: "a joint meeting is recorded"."""
    other_side = notices.referring_side if access.is_at_its_hub(by, referral) else notices.hub_side
    tell(GateRecorded(referral, what), other_side(referral), except_for=by)
