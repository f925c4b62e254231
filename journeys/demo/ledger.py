"""Writing invented lives into the database: in bulk, with the moments at which each fact was recorded."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.facts import Fact

BATCH = 1000


class Ledger:
    """Collects rows of one model with their events, and writes them when asked."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now

    def moment(self, day: datetime.date) -> datetime.datetime:
        """Noon in London of a day, never after now."""
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        return min(noon, self.now)

    def write(self, rows: Iterable[tuple[models.Model, datetime.date, str]]) -> list[Any]:
        """Write (row, day it was recorded, verb of its event); rows recorded after today are not known yet."""
        known = [(row, day, what) for row, day, what in rows if day <= timezone.localdate(self.now)]
        if not known:
            return []
        for row, day, _ in known:
            if isinstance(row, Fact):
                row.recorded_at = self.moment(day)
        made = type(known[0][0])._base_manager.bulk_create([row for row, _, _ in known], batch_size=BATCH)
        events.write(
            events.entry(row, what, by=None, at=self.moment(day))
            for row, day, what in known
            if isinstance(row, Fact)
        )
        return made

    def moved(self, steps: Iterable[tuple[models.Model, str, str, str, datetime.date, Any]]) -> None:
        """Events of moves: (thing, verb, from, to, day, by). The last one's target is the thing's state."""
        events.write(
            events.entry(
                thing, verb, by=by, at=self.moment(day), effective_on=day, from_state=source, to_state=target
            )
            for thing, verb, source, target, day, by in steps
        )

    def supersede(self, copies: Iterable[tuple[Fact, dict[str, Any], datetime.date, datetime.date]]) -> None:
        """Former versions: (current, former values, recorded on, superseded on); the current one was recorded then."""
        laid, current = [], []
        for fact, former, first, then in copies:
            values = {field.attname: getattr(fact, field.attname) for field in fact._meta.concrete_fields}
            values |= former | {"recorded_at": self.moment(first), "superseded_at": self.moment(then)}
            values |= {"version_of_id": values.pop(fact._meta.pk.attname)}
            laid.append(type(fact)(**values))
            fact.recorded_at = self.moment(then)
            current.append(fact)
        if laid:
            type(laid[0])._base_manager.bulk_create(laid, batch_size=BATCH)
            type(laid[0])._base_manager.bulk_update(current, ["recorded_at"], batch_size=BATCH)
            events.write(events.entry(fact, "corrected", by=None, at=fact.recorded_at) for fact in current)
