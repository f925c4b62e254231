"""What can be done at a hub, one function per verb; called qualified: `hubs.book(session, person, by=user)`."""

from .places import HubFull, end_place, open_place, places_free, record_induction

__all__ = ["HubFull", "end_place", "open_place", "places_free", "record_induction"]
