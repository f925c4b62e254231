"""Sessions, bookings and what a register leads to."""

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hubs import models

from ..accounts import UserFactory
from ..people import PersonFactory
from .places import HubFactory
from .states import _InState


class ActivityCategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.ActivityCategory
        django_get_or_create = ["category"]

    type = "Community and social"
    category = "Employability introduction"


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


class ToldRunFactory(DjangoModelFactory):
    class Meta:
        model = models.ToldRun

    booking = factory.SubFactory(BookingFactory)
