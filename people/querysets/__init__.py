"""Reading people and what is recorded of them: scope first, then adjectives."""

from .contacts import NoteQuerySet, SafeguardingConcernQuerySet
from .dated import DatedQuerySet, NoContactQuerySet, PendingPairQuerySet
from .documents import DocumentQuerySet
from .hiding import HiddenFrom, hidden_from
from .people import (
    READS_AFTER_LOSING,
    STANDING_IN,
    ConsentQuerySet,
    PersonQuerySet,
    ReleaseQuerySet,
    SupervisionQuerySet,
    readable_today,
    standing_today,
)
from .queues import (
    BreakGlassQuerySet,
    DuplicatePairQuerySet,
    LimitedAccessQuerySet,
    MergeQuerySet,
    TakeOverQuerySet,
)

__all__ = [
    "READS_AFTER_LOSING",
    "STANDING_IN",
    "BreakGlassQuerySet",
    "ConsentQuerySet",
    "DatedQuerySet",
    "DocumentQuerySet",
    "DuplicatePairQuerySet",
    "HiddenFrom",
    "LimitedAccessQuerySet",
    "MergeQuerySet",
    "NoContactQuerySet",
    "NoteQuerySet",
    "PendingPairQuerySet",
    "PersonQuerySet",
    "ReleaseQuerySet",
    "SafeguardingConcernQuerySet",
    "SupervisionQuerySet",
    "TakeOverQuerySet",
    "hidden_from",
    "readable_today",
    "standing_today",
]
