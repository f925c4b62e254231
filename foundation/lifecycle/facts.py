"""Facts with two times: when something was so, and when it was known.

A correction lays a copy of the old values aside and changes the current row in place, so that keys and foreign keys
stay put. Nothing that a report counts is changed in any other way. (domain: History; outcomes: Time)
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connections, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import events
from .each_its_own import BATCH, update_each
from .fields import unlocked

F = TypeVar("F", bound="Fact")


class CurrentManager(models.Manager):
    """Current rows only: what was laid aside by a correction is never met by accident."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(superseded_at__isnull=True)


class Fact(models.Model):
    """A row whose former values are kept.

    `superseded_at` is empty on the current row. A copy laid aside names the current row in `version_of`. Every model of
    facts declares its own `objects`, a CurrentManager, and makes it the default; `versions` sees everything.
    """

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    version_of = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    versions = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "versions"

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which version of the fact its writer had before them."""
        return self.recorded_at.isoformat()


CURRENT = Q(superseded_at__isnull=True)


@dataclass(frozen=True)
class Moment:
    """The two dates of a report: facts effective by `as_at`, records made by `known_at` (None: all until now)."""

    as_at: datetime.date
    known_at: datetime.datetime | None = None

    def known(self, model: type[F]) -> QuerySet[F]:
        """The rows as they were known then: the only way from a report to facts."""
        return self.known_among(model.versions.all())

    def known_among(self, versions: QuerySet[F]) -> QuerySet[F]:
        """Of rows and their former versions, those that were known then."""
        if self.known_at is None:
            return versions.filter(superseded_at__isnull=True)
        return versions.filter(recorded_at__lte=self.known_at).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=self.known_at)
        )


@transaction.atomic
def record(
    facts: Sequence[F], *, by: Any, what: str = "recorded", source: Mapping[str, Any] | None = None
) -> list[F]:
    """Add new facts of one model, each with an event.

    by: the user, or None for the system. source: where they came from, kept in the event (an import's hash and line
    goes here; a fact may add its own by `source_of_event`).
    """
    if not facts:
        return []
    now = timezone.now()
    for fact in facts:
        fact.recorded_at = now
    made = type(facts[0]).versions.bulk_create(facts, batch_size=BATCH)
    events.write(events.entry(fact, what, by=by, at=now, facts=_source(fact, source)) for fact in made)
    return made


@transaction.atomic(savepoint=False)
def correct(
    changes: Iterable[tuple[F, Mapping[str, Any]]],
    *,
    by: Any,
    what: str = "corrected",
    reason: str = "",
    words: str = "",
    source: Mapping[str, Any] | None = None,
) -> int:
    """Change current facts of one model, keeping what they said before.

    changes: pairs of a current fact and its new values by field name. A pair that changes nothing is left alone.
    reason, words: why, as in `events.entry`. Returns how many facts changed. The event holds former and new values of
    the changed fields, but of names, notes and other free text only that they changed: the log outlives an erased
    person, the versions do not.
    """
    wanted = [(fact, moved) for fact, new in changes if (moved := _moved(fact, new))]
    if not wanted:
        return 0
    now, log = timezone.now(), []
    new_values: dict[int, dict[str, Any]] = {}
    _lay_all_aside([fact for fact, _ in wanted], now)
    with unlocked():
        for fact, moved in wanted:
            former = {name: getattr(fact, name) for name in moved}
            for name, value in moved.items():
                setattr(fact, name, value)
            fact.recorded_at = now
            new_values.setdefault(fact.pk, {"recorded_at": now}).update(moved)
            told = {"from": _told(fact, former), "to": _told(fact, moved)} | _source(fact, source)
            log.append(events.entry(fact, what, by=by, at=now, reason=reason, words=words, facts=told))
        update_each(type(wanted[0][0]), new_values)
    events.write(log)
    return len(wanted)


@transaction.atomic
def set_aside(fact: Fact, *, by: Any, what: str, words: str = "") -> None:
    """Let a current fact be known no longer, with nothing in its place: another one says the same, or it was an error.

    words: why, as in `events.entry`.
    """
    set_all_aside([fact], by=by, what=what, words=words)


@transaction.atomic
def set_all_aside(facts: Sequence[Fact], *, by: Any, what: str, words: str = "") -> None:
    """Let current facts of one model be known no longer; a fixed number of queries."""
    if not facts:
        return
    now = timezone.now()
    type(facts[0])._base_manager.filter(pk__in=[fact.pk for fact in facts]).update(superseded_at=now)
    for fact in facts:
        fact.superseded_at = now
    events.write(events.entry(fact, what, by=by, at=now, words=words) for fact in facts)


@transaction.atomic
def bring_back(fact: Fact, *, by: Any, what: str) -> None:
    """Let a fact that was set aside be known again from now on; a copy keeps the time in which it was known before."""
    now = timezone.now()
    laid_aside(fact, fact.superseded_at or now).save(force_insert=True)
    type(fact)._base_manager.filter(pk=fact.pk).update(superseded_at=None, recorded_at=now)
    fact.superseded_at, fact.recorded_at = None, now
    events.write([events.entry(fact, what, by=by, at=now)])


def laid_aside(fact: F, at: datetime.datetime) -> F:
    """An unsaved copy of the fact as it stands in the database or in memory, closed at the given moment."""
    values = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if not field.primary_key
    }
    return type(fact)(**values | {"superseded_at": at, "version_of_id": fact.pk})


def _lay_all_aside(facts: Sequence[Fact], at: datetime.datetime) -> None:
    """A copy of each fact of one model as it stands in the database, closed at the given moment; made over there."""
    model = type(facts[0])
    connection = connections[model.versions.db]
    quoted, table = connection.ops.quote_name, model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    copied = {column: quoted(column) for column in columns}
    closed = {"superseded_at": "%s", "version_of_id": quoted("id")}
    into, chosen = ", ".join(map(quoted, copied)), ", ".join((copied | closed).values())
    for first in range(0, len(facts), BATCH):
        keys = [fact.pk for fact in facts[first : first + BATCH]]
        which = f"{quoted('id')} IN ({', '.join(['%s'] * len(keys))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quoted(table)} ({into}) SELECT {chosen} FROM {quoted(table)} WHERE {which}",
                [connection.ops.adapt_datetimefield_value(at), *keys],
            )


def _moved(fact: Fact, new: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in new.items() if getattr(fact, name) != value}


def _told(fact: Fact, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the log may keep them."""
    model = type(fact)
    return {
        name: "(text)" if value and _is_free_text(model, name) else value for name, value in values.items()
    }


@cache
def _is_free_text(model: type[Fact], name: str) -> bool:
    field: Any = model._meta.get_field(name)
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices


def _source(fact: Fact, source: Mapping[str, Any] | None) -> dict[str, Any]:
    line = getattr(fact, "imported_line", None)
    return dict(source or {}) | ({"line": line} if line else {})
