"""When somebody was in custody, read from their releases: nothing says it directly."""

import datetime
from collections.abc import Iterable

from ..models import Release

Days = tuple[datetime.date | None, datetime.date | None]  # from, until; open on a side that is not known


def stays_of(releases: Iterable[Release]) -> list[Days]:
    """The stays that one person's counted releases tell of, first first; a temporary release ends none.

    In from the recall before, else from reception, else from the release before. With neither they are taken to have
    been in already; a release that is still to come leaves the stay open.
    """
    stays: list[Days] = []
    before: Release | None = None
    for release in sorted(releases, key=lambda each: (each.released_on is None, each.day)):
        recalled, left = (before.recalled_on, before.released_on) if before else (None, None)
        stays.append((recalled or release.received_on or left, release.released_on))
        before = release
    if before and before.recalled_on:
        stays.append((before.recalled_on, None))
    return stays
