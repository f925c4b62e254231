"""Which reminders are to be written now (domain: Reminders). All times are London's."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from people.models import Consent

from ..models import Booking, Reminder, ReminderWish
from ..querysets import BookingQuerySet
from ..states import SessionState

Occasion = Reminder.Occasion
EVENING_FROM, EVENING_TO = datetime.time(16, 0), datetime.time(21, 0)
MORNING_FROM = datetime.time(7, 30)
TOO_LATE = datetime.timedelta(minutes=15)  # before the start: the person is on the way


def fall_due() -> int:
    """Write the reminders that fall due now, each once; gives how many are new.

    On the day before from 16:00 to 21:00, and on the day from 7:30 until 15 minutes before the start.
    """
    now = timezone.localtime()
    new = 0
    if EVENING_FROM <= now.time() < EVENING_TO:
        tomorrow = now.date() + datetime.timedelta(days=1)
        new += _write(_wanted().filter(held_on=tomorrow), Occasion.DAY_BEFORE)
    if now.time() >= MORNING_FROM:
        today = _wanted().filter(held_on=now.date(), session__starts_at__gt=now + TOO_LATE)
        new += _write(today, Occasion.MORNING)
    return new


def of_people_who_want_them(bookings: BookingQuerySet) -> BookingQuerySet:
    """Those whose person wants reminders, is alive and agrees that we work with them."""
    wish = ReminderWish.objects.standing().filter(person=OuterRef("person"))
    consent = Consent.objects.live().filter(person=OuterRef("person"))
    return bookings.filter(Exists(wish), Exists(consent), person__died_on=None)


def _wanted() -> BookingQuerySet:
    return of_people_who_want_them(Booking.objects.booked().filter(session__state=SessionState.SCHEDULED))


def _write(bookings: QuerySet[Booking], occasion: Occasion) -> int:
    known = Reminder.objects.filter(
        booking=OuterRef("pk"), occasion=occasion, for_starts_at=OuterRef("session__starts_at")
    )
    rows = bookings.filter(~Exists(known)).order_by("pk").values_list("pk", "session__starts_at")
    made = [_new(booking, occasion, starts_at) for booking, starts_at in rows]
    Reminder.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _new(booking: int, occasion: Occasion, starts_at: datetime.datetime) -> Reminder:
    return Reminder(
        booking_id=booking, occasion=occasion, for_starts_at=starts_at, next_try_at=timezone.now()
    )
