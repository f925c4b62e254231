"""Where hubs are, and what is offered there."""

from ..models import Hub
from . import organizations
from .items import Item, key, known
from .offers import Offer

COUNTRY = "GB"


def location_id(hub: Hub) -> str:
    """The id of the place; a hub is one place."""
    return key("location", hub.slug)


def link_id(offer: Offer) -> str:
    """The id of a service at its location."""
    return key("service_at_location", offer.id)


def place_of(offer: Offer) -> Item:
    """The link between a service and where it is, within a service."""
    return _link(offer) | {"location": full(offer.hub)}


def brief_link(offer: Offer, service: Item) -> Item:
    """In the list of services at locations."""
    return _link(offer) | {"location": _itself(offer.hub), "service": service}


def full_link(offer: Offer, service: Item) -> Item:
    """A service at its location, with everything of both. service: with no locations of its own."""
    return place_of(offer) | {"service": service | {"organization": organizations.brief(offer.provider)}}


def full(hub: Hub) -> Item:
    """The place with its address, once that is known whole: half an address is none."""
    return _itself(hub) | known(addresses=_addresses(hub))


def _link(offer: Offer) -> Item:
    return {
        "id": link_id(offer),
        "service_id": offer.id,
        "location_id": location_id(offer.hub),
    }


def _itself(hub: Hub) -> Item:
    return known(
        id=location_id(hub),
        location_type="physical",
        name=f"{hub.name} Activity Hub",
        description=f"In {hub.town}. The position is that of the town, not of the door.",
        latitude=None if hub.latitude is None else float(hub.latitude),
        longitude=None if hub.longitude is None else float(hub.longitude),
    )


def _addresses(hub: Hub) -> list[Item]:
    """The standard wants a county; what is known is the contract area, which is a region of England."""
    if not (hub.address_1 and hub.postcode):
        return []
    return [
        known(
            id=key("address", hub.slug),
            location_id=location_id(hub),
            address_1=", ".join(filter(None, [hub.address_1, hub.address_2])),
            city=hub.town,
            state_province=hub.contract_area.name,
            postal_code=hub.postcode,
            country=COUNTRY,
            address_type="physical",
        )
    ]
