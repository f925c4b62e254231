"""Raising a safeguarding concern, and deciding what is done about it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import LostRace

from .. import rules
from ..access import insist_may_decide_on, insist_may_raise
from ..clocks import SAFEGUARDING_DECISION
from ..models import Note, Person, SafeguardingConcern
from ..safeguarding import notices, scope


@transaction.atomic
def raise_safeguarding(
    person: Person,
    *,
    by: User,
    whom: str,
    seen_on: datetime.date,
    text: str,
    done_at_once: str = "",
    note: Note | None = None,
    from_register: bool = False,
) -> SafeguardingConcern:
    """Write the concern down and tell the safeguarding lead and whoever holds the person at once.

    The same words about the same day, raised again by the same user, are the same concern. Its clock runs for one
    working day. Raises Unfit (rules.of_safeguarding), NotYou.
    """
    insist_may_raise(by, person)
    said: dict[str, Any] = {
        "seen_on": seen_on,
        "text": text.strip(),
        "done_at_once": done_at_once.strip(),
    }
    rules.insist(rules.of_safeguarding(person, **said))
    if same := SafeguardingConcern.objects.filter(person=person, raised_by=by, whom=whom, **said).first():
        return same
    came_from = "note" if note else "register" if from_register else "other"
    team, leads = scope.falls_to(person, by)
    concern = SafeguardingConcern.objects.create(
        person=person, raised_by=by, team=team, whom=whom, came_from=came_from, note=note, **said
    )
    events.write([events.entry(concern, "raised", by=by)])
    lead = leads[0] if len(leads) == 1 else None
    running.start(SAFEGUARDING_DECISION, concern, url=notices.url_of(concern), team=team, user=lead)
    notices.tell_raised(concern, [*leads, *scope.holders_of(person)])
    return concern


@transaction.atomic
def decide_safeguarding(
    concern: SafeguardingConcern, *, by: User, outcome: str, decision: str
) -> SafeguardingConcern:
    """Write down what was done, once and for good. Raises Unfit, NotYou, LostRace when it was decided meanwhile."""
    insist_may_decide_on(by, concern)
    rules.insist(rules.of_safeguarding_decision(decision))
    said = {"outcome": outcome, "decision": decision.strip(), "decided_by": by, "decided_at": timezone.now()}
    waiting = SafeguardingConcern.objects.undecided().filter(pk=concern.pk)
    decided = waiting.update(**said)
    concern.refresh_from_db()
    if not decided:
        raise LostRace(f"{concern.decided_by} has decided on this already: {concern.get_outcome_display()}.")
    events.write([events.entry(concern, "decided", by=by, facts={"outcome": outcome})])
    running.stop(concern, SAFEGUARDING_DECISION)
    notices.tell_decided(concern, [concern.raised_by, *scope.holders_of(concern.person)])
    return concern
