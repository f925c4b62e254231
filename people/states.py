"""The states of the machines of this app."""

from django.db.models import TextChoices


class TakeOverState(TextChoices):
    """Where a request to take a person over stands (domain: Ask to take over).

    These are the words of the side that answers. Whoever asked reads `TakeOverRequest.said_to_asker` instead, which
    cannot tell a refusal from nobody found.
    """

    ASKED = "asked", "Asked"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PairState(TextChoices):
    """What a data steward made of two records that may be of one person (domain: Merge)."""

    OPEN = "open", "Not judged yet"
    MERGED = "merged", "Merged"
    NOT_THE_SAME = "not_the_same", "Not the same person"
