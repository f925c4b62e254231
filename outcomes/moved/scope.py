"""Which changes between published reports a user reads."""

from uuid import UUID

from django.http import Http404

from foundation.accounts.models import User
from outcomes import access
from outcomes.models import Move
from outcomes.publishing.scope import snapshot_open_to


def move_open_to(user: User, uuid: UUID) -> Move:
    """The change that led to a snapshot. Raises Http404 where there is none, and where the figures of either of the two
    are not shown: withdrawing one takes back what lies between them.
    """
    later = snapshot_open_to(user, uuid)
    move = Move.objects.filter(later=later).select_related("earlier", "later").first()
    if move is None or not all(access.reads_snapshot(user, each) for each in (move.earlier, move.later)):
        raise Http404("There is no such page.")
    return move
