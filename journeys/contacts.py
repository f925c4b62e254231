"""Contacts and notes of one person, and safeguarding concerns, as one reader may see them."""

from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.paging import CountFreePaginator
from people.contacts import reading
from people.safeguarding.scope import concerns_about

from .known.about import About
from .known.gathering import Rows, newest

PER_PAGE = 25
LATEST_SHOWN = 3
CHOICES = {"": "Contacts and notes", "contact": "Contacts", "note": "Notes"}


def page_of(known: About, *, only: str, number: object) -> dict[str, Any]:
    """A page of what was written, the latest first, and every safeguarding concern; `only` as in CHOICES."""
    person, user = known.person, known.user
    only = only if only in CHOICES else ""
    page = CountFreePaginator(reading.written_about(person, user, only=only), PER_PAGE).page(number)
    return {
        "page": page,
        "written": reading.with_former(list(page.object_list)),
        "choices": _choices(known, only),
        "safeguarding": list(concerns_about(person, user)),
        "may_keep": may_keep(known),
        "own_teams": user.team_ids,
    }


def asked_about(known: About) -> dict[str, Rows]:
    """For the overview, the newest contacts and notes; and the last time that the person was reached."""
    written = reading.written_about(known.person, known.user)
    latest = newest(written, LATEST_SHOWN)
    return {
        "notes": Rows(latest, {"team": "name", "written_by": "name"}),
        "reached": Rows(newest(written.reaching_the_person(), 1)),
    }


def may_keep(known: About) -> bool:
    """Whether the reader works with the person today: asked of what the page knows already."""
    return known.user.may(Permission.KEEP_CONTACTS) and (known.is_held or known.is_involved)


def _choices(known: About, only: str) -> list[dict[str, Any]]:
    url = reverse("person_contacts", args=[known.person.uuid])
    return [
        {"label": label, "url": f"{url}?only={name}" if name else url, "current": name == only}
        for name, label in CHOICES.items()
    ]
