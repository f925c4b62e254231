"""States of a pathway and of a milestone claim (domain: Pathways)."""

from django.db.models import TextChoices


class PathwayState(TextChoices):
    """Where a person's pathway of one kind stands."""

    NOT_ASSESSED = "not_assessed", "Not assessed"
    NO_NEED = "no_need", "No need"
    NEED_IDENTIFIED = "need_identified", "Need identified"
    DECLINED = "declined", "Declined"
    IN_PROGRESS = "in_progress", "In progress"
    ACHIEVED = "achieved", "Achieved"
    SUSTAINED = "sustained", "Sustained"
    CLOSED = "closed", "Closed"


# A milestone can be claimed; in the other states facts move nothing until the need is assessed again.
UNDER_WAY = frozenset(
    {PathwayState.NEED_IDENTIFIED, PathwayState.IN_PROGRESS, PathwayState.ACHIEVED, PathwayState.SUSTAINED}
)

ACHIEVED = frozenset({PathwayState.ACHIEVED, PathwayState.SUSTAINED})  # by a fact that stands


class ClaimState(TextChoices):
    """Where a milestone claim stands."""

    CLAIMED = "claimed", "Claimed"
    VERIFIED = "verified", "Verified"
    RETURNED = "returned", "Returned"
    REVOKED = "revoked", "Revoked"


class PlanState(TextChoices):
    """Whether a person's plan is worked on."""

    LIVE = "live", "Live"
    ENDED = "ended", "Ended"


class PlannedState(TextChoices):
    """Where a goal or a step of a plan stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"


NO_LONGER_OPEN = (PlannedState.DONE, PlannedState.NO_LONGER_NEEDED)
