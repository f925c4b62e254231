"""What a hub offers: the hub itself, and each kind of activity in its timetable."""

from django.utils.encoding import iri_to_uri

from foundation.design.dates import say_day

from ..models import Closure, Hub
from . import capacities, locations, organizations, schedules, taxonomies
from .items import Item, key, known
from .offers import Offer

REFERRED = "For people on probation who are referred to the hub."


def brief(offer: Offer) -> Item:
    """In lists."""
    return _itself(offer) | {"organization": organizations.brief(offer.provider)}


def full(offer: Offer) -> Item:
    """With everything that belongs to it."""
    return within_organization(offer) | {"organization": organizations.brief(offer.provider)}


def within_organization(offer: Offer) -> Item:
    """With everything but the organization, which stands around it."""
    return at_location(offer) | {"service_at_locations": [locations.place_of(offer)]}


def at_location(offer: Offer) -> Item:
    """With everything but the organization and the location."""
    hub, counted = offer.hub, offer.capacity
    return _itself(offer) | known(
        schedules=schedules.of(offer),
        service_areas=_areas(offer),
        contacts=[known(id=key("contact", offer.id), title=hub.contact_role)] if hub.contact_role else [],
        phones=[known(id=key("phone", offer.id), number=hub.phone)] if hub.phone else [],
        attributes=taxonomies.attributes(offer),
        capacities=[capacities.item(counted, of=offer.id, group_sessions=bool(offer.category))]
        if counted
        else [],
    )


def _itself(offer: Offer) -> Item:
    hub = offer.hub
    return known(
        id=offer.id,
        organization_id=offer.provider.id,
        name=f"{offer.category} at {hub.name} Activity Hub" if offer.category else f"{hub.name} Activity Hub",
        description=_description(offer),
        url=iri_to_uri(hub.website),
        email=hub.email,
        status="temporarily closed" if offer.is_closed else "active",
        alert=" ".join(_notice(closure) for closure in offer.closures),
        last_modified=offer.changed_at and offer.changed_at.isoformat(timespec="milliseconds"),
    )


def _description(offer: Offer) -> str:
    where = f"in {offer.hub.town}"
    if offer.category:
        return f"{offer.category} ({offer.category.type}) at the CFO Activity Hub {where}. {REFERRED}"
    of = f", a satellite of {offer.hub.parent}" if offer.hub.kind == Hub.Kind.SATELLITE else ""
    return f"The CFO Activity Hub {where}{of}. {REFERRED}"


def _notice(closure: Closure) -> str:
    first, last = say_day(closure.first_on), say_day(closure.last_on)
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"Closed {days}: {closure.reason.rstrip('.')}."


def _areas(offer: Offer) -> list[Item]:
    """The local authority areas whose people the hub takes."""
    names = sorted(each.area.name for each in offer.hub.served_areas.all())
    return [known(id=key("service_area", offer.id, name), service_id=offer.id, name=name) for name in names]
