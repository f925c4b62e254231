"""What a hub does about what is recorded of a person below."""

from people.models import NoContact

from . import clashes
from .actions.leaving import cancel_bookings_to_come
from .actions.offers import offer_what_is_free
from .actions.places import end_place
from .actions.reminders import DIED, NO_CONSENT, end_reminders_of
from .clashes.notices import tell_of
from .models import Booking, Place
from .rules import hold


def end_what_stands(*, by, person, died_on) -> None:
    """Every place of the person is freed and every booking still to come is taken back."""
    places = list(Place.objects.open().filter(person=person).select_related("hub"))
    hold(*(place.hub for place in places))
    for place in places:
        end_place(person, place.hub, by=None, ended_on=died_on)
    cancel_bookings_to_come(person, by=by)


def write_to_nobody_who_died(*, by, person, died_on) -> None:
    """The person is reminded of nothing any more, and the address is forgotten."""
    end_reminders_of(person, by=None, because=DIED)


def write_to_nobody_without_consent(*, by, consent) -> None:
    """The person is reminded of nothing any more, and the address is forgotten."""
    end_reminders_of(consent.person, by=None, because=NO_CONSENT)


def take_back_without_consent(*, by, consent) -> None:
    """Every booking still to come is taken back: nobody takes part without consent."""
    cancel_bookings_to_come(consent.person, by=by)


def free_what_is_booked(*, by, release) -> None:
    """Every booking still to come is taken back: the person is in custody."""
    cancel_bookings_to_come(release.person, by=by)


def offer_what_two_had(*, by, kept, merged, merge) -> None:
    """Where both records had a place in a session to come, the one that is left over is offered to those waiting."""
    for booking in Booking.objects.live().ahead().filter(person=kept).select_related("session"):
        offer_what_is_free(booking.session, by=by)


def tell_of_clashes(*, by, person, condition) -> None:
    """Who manages the hub is told of bookings that the condition stands against, to cancel or move one."""
    if isinstance(condition, NoContact) and condition.first_id != person.pk:
        return  # a pair is told of once, not once for each of the two
    tell_of(clashes.brought_by(condition))
