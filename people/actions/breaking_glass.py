"""Opening a record outside one's scope for an hour, and reviewing that somebody did (trust: 5)."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission, Role
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import LostRace

from .. import rules
from ..clocks import BREAK_GLASS_REVIEW
from ..models import BreakGlass, LimitedAccess, Person

OPEN_FOR = datetime.timedelta(minutes=60)


@transaction.atomic
def break_glass(*, by: User, crn: str, reason: str) -> BreakGlass:
    """Open the record with this CRN to the user for 60 minutes, if there is one.

    The same rows are written and the same questions asked when there is none: an attempt is reviewed too. Raises Unfit
    for a reason that says nothing.
    """
    ask(by, Permission.BREAK_GLASS)
    rules.insist(rules.of_reason(reason, "Say why you must see this record now. Somebody else reviews it."))
    person = Person.objects.filter(crn=crn, crn_confirmed=True).exclude(crn="").first()
    now = timezone.now()
    opened = BreakGlass.objects.create(
        user=by, crn=crn, reason=reason.strip(), person=person, opened_at=now, until=now + OPEN_FOR
    )
    events.write([events.entry(opened, "glass_broken", by=by, at=now)])
    _let_run(opened)
    return opened


@transaction.atomic
def review_break_glass(opened: BreakGlass, *, by: User, verdict: str, review: str) -> BreakGlass:
    """Say whether it was justified. Never by whoever opened it. Raises LostRace when somebody else has reviewed it."""
    ask(by, Permission.REVIEW_BREAK_GLASS)
    if opened.user_id == by.pk:
        raise NotYou("You opened this record yourself. Somebody else reviews it.")
    rules.insist(rules.of_reason(review, "Say what you looked at and what you found.", "review"))
    now = timezone.now()
    said = {"verdict": verdict, "review": review.strip(), "reviewed_by": by, "reviewed_at": now}
    if not BreakGlass.objects.awaiting_review().filter(pk=opened.pk).update(**said):
        opened.refresh_from_db()
        raise LostRace(f"{opened.reviewed_by} has reviewed this already: {opened.get_verdict_display()}.")
    opened.refresh_from_db()
    events.write([events.entry(opened, "glass_reviewed", by=by, at=now, facts={"verdict": verdict})])
    running.stop(opened, BREAK_GLASS_REVIEW)
    return opened


def _let_run(opened: BreakGlass) -> None:
    """Start the clock of the review; it is due to somebody who may review it, whenever there is one.

    It names nobody, since lists of what is due show only whom a user may see, and a reviewer need not see the person.
    A record with limited access falls to one reviewer alone, as it does where the reviewer's only teams are those of
    whoever opened it: others there would learn of it. The same is asked whether the record exists or not.
    """
    reviewer = _reviewer(opened)
    is_limited = LimitedAccess.objects.standing().filter(person=opened.person_id or 0).exists()
    if reviewer is None:
        return
    others = reviewer.teams.exclude(pk__in=opened.user.teams.values("pk"))
    team = others.order_by("name", "id").first()
    falls_to: dict[str, Any] = {"user": reviewer} if is_limited or team is None else {"team": team}
    url = reverse("break_glass_review", args=[opened.uuid])
    running.start(BREAK_GLASS_REVIEW, opened, url=url, names_person=False, **falls_to)


def _reviewer(opened: BreakGlass) -> User | None:
    """A data steward of the organisation from whom the record is not hidden; without one, an auditor."""
    stewards = Q(role=Role.DATA_STEWARD, organisation=opened.user.organisation_id)
    among = User.objects.filter(stewards | Q(role=Role.AUDITOR), is_active=True).order_by("name", "id")
    may = [each for each in among if BreakGlass.objects.visible_to(each).filter(pk=opened.pk).exists()]
    return min(may, key=lambda each: each.role == Role.AUDITOR, default=None)
