"""A claim that somebody sends twice, as with an impatient second tap, is made once and answered alike."""

from typing import Any

from foundation.lifecycle.meanwhile import did_today
from people.documents.opening import Unsuitable, opened
from people.documents.storing import digest_of
from people.models import Document

from ..models import MilestoneClaim
from ..states import ClaimState
from .judging import Said

_SAID = ("reached_on", "evidence_type", "evidence_on", "spell", "value")


def made_already(claim: MilestoneClaim, said: Said, *, by: Any) -> MilestoneClaim | None:
    """The claim that says just this, if the user made it today and nothing has come of it yet."""
    same = (
        MilestoneClaim.objects.claimed()
        .claimed_by(by)
        .filter(pathway=claim.pathway_id, milestone=claim.milestone, reached_on=said.reached_on)
    )
    made = same.select_related("document", "spell").first()
    return made if made and says(made, said) and did_today(made, by) else None


def says(claim: MilestoneClaim, said: Said) -> bool:
    """The claim says this, word for word, with the same file."""
    if any(getattr(claim, name) != getattr(said, name) for name in _SAID):
        return False
    if claim.evidence_reference != said.evidence_reference:
        return False
    return _is_the_file(claim.document, said.file) if said.file else claim.document == said.document


def is_claimed_again(claim: MilestoneClaim, said: Said, *, by: Any) -> bool:
    """A returned claim that the user has mended already, with just this."""
    return claim.state == ClaimState.CLAIMED and claim.claimed_by_id == by.pk and says(claim, said)


def _is_the_file(document: Document | None, content: bytes) -> bool:
    """A file is kept without what was hidden in it: its digest is that of what was kept."""
    try:
        return document is not None and document.sha256 == digest_of(opened(content).content)
    except Unsuitable:
        return False
