"""What the tests of a register send and look at again."""

import datetime

from hubs.register.entries import Entry

DAY = datetime.timedelta(days=1)


def entries(bookings, mark="attended", **more):
    return {booking.uuid: Entry(booking.version, mark, **more) for booking in bookings}


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)
