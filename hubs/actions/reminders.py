"""Whether a person wants reminders, and telling them that a session moved or is off."""

import datetime
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people.models import Consent, Person

from .. import access
from ..models import Booking, Reminder, ReminderWish, Session
from ..querysets import BookingQuerySet
from ..reminders import timetable
from ..reminders.addresses import read_address
from ..reminders.falling_due import of_people_who_want_them

ASKED_BY_PERSON, CHANGED, DIED = "The person asked", "Another address", "The person died"
NO_CONSENT, ANSWERED_STOP = "Consent was withdrawn", "The person answered STOP"


@transaction.atomic
def want_reminders(person: Person, *, by, channel: str, address: str) -> ReminderWish:
    """Record that the person wants reminders, and where to. An address that is there already is replaced.

    Raises Refused for somebody who died or has not agreed that we work with them, ValidationError for an address that
    cannot be one, NotYou. (domain: Reminders)
    """
    insist_may_record(by, person)
    address = read_address(channel, address)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if person.died_on:
        raise Refused("A death is recorded. No message can be sent.")
    if not Consent.objects.live().filter(person=person).exists():
        raise Refused("There is no live consent, and nobody is written to without it. Record consent first.")
    standing = ReminderWish.objects.standing().filter(person=person).first()
    if standing and (standing.channel, standing.address) == (channel, address):
        return standing
    _end(ReminderWish.objects.standing().filter(person=person), by=by, because=CHANGED)
    wish = ReminderWish.objects.create(
        person=person, channel=channel, address=address, since=timezone.localdate(), recorded_by=by
    )
    events.write([events.entry(wish, "reminders_wanted", by=by, facts={"channel": channel})])
    return wish


@transaction.atomic
def stop_reminders(person: Person, *, by) -> None:
    """The person wants no more of them; the address is forgotten. Twice changes nothing. Raises NotYou."""
    insist_may_record(by, person)
    _end(ReminderWish.objects.standing().filter(person=person), by=by, because=ASKED_BY_PERSON)


@transaction.atomic
def end_reminders_of(person: Person, *, by, because: str) -> None:
    """What follows by itself from a death or a withdrawn consent."""
    _end(ReminderWish.objects.standing().filter(person=person), by=by, because=because)


@transaction.atomic
def stop_numbers(numbers: Iterable[str]) -> int:
    """Whoever answered STOP gets no more; gives how many wishes ended. What is no number of ours changes nothing."""
    known = set()
    for number in numbers:
        try:
            known.add(read_address(ReminderWish.Channel.TEXT, number))
        except ValidationError:
            continue
    texts = ReminderWish.objects.standing().filter(channel=ReminderWish.Channel.TEXT, address__in=known)
    return _end(texts, by=None, because=ANSWERED_STOP)


@transaction.atomic
def send_timetable(person: Person, *, by) -> Reminder:
    """Let the person's coming times go out with the next run; asked again before that, nothing is doubled.

    Raises Refused for somebody who wants no messages, has not agreed that we work with them, died, or has nothing
    booked; NotYou. (domain: Plan)
    """
    insist_may_record(by, person)
    wish = ReminderWish.objects.standing().filter(person=person).first()
    if wish is None or person.died_on or not Consent.objects.live().filter(person=person).exists():
        raise Refused(
            "This person gets no messages. Record under Reminders that they want them, and where to."
        )
    first = next(iter(timetable.coming(person)), None)
    if first is None:
        raise Refused("Nothing is booked for this person. Book a session or an appointment first.")
    due = {"state": Reminder.State.QUEUED, "tries": 0, "next_try_at": timezone.now(), "settled_at": None}
    about = {
        "booking": first,
        "occasion": Reminder.Occasion.TIMETABLE,
        "for_starts_at": first.session.starts_at,
    }
    reminder, made = Reminder.objects.get_or_create(**about, defaults=due)
    if not made and reminder.state != Reminder.State.QUEUED:
        again = due | {"uuid": uuid.uuid4(), "last_error": ""}  # to the provider it is another message
        Reminder.objects.filter(pk=reminder.pk).update(**again)
        reminder.refresh_from_db()
    events.write([events.entry(wish, "timetable_sent", by=by)])
    return reminder


def insist_may_record(by, person: Person) -> None:
    """Raises NotYou for whoever does not work with the person today: contact details are theirs alone to read."""
    ask(by, Permission.RECORD_CIRCUMSTANCES)
    if by is not None and not access.may_record_reminders(by, person):
        raise NotYou(
            "Only the team that holds this person, or a hub with a place for them, records reminders and reads "
            "the address."
        )


def tell_of_time(sessions: Iterable[Session]) -> None:
    """The sessions have another time, or are on after all: people who want reminders are told when."""
    _tell(_booked_into(sessions), Reminder.Occasion.MOVED)


def tell_of_other_session(moved: Booking) -> None:
    """The person comes to another session: told when, if they had been told of the time that was theirs before.

    Somebody who knew of no time is reminded of the new one on its day and on the day before.
    """
    if Reminder.objects.told().filter(booking=moved.moved_from_id).exists():
        _tell(Booking.objects.filter(pk=moved.pk), Reminder.Occasion.MOVED)


def tell_off(session: Session) -> None:
    """The session does not take place: people who want reminders are told."""
    _tell(_booked_into([session]), Reminder.Occasion.OFF)


@transaction.atomic
def send_reminder_again(reminder: Reminder, *, by) -> bool:
    """Let one that was given up go out with the next run; False when its time is over. Raises NotYou."""
    ask(by, Permission.RUN_SESSIONS)
    if not access.works_at(by, reminder.booking.hub):
        raise NotYou(f"Only a worker of {reminder.booking.hub.name} can send this again.")
    still = {"state": Reminder.State.FAILED, "for_starts_at__gt": timezone.now()}
    again = {"state": Reminder.State.QUEUED, "tries": 0, "next_try_at": timezone.now(), "settled_at": None}
    return bool(Reminder.objects.filter(pk=reminder.pk, **still).update(**again))


def _booked_into(sessions: Iterable[Session]) -> BookingQuerySet:
    return Booking.objects.booked().filter(session__in=[session.pk for session in sessions])


def _tell(bookings: BookingQuerySet, occasion: Reminder.Occasion) -> None:
    """What was told before of the same time, and taken back since, is told again."""
    wanted = of_people_who_want_them(bookings.filter(session__starts_at__gt=timezone.now()))
    queued = {"state": Reminder.State.QUEUED, "tries": 0, "next_try_at": timezone.now()}
    for booking, starts_at in wanted.order_by("pk").values_list("pk", "session__starts_at"):
        Reminder.objects.update_or_create(
            booking_id=booking, occasion=occasion, for_starts_at=starts_at,
            defaults=queued | {"settled_at": None, "last_error": ""},
        )  # fmt: skip


def _end(wishes, *, by, because: str) -> int:
    ended = list(wishes.select_for_update(of=("self",)))
    today: datetime.date = timezone.localdate()
    for wish in ended:
        wish.stopped_on, wish.stopped_because, wish.address = max(today, wish.since), because, ""
    ReminderWish.objects.bulk_update(ended, ["stopped_on", "stopped_because", "address"])
    events.write(events.entry(wish, "reminders_stopped", by=by, reason=because) for wish in ended)
    return len(ended)
