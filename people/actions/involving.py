"""Opening and closing a hub's or partner service's involvement.

Only actions of the storeys above call these; they have asked who may, so nothing is asked here.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.reactions import happened

from ..causes import INVOLVED
from ..models import Involvement, Person
from .locking import locked


@transaction.atomic
def involve(
    person: Person,
    team: Team,
    *,
    purpose: str,
    by: User | None,
    since: datetime.date | None = None,
    fields: Iterable[str] = (),
) -> Involvement:
    """Let the team see the person for a purpose; an involvement that stands is given again.

    fields: what is shared where the purpose limits it; none means the whole record.
    """
    person = locked(person)
    if standing := person.involvements.filter(team=team, purpose=purpose, until=None).first():
        return standing
    made = Involvement.objects.create(
        person=person, team=team, purpose=purpose, since=since or today(), fields=list(fields)
    )
    told = {"purpose": purpose} | ({"fields": made.fields} if made.fields else {})
    events.write([events.entry(made, "involved", by=by, effective_on=made.since, facts=told)])
    happened(INVOLVED, by=by, person=person)
    return made


@transaction.atomic
def end_involvement(
    person: Person, team: Team, *, purpose: str, by: User | None, until: datetime.date | None = None
) -> Involvement | None:
    """End it; a team that saw the whole record still reads for 90 days. None when there was none."""
    standing = locked(person).involvements.filter(team=team, purpose=purpose, until=None).first()
    if standing:
        standing.until = max(until or today(), standing.since)
        standing.save(update_fields=["until"])
        facts_told = {"purpose": purpose}
        events.write(
            [
                events.entry(
                    standing, "involvement_ended", by=by, effective_on=standing.until, facts=facts_told
                )
            ]
        )
        happened(INVOLVED, by=by, person=person)
    return standing
