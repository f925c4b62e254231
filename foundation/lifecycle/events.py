"""Writing the event log."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils import timezone

from .each_its_own import insert_each
from .models import Because, Event

SYSTEM = "system"
_waiting: ContextVar[list[Event] | None] = ContextVar("events_waiting", default=None)


def entry(
    subject: models.Model,
    what: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    effective_on: datetime.date | None = None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Event:
    """An event about `subject`, not yet written.

    The date it took effect is, unless given, the subject's own (`effective_on` attribute or property) or today.
    reason: the label of an entry of a list. words: what somebody typed; kept beside the log, where it can be erased.
    """
    at = at or timezone.now()
    event = Event(
        what=what,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        person_id=person_of(subject),
        from_state=from_state,
        to_state=to_state or getattr(subject, "state", ""),
        by=by,
        by_role=by.role if by else SYSTEM,
        recorded_at=at,
        effective_on=effective_on or getattr(subject, "effective_on", None) or timezone.localdate(at),
        reason=reason,
        facts={name: plain(value) for name, value in (facts or {}).items()},
    )
    event.words = words.strip()
    return event


def write(entries: Iterable[Event]) -> None:
    """Append events, in order, in the caller's transaction."""
    waiting = _waiting.get()
    if waiting is None:
        _append(entries)
    else:
        waiting.extend(entries)


@contextmanager
def together() -> Iterator[None]:
    """What is written inside is appended at the end, in order, by one statement; nothing of it after an error."""
    waiting: list[Event] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    write(waiting)


def _append(entries: Iterable[Event]) -> None:
    made = insert_each(list(entries))
    insert_each(
        [Because(event=event, person_id=event.person_id, words=event.words) for event in made if event.words]
    )


def of(subject: models.Model) -> models.QuerySet[Event]:
    """The events of one row, oldest first, with their users and why."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).select_related(
        "by", "because"
    )


def of_all(subjects: Sequence[models.Model]) -> models.QuerySet[Event]:
    """The events of several rows of one model, as `of`."""
    if not subjects:
        return Event.objects.none()
    keys = [subject.pk for subject in subjects]
    found = Event.objects.filter(subject_type=subjects[0]._meta.label_lower, subject_id__in=keys)
    return found.select_related("by", "because")


def person_of(subject: models.Model) -> int | None:
    """Whom a row is about: itself if it is a person, else its `person`."""
    return subject.pk if subject._meta.label_lower == "people.person" else getattr(subject, "person_id", None)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
