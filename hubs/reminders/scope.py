"""What the pages about reminders may fetch. Outside the user's scope is 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from people.models import Person

from ..models import Reminder, ReminderWish
from .querysets import ReminderQuerySet


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
