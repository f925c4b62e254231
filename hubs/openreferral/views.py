"""The addresses of the public directory. Nobody signs in here, and nobody is in it."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest

from . import asking, locations, offers, organizations, services, taxonomies
from .answers import in_the_open
from .items import Item
from .paging import page_of

Found = TypeVar("Found")
PROFILE = "https://github.com/openreferral/uk-profile"
OPENAPI = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/openapi.json"


@in_the_open
def directory_meta(request: HttpRequest) -> Item:
    """Which standard this is."""
    return {"version": "3.0", "profile": PROFILE, "openapi_url": OPENAPI}


@in_the_open
def directory_services(request: HttpRequest) -> Item:
    """What hubs offer."""
    asked = asking.read(request.GET, asking.OF_OFFERS)
    return page_of(asking.wanted(offers.read(), asked), asked, services.brief)


@in_the_open
def directory_service(request: HttpRequest, id: UUID) -> Item:
    """One service, whole."""
    return services.full(_first(each for each in offers.read() if each.id == str(id)))


@in_the_open
def directory_service_at_locations(request: HttpRequest) -> Item:
    """What hubs offer, each with where it is."""
    asked = asking.read(request.GET, asking.OF_OFFERS)
    found = asking.wanted(offers.read(), asked)
    return page_of(found, asked, lambda offer: locations.brief_link(offer, services.brief(offer)))


@in_the_open
def directory_service_at_location(request: HttpRequest, id: UUID) -> Item:
    """One service at its location, both whole."""
    found = _first(each for each in offers.read() if locations.link_id(each) == str(id))
    return locations.full_link(found, services.at_location(found))


@in_the_open
def directory_organizations(request: HttpRequest) -> Item:
    """Who runs hubs."""
    asked = asking.read(request.GET, asking.PAGING)
    return page_of(offers.providers(), asked, organizations.brief)


@in_the_open
def directory_organization(request: HttpRequest, id: UUID) -> Item:
    """One of them, with its services."""
    own = [each for each in offers.read() if each.provider.id == str(id)]
    return organizations.full(_first(own).provider, [services.within_organization(each) for each in own])


@in_the_open
def directory_taxonomies(request: HttpRequest) -> Item:
    """The taxonomies: there is one."""
    return page_of([taxonomies.taxonomy()], asking.read(request.GET, asking.PAGING), _as_it_is)


@in_the_open
def directory_taxonomy(request: HttpRequest, id: UUID) -> Item:
    """The one taxonomy."""
    return _named([taxonomies.taxonomy()], id)


@in_the_open
def directory_taxonomy_terms(request: HttpRequest) -> Item:
    """Every type and category of activity."""
    asked = asking.read(request.GET, asking.PAGING)
    return page_of(taxonomies.terms(offers.categories()), asked, _as_it_is)


@in_the_open
def directory_taxonomy_term(request: HttpRequest, id: UUID) -> Item:
    """One type or category."""
    return _named(taxonomies.terms(offers.categories()), id)


def _as_it_is(item: Item) -> Item:
    return item


def _named(items: Iterable[Item], id: UUID) -> Item:
    return _first(item for item in items if item["id"] == str(id))


def _first(found: Iterable[Found]) -> Found:
    """Raises Http404."""
    for each in found:
        return each
    raise Http404
