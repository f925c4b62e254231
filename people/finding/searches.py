"""Searches kept in the session under a token, so that no address names a person.

The token also becomes the uuid of the person created from the search: two clicks make one person.
"""

import uuid as uuids
from typing import Any

from django.http import Http404, HttpRequest

from foundation.design.dates import read_day

from .matching import Sought

KEPT = 10  # of one session; older ones are asked again
_KEY = "searches"


def keep(request: HttpRequest, sought: Sought) -> uuids.UUID:
    """Remember a search for this session; gives its token."""
    token = uuids.uuid4()
    plain = {
        "name": sought.name,
        "date_of_birth": sought.date_of_birth.isoformat() if sought.date_of_birth else "",
        "crn": sought.crn,
        "prison_number": sought.prison_number,
        "postcode": sought.postcode,
        "pnc_id": sought.pnc_id,
    }
    kept = list(request.session.get(_KEY, {}).items())[-(KEPT - 1) :]
    request.session[_KEY] = dict([*kept, (str(token), plain)])
    return token


def kept(request: HttpRequest, token: uuids.UUID) -> Sought:
    """The search of this token. Raises Http404 for a token of another session, or of one long ago."""
    plain: dict[str, Any] | None = request.session.get(_KEY, {}).get(str(token))
    if plain is None:
        raise Http404("No such search in this session")
    born = plain["date_of_birth"]
    return Sought(**plain | {"date_of_birth": read_day(born) if born else None})
