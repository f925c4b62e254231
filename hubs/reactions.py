"""What a hub does about what is recorded of a person below."""

from .actions.leaving import cancel_bookings_to_come
from .actions.places import end_place
from .models import Place


def end_what_stands(*, by, person, died_on) -> None:
    """Every place of the person is freed and every booking still to come is taken back."""
    for place in Place.objects.open().filter(person=person).select_related("hub"):
        end_place(person, place.hub, by=None, ended_on=died_on)
    cancel_bookings_to_come(person, by=by)
