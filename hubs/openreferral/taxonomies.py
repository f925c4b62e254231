"""The catalogue of activities as one taxonomy: types, and the categories within each."""

from collections.abc import Iterable

from ..models import ActivityCategory
from .items import Item, key, known
from .offers import Offer

NAME = "Activities of CFO Activity Hubs"
ID = key("taxonomy", "activities")


def taxonomy() -> Item:
    """The one there is."""
    return known(
        id=ID, name=NAME, description="What sessions of a hub are: a type, and a category within it."
    )


def terms(categories: Iterable[ActivityCategory]) -> list[Item]:
    """Each type, followed by its categories. categories: by type."""
    found: dict[str, Item] = {}
    for category in categories:
        top = _term(category.type, "A type of activity at a hub.")
        found.setdefault(top["id"], top)
        own = term(category)
        found[own["id"]] = own
    return list(found.values())


def term(category: ActivityCategory) -> Item:
    """A category, below its type."""
    about = f"An activity at a hub, of the type {category.type}."
    return _term(category.type, about, category.category)


def attributes(offer: Offer) -> list[Item]:
    """What kind of activity a service is; the hub itself is of none."""
    if offer.category is None:
        return []
    said = term(offer.category)
    return [
        known(
            id=key("attribute", offer.id, said["id"]),
            link_id=offer.id,
            taxonomy_term_id=said["id"],
            link_type="service_type",
            taxonomy_term=said,
        )
    ]


def _term(type_name: str, description: str, *below: str) -> Item:
    """A type and a category may have one name: the id is drawn from the whole way down."""
    return known(
        id=key("taxonomy_term", type_name, *below),
        name=below[-1] if below else type_name,
        description=description,
        parent_id=key("taxonomy_term", type_name) if below else "",
        taxonomy=NAME,
        taxonomy_id=ID,
    )
