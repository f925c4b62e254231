"""Sending the reminders that wait, and trying again what the provider would not take.

As with mails a run claims a reminder before it sends it, by one UPDATE that only one of two runs can win. What is said
and to where is made up at that moment, from what stands then: after a wish that ended, a booking that was cancelled, a
session that moved or a death nobody is written to. (domain: Reminders)
"""

import datetime
import uuid
from collections import Counter

import structlog
from django.db.models import F
from django.utils import timezone

from people.models import Consent

from ..models import Reminder, ReminderWish
from ..states import BookingState, SessionState
from . import timetable
from .providers import Provider, Undeliverable
from .wording import said

log = structlog.get_logger(__name__)

State = Reminder.State
Occasion = Reminder.Occasion
# How long to wait after the first failure, the second, ...; after as many failures and one more it is given up.
WAITS = [datetime.timedelta(minutes=minutes) for minutes in (5, 15, 60)]
CLAIM_HOLDS = datetime.timedelta(minutes=15)
BATCH = 20


def send_waiting(provider: Provider) -> Counter[str]:
    """Send everything that is due; how many ended in which state ("queued": to be tried again)."""
    found: Counter[str] = Counter()
    while claimed := _claim():
        wishes = _standing_wishes(claimed)
        for reminder in claimed:
            found[_send(reminder, wishes.get(reminder.booking.person_id), provider)] += 1
    return found


def _claim() -> list[Reminder]:
    claim, now = uuid.uuid4(), timezone.now()
    due = list(Reminder.objects.due().values_list("pk", flat=True)[:BATCH])
    Reminder.objects.due().filter(pk__in=due).order_by().update(
        claim=claim, next_try_at=now + CLAIM_HOLDS, tries=F("tries") + 1
    )
    mine = Reminder.objects.filter(claim=claim).order_by("pk")
    return list(mine.select_related("booking__person", "booking__session"))


def _standing_wishes(reminders: list[Reminder]) -> dict[int, ReminderWish]:
    """By person, of those who still agree that we work with them."""
    people = {each.booking.person_id for each in reminders}
    agree = set(Consent.objects.live().filter(person__in=people).values_list("person_id", flat=True))
    return {wish.person_id: wish for wish in ReminderWish.objects.standing().filter(person__in=agree)}


def _send(reminder: Reminder, wish: ReminderWish | None, provider: Provider) -> str:
    if wish is None or not still_true(reminder):
        return _settle(reminder, State.DROPPED)
    text = _text(reminder, wish.channel)
    try:
        provider.send(channel=wish.channel, address=wish.address, text=text, reference=reminder.uuid)
    except Undeliverable as error:
        return _failed(reminder, error, for_good=True)
    except Exception as error:  # whatever is wrong with one message, the others go out
        return _failed(reminder, error)
    return _settle(reminder, State.SENT)


def _text(reminder: Reminder, channel: str) -> str:
    person = reminder.booking.person
    if reminder.occasion == Occasion.TIMETABLE:
        return timetable.text_for(person, channel=channel)
    return said(
        reminder.occasion,
        given_names=person.given_names,
        starts_at=reminder.for_starts_at,
        channel=channel,
    )


def still_true(reminder: Reminder) -> bool:
    """Whether what the reminder would say is so at this moment."""
    booking, session, now = reminder.booking, reminder.booking.session, timezone.now()
    if booking.person.died_on or booking.state != BookingState.BOOKED or reminder.for_starts_at <= now:
        return False
    if reminder.occasion == Occasion.OFF:
        return session.state == SessionState.NOT_HELD
    if session.state != SessionState.SCHEDULED or session.starts_at != reminder.for_starts_at:
        return False
    days = (timezone.localdate(session.starts_at) - timezone.localdate(now)).days
    return days == {Occasion.DAY_BEFORE: 1, Occasion.MORNING: 0}.get(Occasion(reminder.occasion), days)


def _failed(reminder: Reminder, error: Exception, *, for_good: bool = False) -> str:
    """Put it back to be tried later, or give it up. Only the error's class is kept: its words may quote the number."""
    name = type(error).__name__[:80]
    log.warning("reminder_failed", reminder=str(reminder.uuid), tries=reminder.tries, error=name)
    if for_good or reminder.tries > len(WAITS):
        return _settle(reminder, State.FAILED, last_error=name)
    later = timezone.now() + WAITS[reminder.tries - 1]
    return _write(reminder, State.QUEUED, next_try_at=later, last_error=name)


def _settle(reminder: Reminder, state: State, **more: str) -> str:
    return _write(reminder, state, next_try_at=None, settled_at=timezone.now(), **more)


def _write(reminder: Reminder, state: State, **changes) -> str:
    """Only while the claim is ours: a run that took too long must not overwrite what its successor wrote."""
    Reminder.objects.filter(pk=reminder.pk, claim=reminder.claim).update(claim=None, state=state, **changes)
    return state.value
