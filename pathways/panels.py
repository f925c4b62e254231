"""What the home page says of milestones: how much there is to verify, and what came back."""

from typing import Any

from foundation.accounts.panels import Panel, register
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import reading


def claims_to_verify(request: Any) -> dict | None:
    """For verifiers: how many claims wait, and since when the oldest has."""
    return {
        "count": reading.counts_for(request.user)["to-verify"],
        "oldest": reading.oldest_waiting(request.user),
    }


def claims_returned(request: Any) -> dict | None:
    """For those who claim: what was returned to them; hidden when nothing was."""
    claims = reading.returned_to(request.user)
    if not claims:
        return None
    trail.shown(request, [claim.person for claim in claims], purpose="milestones returned")
    return {"claims": claims}


def register_all() -> None:
    """Put both on the home page."""
    to_verify, returned = "pathways/panels/claims_to_verify.html", "pathways/panels/claims_returned.html"
    register(Panel(returned, Permission.RECORD_PATHWAY, claims_returned, order=40))
    register(Panel(to_verify, Permission.VERIFY_MILESTONE, claims_to_verify, order=60, side=True))
