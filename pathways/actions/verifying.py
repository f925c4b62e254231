"""Somebody else verifies a claim, returns it, or takes a verification back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from foundation.accounts.access import ask
from foundation.accounts.models import User
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.lifecycle import running
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import WrongState, perform
from people.rules import lacks_words

from ..clocks import VERIFICATION
from ..models import MilestoneClaim
from ..notices import ClaimReturned, ClaimRevoked, ClaimTakenBack
from ..states import ClaimState
from .following import follow, follow_claims, hold

RETURN_REASONS = "evidence_return"  # the list in reasons.csv
LONGEST_BECAUSE = 300  # characters


@transaction.atomic
def verify_claim(claim: MilestoneClaim, *, by: Any, seen_as: str = "") -> MilestoneClaim:
    """Say that claim and evidence agree; seen_as: the version of the claim that `by` had read.

    Raises NotYou for a claimer, WrongState when somebody has decided already, ChangedMeanwhile when it was claimed anew
    since.
    """
    ask(by, Permission.VERIFY_MILESTONE)
    hold(claim.person)
    ask_whether_undecided(claim)
    ask_whether_unchanged(claim, seen_as)
    perform(claim, "verify", by=by)
    running.stop(claim, VERIFICATION)
    _let_follow(claim)
    return claim


@transaction.atomic
def return_claim(
    claim: MilestoneClaim, *, by: Any, reason: Reason, text: str, seen_as: str = ""
) -> MilestoneClaim:
    """Send the claim back to its claimer, who is told; `text` says what is needed.

    Raises as verify_claim does, and ValidationError without a text.
    """
    ask(by, Permission.VERIFY_MILESTONE)
    if reason.list != RETURN_REASONS:
        raise ValidationError({"reason": "Choose why the claim is returned."})
    if not text.strip():
        raise ValidationError({"text": "Say what is needed, so that it can be claimed again."})
    ask_whether_undecided(claim)
    ask_whether_unchanged(claim, seen_as)
    perform(claim, "return_claim", by=by, reason=reason.reason, because=reason.reason, text=text.strip())
    running.stop(claim, VERIFICATION)
    message = ClaimReturned(
        text=f"Milestone claim returned to you: {claim}",
        url=reverse("claim_detail", args=[claim.uuid]),
        reference=str(claim.pk),
    )
    tell(message, _who_mends(claim), except_for=by)
    return claim


@transaction.atomic
def revoke_claim(claim: MilestoneClaim, *, by: Any, because: str) -> MilestoneClaim:
    """Take a verification back; what it had made of the pathway is judged again, and its claimer is told.

    Raises NotYou for who is no verifier of the hub, WrongState for a claim that is not verified, ValidationError
    without why.
    """
    ask(by, Permission.VERIFY_MILESTONE)
    if wrong := lacks_words(because, "Say why it is revoked.", LONGEST_BECAUSE):
        raise ValidationError({"because": wrong})
    hold(claim.person)
    perform(claim, "revoke", by=by, words=because, because=because.strip())
    message = ClaimRevoked(
        text=f"The verification of a milestone was revoked: {claim}",
        url=reverse("claim_detail", args=[claim.uuid]),
        reference=str(claim.pk),
    )
    tell(message, [*_who_mends(claim), claim.verified_by], except_for=by)
    _let_follow(claim)
    return claim


@transaction.atomic
def take_back_claims(claims: Iterable[MilestoneClaim], *, by: Any, because: str) -> None:
    """What these claims rested on was put right by `by`: none of them stands, and those who mend and verified are told.

    For a caller that has asked who may and holds the person. The pathways are judged again.
    """
    for claim in claims:
        perform(claim, "take_back", by=None, words=because, whose=by, because=because)
        running.stop(claim, VERIFICATION, met=False)
        message = ClaimTakenBack(
            text=f"A milestone claim no longer stands, because the record it rested on was put right: {claim}",
            url=reverse("claim_detail", args=[claim.uuid]),
            reference=str(claim.pk),
        )
        verifier = [claim.verified_by] if claim.verified_by else []
        tell(message, [*_who_mends(claim), *verifier], except_for=by)
        _let_follow(claim)


def _let_follow(claim: MilestoneClaim) -> None:
    """The pathway is judged again: by what is verified, and by the job, home or treatment that this was claimed for."""
    claim.pathway.refresh_from_db()
    follow_claims(claim.pathway)
    if claim.spell and claim.spell.superseded_at is None:
        follow(claim.pathway, claim.spell, is_new=False)


def _who_mends(claim: MilestoneClaim) -> list[User]:
    """Whoever claimed it; of what a partner service recorded, those of the hub that verifies it who may claim."""
    if claim.claimed_by.may(Permission.RECORD_PATHWAY):
        return [claim.claimed_by]
    return [user for user in User.objects.in_teams(claim.team_id) if user.may(Permission.RECORD_PATHWAY)]


def ask_whether_undecided(claim: MilestoneClaim) -> None:
    """Raise WrongState, with who decided, unless the claim is still to be verified or returned."""
    if claim.state == ClaimState.CLAIMED:
        return
    who = claim.revoked_by or claim.verified_by or claim.returned_by
    did = (
        f"{who} {claim.get_state_display().lower()} it"
        if who
        else f"It is {claim.get_state_display().lower()}"
    )
    raise WrongState(f"This claim has been decided: {did}. Nothing of yours was saved.")
