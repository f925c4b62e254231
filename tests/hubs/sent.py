"""What a browser sends and shows, for the tests of pages."""

import re

from django.urls import reverse


def address(name, thing):
    return reverse(name, args=[thing.uuid])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_of(bookings, mark="", **more):
    """What the register page sends."""
    sent = {"held": "yes"}
    for booking in bookings:
        sent |= {f"{booking.uuid.hex}-seen": booking.version, f"{booking.uuid.hex}-mark": mark}
    return sent | more
