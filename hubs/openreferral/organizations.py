"""Who runs hubs."""

from collections.abc import Sequence

from .items import Item, known
from .offers import Provider


def brief(provider: Provider) -> Item:
    """In lists, and within a service."""
    names = [hub.name for hub in provider.hubs]
    hubs = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return known(
        id=provider.id, name=provider.organisation.name, description=f"Runs CFO Activity Hubs: {hubs}."
    )


def full(provider: Provider, services: Sequence[Item]) -> Item:
    """With its services."""
    return brief(provider) | known(services=list(services))
