"""Hubs, sessions and bookings."""

import datetime
import uuid

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from foundation.lifecycle.transitions import enter
from hubs import models

from .accounts import TeamFactory, UserFactory
from .people import AreaFactory, ContractAreaFactory, PersonFactory


class HubFactory(DjangoModelFactory):
    class Meta:
        model = models.Hub

    name = factory.Sequence(lambda n: f"Hub {n}")
    slug = factory.LazyAttribute(lambda hub: slugify(hub.name))
    kind = models.Hub.Kind.HUB
    team = factory.SubFactory(TeamFactory)
    contract_area = factory.SubFactory(ContractAreaFactory)
    town = "Chatham"


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = models.OpeningHours

    hub = factory.SubFactory(HubFactory)
    weekday = models.Weekday.MONDAY
    opens_at = datetime.time(9, 30)
    closes_at = datetime.time(16, 30)
    from_on = datetime.date(2024, 4, 1)


class WomenOnlyTimeFactory(DjangoModelFactory):
    class Meta:
        model = models.WomenOnlyTime

    hub = factory.SubFactory(HubFactory)
    weekday = models.Weekday.TUESDAY
    starts_at = datetime.time(10)
    ends_at = datetime.time(12)
    from_on = datetime.date(2024, 4, 1)


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = models.Closure

    hub = factory.SubFactory(HubFactory)
    first_on = factory.LazyFunction(datetime.date.today)
    last_on = factory.LazyAttribute(lambda closure: closure.first_on)
    reason = "Staff training"
    recorded_by = factory.SubFactory(UserFactory)


class BankHolidayOpeningFactory(DjangoModelFactory):
    class Meta:
        model = models.BankHolidayOpening

    hub = factory.SubFactory(HubFactory)
    day = datetime.date(2026, 12, 28)
    opens_at = datetime.time(10)
    closes_at = datetime.time(14)


class ServedAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ServedArea

    area = factory.SubFactory(AreaFactory)
    hub = factory.SubFactory(HubFactory)


class ActivityCategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.ActivityCategory
        django_get_or_create = ["category"]

    type = "Community and social"
    category = "Employability introduction"


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    opened_on = factory.LazyFunction(datetime.date.today)


class InductionFactory(DjangoModelFactory):
    class Meta:
        model = models.Induction

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    inducted_on = factory.LazyFunction(lambda: datetime.date.today() - datetime.timedelta(days=20))


