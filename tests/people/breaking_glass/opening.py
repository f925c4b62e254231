"""Opening a record by break-glass."""

from django.urls import reverse

from people import actions
from people.models import Person

BREAK = "/people/break-glass/"
WHY = "At the door of the hub now and very upset"


def sees(user, person):
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def open_record(user, crn, reason=WHY):
    return actions.break_glass(by=user, crn=crn, reason=reason)


def at(name, thing):
    return reverse(name, args=[thing.uuid])
