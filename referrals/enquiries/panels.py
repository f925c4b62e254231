"""What enquiries put on a hub's home page."""

from typing import Any

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import scope
from .states import EnquiryState
from .tables import answer_of

ROWS = 5


def enquiries_waiting(request: Any) -> dict[str, Any] | None:
    """The oldest that wait for an answer; nothing when none does."""
    oldest = list(scope.listed(request.user, EnquiryState.RECEIVED)[: ROWS + 1])
    if not oldest:
        return None
    trail.shown(request, [], purpose="home page")
    lines = [{"enquiry": enquiry, "answer": answer_of(enquiry)} for enquiry in oldest[:ROWS]]
    return {"lines": lines, "more": len(oldest) > ROWS}


PANEL = Panel("enquiries/panel.html", Permission.ANSWER_ENQUIRY, enquiries_waiting, order=28)
