"""The file that is the evidence of a claim."""

from people.models import Document

from ..models import MilestoneClaim
from ..states import ClaimState


def rests_on(document: Document) -> str:
    """What of this app rests on a document: it stays while a claim needs it."""
    claims = MilestoneClaim.objects.filter(document=document).exclude(state=ClaimState.REVOKED)
    return "the evidence of a milestone claim" if claims.exists() else ""
