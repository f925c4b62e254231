"""What the pages of one person share: who it is, in the reader's scope, and the tabs."""

import uuid as uuids
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from foundation.accounts.requests import SignedInRequest
from people.scope import kept_in_place_of
from people.tabs import tabs_for

from ..known.about import About, about, person_seen_by


def or_where_merged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The address of a record that was merged leads to the one that was kept, for those who may see it."""

    @wraps(view)
    def found(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
        try:
            return view(request, uuid)
        except Http404:
            kept = kept_in_place_of(request.user, uuid)
            if kept is None:
                raise
            return redirect(view.__name__, kept.uuid)

    return found


def known_to(request: SignedInRequest, uuid: uuids.UUID) -> About:
    """Raises Http404 out of scope."""
    user: Any = request.user  # signed in, or the page was not reached
    return about(person_seen_by(user, uuid), user)


def framed(known: About, current: str, **more: Any) -> dict[str, Any]:
    """The identity bar and the tabs over a page of the person, and what the page itself shows."""
    return {
        "known": known,
        "person": known.person,
        "tabs": tabs_for(known.user, known.person, current),
    } | more
