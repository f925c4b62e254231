"""Reading hubs, sessions, bookings and the people of a hub: scope first."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.accounts.roles import Permission
from people.querysets import hidden_from

from .standing import Consented, Inducted
from .states import AHEAD, LIVE, OFFER_STANDS, TAKES_A_PLACE, BookingState

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from people.querysets import PersonQuerySet

A_MONTH = datetime.timedelta(days=31)


def _rows(label: str) -> models.QuerySet:
    """Current rows of a model, asked by name since the models import this file."""
    return apps.get_model(label)._default_manager.all()


def _number_in_session(bookings: models.QuerySet) -> Coalesce:
    """How many of the bookings are in the session of the outer query."""
    grouped = bookings.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(grouped.annotate(number=Count("pk")).values("number")), 0)


class HubQuerySet(models.QuerySet):
    def worked_at_by(self, user: "User") -> "HubQuerySet":
        """Hubs whose team the user belongs to or looks after."""
        return self.filter(team__in=user.team_ids)

    def with_taken(self) -> "HubQuerySet":
        """Each with `taken`, the number of places that are."""
        places = _rows("hubs.Place").open().filter(hub=OuterRef("pk"))  # type: ignore[attr-defined]
        grouped = places.order_by().values("hub").annotate(number=Count("pk"))
        return self.annotate(taken=Coalesce(Subquery(grouped.values("number")), 0))


class SessionQuerySet(models.QuerySet):
    """Sessions, by scope, by day and by what their register lacks."""

    def visible_to(self, user: "User") -> "SessionQuerySet":
        """Sessions of the hubs the user works at."""
        if not user.may(Permission.VIEW_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)

    def for_several(self) -> "SessionQuerySet":
        """Without those for one person: when they are would tell of somebody."""
        return self.filter(Q(capacity=None) | Q(capacity__gt=1), one_to_one=False)

    def on(self, day: datetime.date) -> "SessionQuerySet":
        return self.filter(held_on=day)

    def between(self, first: datetime.date, last: datetime.date) -> "SessionQuerySet":
        """Held from the first day to the last, both included."""
        return self.filter(held_on__range=(first, last))

    def after(self, day: datetime.date) -> "SessionQuerySet":
        return self.filter(held_on__gt=day)

    def before(self, day: datetime.date) -> "SessionQuerySet":
        return self.filter(held_on__lt=day)

    def register_missing(self) -> "SessionQuerySet":
        """Over, not called off, and no register submitted."""
        return self.filter(state__in=AHEAD, ends_at__lte=timezone.now())

    def latest_first(self) -> "SessionQuerySet":
        return self.order_by("-starts_at", "-id")

    def with_numbers(self, user: "User") -> "SessionQuerySet":
        """`booked` and `marked`: people with a place in the session, and those with a mark among them.

        Nobody hidden from the user is counted, so a full session may show a place left (domain: No contact). Selects
        the hub, the category and the lead along with it.
        """
        seen = _rows("hubs.Booking").visible_to(user)  # type: ignore[attr-defined]
        bookings = seen.filter(session=OuterRef("pk")).order_by().values("session")
        booked = bookings.filter(state=BookingState.BOOKED).annotate(number=Count("pk")).values("number")
        marked = (
            bookings.filter(state=BookingState.BOOKED)
            .exclude(mark="")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.select_related("hub", "category", "lead", "room").annotate(
            booked=Coalesce(Subquery(booked), 0), marked=Coalesce(Subquery(marked), 0)
        )

    def with_room(self, user: "User") -> "SessionQuerySet":
        """`taken` besides the numbers: places booked or offered, as far as the user may know (`Session.left`)."""
        seen = _rows("hubs.Booking").visible_to(user).taking_a_place()  # type: ignore[attr-defined]
        return self.annotate(taken=_number_in_session(seen))

    def with_offers(self, user: "User") -> "SessionQuerySet":
        """`offered`: offers without an answer, as far as the user may know."""
        seen = _rows("hubs.Booking").visible_to(user).offered()  # type: ignore[attr-defined]
        return self.annotate(offered=_number_in_session(seen))

    def awaiting_one_of(self, second: models.QuerySet) -> "SessionQuerySet":
        """`awaits_second`: whether it is among the sessions whose register waits for a second person."""
        return self.annotate(awaits_second=ExpressionWrapper(Q(pk__in=second), models.BooleanField()))

    def open_for_booking(self) -> "SessionQuerySet":
        """Neither over nor called off, the next first."""
        return self.filter(state__in=AHEAD, ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def without(self, person: models.Model) -> "SessionQuerySet":
        """Those in which the person has no live booking."""
        booking = _rows("hubs.Booking").filter(session=OuterRef("pk"), person=person, state__in=LIVE)
        return self.filter(~Exists(booking))


class BookingQuerySet(models.QuerySet):
    """Bookings. Every page starts from `visible_to`."""

    def visible_to(self, user: "User") -> "BookingQuerySet":
        """Bookings at the user's hubs, without people hidden from them: those are not even counted."""
        if not user.may(Permission.VIEW_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids).exclude(person__in=hidden_from(user))

    def booked(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.BOOKED)

    def live(self) -> "BookingQuerySet":
        """On the waiting list, offered or booked."""
        return self.filter(state__in=LIVE)

    def taking_a_place(self) -> "BookingQuerySet":
        return self.filter(state__in=TAKES_A_PLACE)

    def asked_for(self) -> "BookingQuerySet":
        """Those with a place that count against a smaller number of places: none who came beyond it or from a file.

        As the database counts them (`rules.declared`).
        """
        return self.taking_a_place().filter(allowed_by=None, walk_in=False, imported=False)

    def in_turn(self) -> "BookingQuerySet":
        """Those on a waiting list, in the order in which places are offered."""
        return self.filter(state=BookingState.WAITING_LIST).order_by("queued_at", "pk")

    def offered(self) -> "BookingQuerySet":
        """Offers without an answer, those that end first at the top."""
        return self.filter(state=BookingState.OFFERED).order_by("offered_at", "pk")

    def offers_over_at(self, moment: datetime.datetime) -> "BookingQuerySet":
        """Offers that stood for 48 hours, or whose session has begun."""
        over = Q(offered_at__lte=moment - OFFER_STANDS) | Q(session__starts_at__lte=moment)
        return self.offered().filter(over)

    def turns_over_at(self, moment: datetime.datetime) -> "BookingQuerySet":
        """Those who still wait for a session that has begun, of the last month: the index of the day finds them."""
        days = (timezone.localdate(moment) - A_MONTH, timezone.localdate(moment))
        return self.in_turn().filter(held_on__range=days, session__starts_at__lte=moment)

    def ahead(self) -> "BookingQuerySet":
        """In sessions that have not begun, the next first."""
        day = timezone.localdate()  # lets the index of the day find them
        coming = Q(held_on__gte=day, session__starts_at__gt=timezone.now())
        return self.filter(coming).order_by("session__starts_at", "pk")

    def by_name(self) -> "BookingQuerySet":
        return self.select_related("person").order_by("person__family_name", "person__given_names", "pk")

    def with_standing(self) -> "BookingQuerySet":
        """`inducted` at the hub on or before the day, and `consented` on the day (domain: Register)."""
        return self.annotate(
            inducted=Inducted("person", "hub", "held_on"), consented=Consented("person", "held_on")
        )

    def of_whom_may_come(self) -> "BookingQuerySet":
        """Of people with an open place at the hub and live consent on the day (decision 59)."""
        return self.filter(_placed(OuterRef("person"), OuterRef("hub")), Consented("person", "held_on"))

    def with_concerns(self) -> "BookingQuerySet":
        """Brings each booking's concerns in one more query, and who marked it in none."""
        return self.select_related("marked_by").prefetch_related("concerns")


