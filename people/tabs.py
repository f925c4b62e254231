"""The pages of one person, side by side: each app above registers its own from `apps.py`."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission

from .models import Person


@dataclass(frozen=True)
class Tab:
    """One page of a person, by the name of its address, for those who hold the permission.

    `order`: smaller is further left. `owns` are beginnings of URL names whose pages stand under this tab.
    """

    url_name: str
    label: str
    permission: Permission
    order: int
    owns: tuple[str, ...] = ()

    def is_current(self, url_name: str) -> bool:
        return url_name == self.url_name or url_name.startswith(self.owns)


_tabs: list[Tab] = []


def register(*tabs: Tab) -> None:
    for tab in tabs:
        if tab not in _tabs:
            _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


def tabs_for(user: User, person: Person, url_name: str) -> list[dict[str, Any]]:
    """What the component draws for a page of this name: the pages that the user may open, at most one as current.

    The person must be in the user's scope.
    """
    offered = [tab for tab in _tabs if user.may(tab.permission)]
    exact = [tab for tab in offered if tab.url_name == url_name]
    current = next((tab for tab in [*exact, *offered] if tab.is_current(url_name)), None)
    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[person.uuid]), "current": tab is current}
        for tab in offered
    ]
