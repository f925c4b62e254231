"""What a page about one person of a hub may fetch. Outside the user's scope is 404."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from people.models import Person

from .models import Hub, Induction, Place, Reminder, ReminderWish, Wellbeing
from .querysets import HubQuerySet
from .reminders.querysets import ReminderQuerySet
from .wellbeing import in_short


def wellbeing(user: User, uuid: UUID) -> Wellbeing:
    """What was answered at one of the user's hubs. Raises Http404, also for a person hidden from the user."""
    found = Wellbeing.objects.filter(
        hub__in=Hub.objects.worked_at_by(user), person__in=Person.objects.visible_to(user)
    ).select_related("person", "hub", "asked_by")
    return get_object_or_404(found, uuid=uuid)


def former_answers(of: Wellbeing) -> list[Wellbeing]:
    """The versions that a correction laid aside, the latest first; `said` are their answers in short."""
    versions = list(Wellbeing.versions.filter(version_of=of).order_by("-superseded_at", "-pk"))
    for version in versions:
        version.said = in_short(version)  # type: ignore[attr-defined]
    return versions


def person(user: User, uuid: UUID) -> Person:
    """Somebody whom the user works with. Raises Http404, also for a record open by break-glass alone."""
    return get_object_or_404(Person.objects.visible_to(user).known_to(user), uuid=uuid)


def hubs_of(user: User, person: Person) -> HubQuerySet:
    """The user's hubs that know the person: with a place there, or inducted. Raises Http404 when there is none."""
    known = {"person": person}
    place = Exists(Place.objects.open().filter(hub=OuterRef("pk"), **known))
    induction = Exists(Induction.objects.filter(hub=OuterRef("pk"), **known))
    found = Hub.objects.worked_at_by(user).filter(place | induction).order_by("name")
    if person.died_on or not found.exists():
        raise Http404
    return found


def wish(person: Person) -> ReminderWish | None:
    """The wish for reminders that stands."""
    return ReminderWish.objects.standing().filter(person=person).select_related("recorded_by").first()


def troubled_reminders(user: User) -> ReminderQuerySet:
    """Reminders of the user's hubs that have not gone out."""
    shown = Reminder.objects.visible_to(user).troubled()
    return shown.select_related("booking__person", "booking__session__hub", "booking__session__category")


def troubled_reminder(user: User, uuid: UUID) -> Reminder:
    """Raises Http404."""
    return get_object_or_404(troubled_reminders(user), uuid=uuid)
