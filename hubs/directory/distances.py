"""How far it is from one place to another: straight over the globe, which no road is.

Measured between the centre of an area and the town of a hub, as the reference lists give them to two decimals, so a
distance is right to about a mile. (domain: Availability and need)
"""

from math import asin, cos, inf, radians, sin, sqrt
from typing import Protocol

RADIUS = 3958.8  # miles, of the mean Earth


class Located(Protocol):
    """Anything with degrees of latitude and longitude, which may be unknown."""

    @property
    def latitude(self) -> object: ...

    @property
    def longitude(self) -> object: ...


def distance(one: Located, other: Located) -> float:
    """Miles between two places; infinite where it is not known where one of them is."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return inf
    north, west, to_north, to_west = (
        radians(float(degrees))  # type: ignore[arg-type]
        for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    chord = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_west - west) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(chord))
