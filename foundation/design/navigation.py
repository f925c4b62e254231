"""What stands in the header: apps add their own items from `apps.py`, so nobody below knows who is above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Item:
    """One link, for those who hold the permission, or one of several.

    `owns` are beginnings of URL names whose pages stand under this item, such as "referral_". `count` takes the
    request and gives the number shown beside the label; 0 and None show nothing. It is asked only when the item is
    drawn.
    """

    label: str
    url_name: str
    permission: Any = None
    order: int = 50
    owns: tuple[str, ...] = ()
    count: Callable[[Any], int | None] | None = None

    def is_current(self, url_name: str) -> bool:
        return url_name == self.url_name or url_name.startswith(self.owns)


@dataclass(frozen=True)
class Drawn:
    """An item as one user sees it on one page."""

    item: Item
    request: Any
    current: bool

    @property
    def label(self) -> str:
        return self.item.label

    @property
    def url(self) -> str:
        return reverse(self.item.url_name)

    @property
    def count(self) -> int | None:
        return self.item.count(self.request) if self.item.count else None


_items: list[Item] = []
_searches: list[Item] = []


def add(label: str, url_name: str, **more: Any) -> None:
    """Put an item into the header: `permission`, `order` (smaller is further left), `owns`, `count` as in
    Item."""
    _put(_items, Item(label, url_name, **more))


def search_at(url_name: str, *, permission: Any) -> None:
    """Show the search box on every page to those who hold the permission; it sends `q` to this page by
    POST, so that no address holds a name."""
    _put(_searches, Item("Find a person", url_name, permission=permission))


def _put(place: list[Item], item: Item) -> None:
    if item not in place:
        place.append(item)
        place.sort(key=lambda each: each.order)


def _open_to(user: Any, items: list[Item]) -> list[Item]:
    if not getattr(user, "is_authenticated", False):
        return []
    return [item for item in items if _may_follow(user, item)]


def _may_follow(user: Any, item: Item) -> bool:
    if item.permission is None:
        return True
    wanted = item.permission if isinstance(item.permission, tuple) else (item.permission,)
    return any(user.may(permission) for permission in wanted)


def for_request(request: Any) -> list[Drawn]:
    """The items this user may follow, in order; at most one is current."""
    match = getattr(request, "resolver_match", None)
    name = (match and match.url_name) or ""
    items = _open_to(getattr(request, "user", None), _items)
    exact = [item for item in items if item.url_name == name]
    current = next((item for item in [*exact, *items] if item.is_current(name)), None)
    return [Drawn(item, request, item is current) for item in items]


def search_url(request: Any) -> str | None:
    """Where this user's searches go; None when they may not search for people."""
    found = _open_to(getattr(request, "user", None), _searches)
    return reverse(found[0].url_name) if found else None
