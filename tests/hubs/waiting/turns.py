"""What the tests of waiting lists look at."""

import datetime

from hubs.models import Booking

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


OFFER_OVER = datetime.timedelta(hours=48, seconds=1)


def states(bookings):
    return [Booking.objects.get(pk=booking.pk).state for booking in bookings]
