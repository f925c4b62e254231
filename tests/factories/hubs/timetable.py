"""Rooms, rules of the timetable, its feed, and reminders."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hubs import models

from ..accounts import UserFactory
from ..people import PersonFactory
from .places import HubFactory
from .sessions import ActivityCategoryFactory, BookingFactory


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
