"""Milestone claims: one, those of a pathway, and the lists of who verifies and who claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.models import Reason
from people.scope import documents_of

from ..actions.verifying import RETURN_REASONS, ask_whether_undecided
from ..claims import resting
from ..models import MilestoneClaim, Pathway, Spell
from ..querysets import ClaimQuerySet
from ..states import ClaimState
from .pathways import spells_in_words

QUEUE_SHOWN = 25  # beside a claim; the list pages further


def claim_for(user: Any, uuid: UUID) -> MilestoneClaim:
    """The claim, if it was made at one of the user's teams about a person not hidden from them; else 404."""
    return get_object_or_404(MilestoneClaim.objects.visible_to(user).with_those_named(), uuid=uuid)


def claim_to_decide(user: Any, uuid: UUID) -> MilestoneClaim:
    """As `claim_for`; raises WrongState, with who decided, where that has taken it out of a verifier's sight."""
    if user.may(Permission.VERIFY_MILESTONE):
        claims = MilestoneClaim.objects.known_to(user).filter(uuid=uuid, asked_on__isnull=False)
        if (claim := claims.with_those_named().first()) and not open_among([claim], user):
            ask_whether_undecided(claim)
    return claim_for(user, uuid)


def open_among(claims: Sequence[MilestoneClaim], user: Any) -> set[int]:
    """The keys of those that the user may open."""
    keys = [claim.pk for claim in claims]
    return set(MilestoneClaim.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def claims_of(pathway: Pathway) -> list[MilestoneClaim]:
    """Every claim on the pathway, first reached first."""
    claims = MilestoneClaim.objects.filter(pathway=pathway).with_those_named().order_by("reached_on", "id")
    for claim in claims:
        claim.pathway = pathway
    return list(claims)


def resting_on_spell(spell: Spell) -> list[MilestoneClaim]:
    """The claims that would be taken back with it."""
    return resting.standing_on(spell)


def return_reasons() -> list[Reason]:
    """Why a claim can be returned, as listed today."""
    return list(Reason.objects.filter(list=RETURN_REASONS, retired_at=None))


def evidence_for(user: Any, pathway: Pathway) -> dict[str, list]:
    """What a claim on this pathway can rest on: the person's spells of its kind, and their documents."""
    documents = [each for each in documents_of(user, pathway.person) if not each.is_set_aside]
    return {"spells": spells_in_words(pathway), "documents": documents}


@dataclass(frozen=True)
class Tab:
    """One list of claims: `slug` stands in the address, `title` heads the page."""

    slug: str
    label: str
    title: str
    empty: str
    verifies: bool | None = None  # for verifiers only, for those who only record, or for both


TABS = (
    Tab("to-verify", "To verify", "Milestones to verify",
        "Nothing waits to be verified. Claims come here when staff of your hubs record them.", True),
    Tab("mine", "Claimed by me", "Milestones you claimed",
        "None of your claims waits. Claim a milestone from the person's pathway.", False),
    Tab("claimed", "Claimed by us", "Milestones your hub claimed",
        "No claim of your hub waits. Claim a milestone from the person's pathway.", False),
    Tab("returned", "Returned", "Milestones returned", "No claim has been returned."),
    Tab("verified", "Verified this month", "Milestones verified this month", "No claim has been verified this month."),
    Tab("revoked", "Revoked this month", "Verifications revoked this month",
        "No verification has been revoked this month."),
)  # fmt: skip
DECIDED_BY_ME = (
    Tab("returned", "Returned by me", "Milestones you returned", "No claim waits that you have returned."),
    Tab("verified", "Verified by me this month", "Milestones you verified this month",
        "You have verified no claim this month."),
    Tab("revoked", "Revoked this month", "Your verifications revoked this month",
        "None of your verifications has been revoked this month."),
)  # fmt: skip


def tabs_for(user: Any) -> list[Tab]:
    """The lists this user has: a verifier's queue, or what they and their hub have claimed.

    Who only verifies sees of what is decided their own decisions alone.
    """
    verifies = user.may(Permission.VERIFY_MILESTONE)
    if verifies and not user.may(Permission.RECORD_PATHWAY):
        return [TABS[0], *DECIDED_BY_ME]
    return [tab for tab in TABS if tab.verifies in (None, verifies)]


def claims_on(tab: Tab, user: Any) -> ClaimQuerySet:
    """The claims of one tab, oldest claim first."""
    claims = MilestoneClaim.objects.visible_to(user).with_those_named()
    listed = {
        "to-verify": claims.awaiting_verification,
        "mine": lambda: claims.claimed().claimed_by(user),
        "claimed": claims.claimed,
        "returned": claims.returned,
        "verified": claims.verified_this_month,
        "revoked": claims.revoked_this_month,
    }
    return listed[tab.slug]()


def counts_for(user: Any) -> dict[str, int]:
    """How many claims each tab holds, in one query."""
    first = today().replace(day=1)
    waits = Q(state=ClaimState.CLAIMED)
    return (
        MilestoneClaim.objects.visible_to(user)
        .order_by()
        .aggregate(
            **{
                "to-verify": Count("pk", filter=waits & Q(asked_on__isnull=False)),
                "mine": Count("pk", filter=waits & Q(claimed_by=user)),
                "claimed": Count("pk", filter=waits),
                "returned": Count("pk", filter=Q(state=ClaimState.RETURNED)),
                "verified": Count("pk", filter=Q(state=ClaimState.VERIFIED, verified_at__date__gte=first)),
                "revoked": Count("pk", filter=Q(state=ClaimState.REVOKED, revoked_at__date__gte=first)),
            }
        )
    )


def queue_for(user: Any) -> list[MilestoneClaim]:
    """The claims that wait longest, to stand beside the one that is open."""
    waiting = MilestoneClaim.objects.visible_to(user).awaiting_verification()
    return list(waiting.select_related("person", "pathway", "claimed_by")[:QUEUE_SHOWN])


def next_to_verify(user: Any, after: MilestoneClaim) -> MilestoneClaim | None:
    """The claim below this one in the queue that the user did not make; from the last one, again the oldest."""
    waiting = MilestoneClaim.objects.visible_to(user).awaiting_verification().exclude(claimed_by=user)
    return waiting.claimed_after(after).first() or waiting.first()


def oldest_waiting(user: Any) -> MilestoneClaim | None:
    """The claim that waits longest, whoever made it."""
    return MilestoneClaim.objects.visible_to(user).awaiting_verification().first()


def returned_to(user: Any) -> list[MilestoneClaim]:
    """What this user claimed and somebody returned, oldest first."""
    return list(
        MilestoneClaim.objects.visible_to(user).returned().claimed_by(user).with_those_named()[:QUEUE_SHOWN]
    )
