"""What the home page says about people."""

from typing import Any

from foundation.accounts import panels
from foundation.accounts.roles import Permission, Role
from foundation.audit import trail

from . import scope
from .circumstances import conditions
from .holding import taking_over
from .merging import comparing, identifying
from .seeing import breaking_glass

DAYS_AHEAD = 28
MOST_SHOWN = 8


def releases(request: Any) -> dict | None:
    """The practitioner's own people who leave prison within 28 days, soonest first."""
    if request.user.role != Role.PRACTITIONER:
        return None
    to_come = list(scope.releases_to_come(request.user, DAYS_AHEAD)[: MOST_SHOWN + 1])
    shown = to_come[:MOST_SHOWN]
    trail.shown(request, shown)
    return {"releases": shown, "more": len(to_come) > MOST_SHOWN, "days": DAYS_AHEAD}


def take_overs(request: Any) -> dict | None:
    """How many requests wait for this user's side; hidden when there are none."""
    count = taking_over.take_overs_for(request.user).count()
    return {"count": count} if count else None


def numbers(request: Any) -> dict:
    """How many records have a number that another record has too."""
    return {"count": identifying.people_with_contested_numbers(request.user).count()}


def duplicates(request: Any) -> dict:
    """How many pairs of records wait to be judged."""
    return {"count": comparing.pairs_for(request.user, judged=False).count()}


def kept_apart(request: Any) -> dict:
    """How many pairs named by CRN alone wait for a data steward."""
    return {"count": conditions.pairs_to_confirm(request.user).count()}


def reviews(request: Any) -> dict:
    """How many records opened by break-glass wait for a review."""
    return {"count": breaking_glass.break_glass_reviewed_by(request.user).awaiting_review().count()}


PANELS = (
    panels.Panel("people/panels/take_overs.html", Permission.MOVE_CASELOAD, take_overs, order=45),
    panels.Panel("people/panels/reviews.html", Permission.REVIEW_BREAK_GLASS, reviews, order=46),
    panels.Panel("people/panels/numbers.html", Permission.RESOLVE_IDENTIFIERS, numbers, order=47),
    panels.Panel("people/panels/duplicates.html", Permission.MERGE_PEOPLE, duplicates, order=48),
    panels.Panel("people/panels/kept_apart.html", Permission.RESOLVE_IDENTIFIERS, kept_apart, order=49),
    panels.Panel("people/panels/releases.html", Permission.VIEW_PERSON, releases, order=60, side=True),
)


def register() -> None:
    for panel in PANELS:
        panels.register(panel)
