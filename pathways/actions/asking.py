"""Somebody is asked to verify a claim: the clock falls to one who may, never to the claimer."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import MAY, Permission, Role
from foundation.lifecycle import running
from people.models import Person

from ..clocks import VERIFICATION
from ..models import MilestoneClaim
from ..states import ClaimState

VERIFIERS = [role for role in Role if Permission.VERIFY_MILESTONE in MAY[role]]


def ask_for_verification(claim: MilestoneClaim) -> None:
    """Start the clock of a claim that somebody must verify; one that the sample leaves out has none.

    Nor has a claim about somebody who has died: it can be decided, and is due to nobody.
    """
    if not claim.is_asked_for or claim.person.died_on:
        return
    verifier = _verifier_of(claim)
    falls_to: dict[str, Any] = {"user": verifier} if verifier else {"team": claim.team}
    sees_person = verifier is None or verifier.may(Permission.VIEW_PERSON)
    running.start(
        VERIFICATION, claim, url=reverse("claim_detail", args=[claim.uuid]), due_on=claim.verify_by,
        names_person=sees_person, **falls_to,
    )  # fmt: skip


def ask_no_more_of(person: Person) -> None:
    """Stop the clocks of the person's claims: those left undecided may be decided, and fall due no longer."""
    for claim in MilestoneClaim.objects.filter(person=person, state=ClaimState.CLAIMED):
        running.stop(claim, VERIFICATION, met=False)


def _verifier_of(claim: MilestoneClaim) -> User | None:
    """A manager of the hub before one of the teams above it, and a performance officer last."""
    able = (
        User.objects.looking_after(claim.team_id).filter(role__in=VERIFIERS).exclude(pk=claim.claimed_by_id)
    )
    found = sorted(able, key=lambda user: user.role != Role.HUB_MANAGER)
    return found[0] if found else None