class PlaceQuerySet(models.QuerySet):
    def open(self) -> "PlaceQuerySet":
        return self.filter(ended_on=None)


def _placed(person, hub) -> Exists:
    return Exists(_rows("hubs.Place").open().filter(person=person, hub=hub))  # type: ignore[attr-defined]


def with_standing(people: "PersonQuerySet", session: models.Model) -> "PersonQuerySet":
    """Each with `placed` and `inducted` at the hub of the session, and `consented` on its day."""
    person = OuterRef("pk")
    induction = _rows("hubs.Induction").filter(person=person, hub=session.hub)  # type: ignore[attr-defined]
    return people.annotate(
        placed=_placed(person, session.hub),  # type: ignore[attr-defined]
        inducted=Exists(induction),
        consented=Consented("pk", Value(session.held_on)),  # type: ignore[attr-defined]
    )


def people_known(user: "User", session: models.Model) -> "PersonQuerySet":
    """Everybody known to this user, with their standing for the session; none who died.

    A record open by break-glass alone is read, and its person is neither booked nor added.
    """
    return with_standing(_rows("people.Person").known_to(user).alive(), session)  # type: ignore[attr-defined]


def people_placed(user: "User", session: models.Model) -> "PersonQuerySet":
    """Those of them with an open place at the hub of the session: nobody else is booked into it."""
    return people_known(user, session).filter(placed=True)


def not_booked(people: "PersonQuerySet", session: models.Model) -> "PersonQuerySet":
    """Those of the people who have no live booking in the session."""
    booking = _rows("hubs.Booking").filter(person=OuterRef("pk"), session=session, state__in=LIVE)
    return people.filter(~Exists(booking))


def named_like(people: "PersonQuerySet", text: str) -> "PersonQuerySet":
    """Those of the people of a hub whose names begin with each word typed; a CRN is found whole.

    Those who were inducted come first, each group by name.
    """
    for word in text.split():
        starts = Q(family_name__istartswith=word) | Q(given_names__istartswith=word) | Q(crn__iexact=word)
        people = people.filter(starts)
    return people.order_by("-inducted", "family_name", "given_names", "pk")
