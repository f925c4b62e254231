"""What of this app goes with a person when two records are merged (see people/following.py)."""

from people.merging.following import Follows, declare

from .models import Referral
from .states import ReferralState as S


def _one_must_end(theirs: Referral, ours: Referral) -> str:
    """A merge ends no referral: who wrote it, or the hub that has it, does."""
    if theirs.state == ours.state == S.DRAFT:
        return (
            f"The same referrer has a draft on both records: {ours.reference} and {theirs.reference}. "
            "The referrer must discard one of them first."
        )
    return (
        f"Both records have an open referral to {ours.hub}: {ours.reference} and {theirs.reference}. "
        "One must be withdrawn, ended or voided first, by the referrer or by the hub."
    )


FOLLOWERS = (
    Follows("referrals.Referral", against=_one_must_end),
    *(
        Follows(f"referrals.{name}")
        for name in (
            "Need",
            "Question",
            "Review",
            "Reasoning",
            "Transfer",
            "Enquiry",
            "JointMeeting",
            "FirstAppointment",
            "HubContact",
            "TreatmentHandover",
            "GateTick",
        )
    ),
)


def register() -> None:
    declare(*FOLLOWERS)