class _InState(DjangoModelFactory):
    """Builds a row straight in a state: `SessionFactory(state="recorded")`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, state=None, **kwargs):
        thing = model_class(*args, **kwargs)
        if state is not None:
            enter(thing, state)
        thing.save()
        return thing


class SessionFactory(_InState):
    class Meta:
        model = models.Session

    hub = factory.SubFactory(HubFactory)
    category = factory.SubFactory(ActivityCategoryFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + datetime.timedelta(hours=2))
    held_on = factory.LazyAttribute(lambda session: timezone.localdate(session.starts_at))
    capacity = 60
    register_at = factory.LazyAttribute(
        lambda session: (
            session.ends_at if getattr(session, "state", "") in ("recorded", "corrected") else None
        )
    )
    not_held_reason = factory.LazyAttribute(
        lambda session: "Staff absence" if getattr(session, "state", "") == "not_held" else ""
    )
    not_held_at = factory.LazyAttribute(
        lambda session: timezone.now() if getattr(session, "state", "") == "not_held" else None
    )


class BookingFactory(_InState):
    class Meta:
        model = models.Booking

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    hub = factory.LazyAttribute(lambda booking: booking.session.hub)
    held_on = factory.LazyAttribute(lambda booking: booking.session.held_on)
    queued_at = factory.LazyAttribute(
        lambda booking: (
            timezone.now() if getattr(booking, "state", "") in ("waiting_list", "offered") else None
        )
    )
    offered_at = factory.LazyAttribute(
        lambda booking: timezone.now() if getattr(booking, "state", "") == "offered" else None
    )


class ConcernFactory(DjangoModelFactory):
    class Meta:
        model = models.Concern

    booking = factory.SubFactory(BookingFactory)
    person = factory.LazyAttribute(lambda concern: concern.booking.person)
    text = "Said he has nowhere to sleep tonight"
    recorded_by = factory.SubFactory(UserFactory)


class QueueOwnerFactory(DjangoModelFactory):
    class Meta:
        model = models.QueueOwner

    user = factory.SubFactory(UserFactory)


class SentMarkFactory(DjangoModelFactory):
    class Meta:
        model = models.SentMark

    user = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(uuid.uuid4)
    digest = "0" * 64


class LateEntryFactory(_InState):
    class Meta:
        model = models.LateEntry

    session = factory.SubFactory(
        SessionFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=120))
    )
    hub = factory.LazyAttribute(lambda late_entry: late_entry.session.hub)
    asked_by = factory.SubFactory(UserFactory)
    reason = "Found the paper register"
    decided_by = factory.LazyAttribute(
        lambda late_entry: UserFactory() if getattr(late_entry, "state", "asked") != "asked" else None
    )
    decided_at = factory.LazyAttribute(
        lambda late_entry: timezone.now() if getattr(late_entry, "state", "asked") != "asked" else None
    )


class ToldAbsenceFactory(DjangoModelFactory):
    class Meta:
        model = models.ToldAbsence

    booking = factory.SubFactory(BookingFactory)


class ChasedRegisterFactory(DjangoModelFactory):
    class Meta:
        model = models.ChasedRegister

    session = factory.SubFactory(SessionFactory)
    chased_on = factory.LazyFunction(datetime.date.today)


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = models.Room

    hub = factory.SubFactory(HubFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    holds = 16


class TimetableRuleFactory(DjangoModelFactory):
    """Every Monday at 10 from today on; no session is made until somebody asks."""

    class Meta:
        model = models.TimetableRule

    hub = factory.SubFactory(HubFactory)
    category = factory.SubFactory(ActivityCategoryFactory)
    starts = datetime.time(10, 0)
    minutes = 120
    capacity = 12
    recurrence = "FREQ=WEEKLY;BYDAY=MO"
    first_on = factory.LazyFunction(datetime.date.today)


class TimetableExceptionFactory(DjangoModelFactory):
    class Meta:
        model = models.TimetableException

    rule = factory.SubFactory(TimetableRuleFactory)
    day = factory.LazyAttribute(lambda exception: exception.rule.first_on)
    kind = models.TimetableException.Kind.LEFT_OUT
    reason = "The building is let to somebody else"


class TimetableFeedFactory(DjangoModelFactory):
    class Meta:
        model = models.TimetableFeed

    hub = factory.SubFactory(HubFactory)


class WellbeingFactory(DjangoModelFactory):
    class Meta:
        model = models.Wellbeing

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    occasion = models.Wellbeing.Occasion.INDUCTION
    asked_on = factory.LazyFunction(datetime.date.today)
    satisfied, worthwhile, happy, anxious = 6, 5, 7, 3


class ReminderWishFactory(DjangoModelFactory):
    class Meta:
        model = models.ReminderWish

    person = factory.SubFactory(PersonFactory)
    channel = models.ReminderWish.Channel.TEXT
    address = "07700900123"
    since = factory.LazyFunction(datetime.date.today)
    recorded_by = factory.SubFactory(UserFactory)


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = models.Reminder

    booking = factory.SubFactory(BookingFactory)
    occasion = models.Reminder.Occasion.DAY_BEFORE
    for_starts_at = factory.LazyAttribute(lambda reminder: reminder.booking.session.starts_at)
    next_try_at = factory.LazyAttribute(
        lambda reminder: timezone.now() if getattr(reminder, "state", "queued") == "queued" else None
    )
    settled_at = factory.LazyAttribute(
        lambda reminder: timezone.now() if getattr(reminder, "state", "queued") != "queued" else None
    )


class ToldRunFactory(DjangoModelFactory):
    class Meta:
        model = models.ToldRun

    booking = factory.SubFactory(BookingFactory)
