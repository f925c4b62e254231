"""What the page of an appointment may fetch. Outside the user's scope is 404."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from foundation.accounts.models import User
from people.models import Person

from ..models import Hub, Induction, Place
from ..querysets import HubQuerySet


def hubs_of(user: User, person: Person) -> HubQuerySet:
    """The user's hubs that know the person: with a place there, or inducted. Raises Http404 when there is none."""
    known = {"person": person}
    place = Exists(Place.objects.open().filter(hub=OuterRef("pk"), **known))
    induction = Exists(Induction.objects.filter(hub=OuterRef("pk"), **known))
    found = Hub.objects.worked_at_by(user).filter(place | induction).order_by("name")
    if person.died_on or not found.exists():
        raise Http404
    return found
