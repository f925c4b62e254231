"""Somebody is asked to verify a claim: the clock falls to one who may, never to the claimer."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import MAY, Permission, Role
from foundation.lifecycle import running

from ..clocks import VERIFICATION
from ..models import MilestoneClaim

VERIFIERS = [role for role in Role if Permission.VERIFY_MILESTONE in MAY[role]]


def ask_for_verification(claim: MilestoneClaim) -> None:
    """Start the clock of a claim that somebody must verify; one that the sample leaves out has none."""
    if not claim.is_asked_for:
        return
    verifier = _verifier_of(claim)
    falls_to: dict[str, Any] = {"user": verifier} if verifier else {"team": claim.team}
    sees_person = verifier is None or verifier.may(Permission.VIEW_PERSON)
    running.start(
        VERIFICATION, claim, url=reverse("claim_detail", args=[claim.uuid]), due_on=claim.verify_by,
        names_person=sees_person, **falls_to,
    )  # fmt: skip


def _verifier_of(claim: MilestoneClaim) -> User | None:
    """A manager of the hub before one of the teams above it, and a performance officer last."""
    able = (
        User.objects.looking_after(claim.team_id).filter(role__in=VERIFIERS).exclude(pk=claim.claimed_by_id)
    )
    found = sorted(able, key=lambda user: user.role != Role.HUB_MANAGER)
    return found[0] if found else None
