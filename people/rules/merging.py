"""What stands against merging two records, and against taking a merge back: all of it at once, in words.

The words are for a data steward, who sees no risk, no condition and no note: they name rows, never what is in them.
"""

from collections.abc import Iterator

from ..merging import carrying, following
from ..models import Merge, NoContact, Person


def against_merging(kept: Person, merged: Person) -> list[str]:
    """Every sentence on what has to be settled first; empty when nothing stands against it."""
    return list(dict.fromkeys([*_against(kept, merged), *_against_rows(kept, merged)]))


def _against(kept: Person, merged: Person) -> Iterator[str]:
    if kept.died_on != merged.died_on:
        yield (
            "One record has a date of death that the other has not. Record the death on both, or correct the date."
        )
    if NoContact.objects.between(kept, merged).filter(until=None).exists():
        yield (
            "The two are recorded as people who may not meet. The team that recorded it must end that pair first."
        )
    if _withdrawn_here_and_live_there(kept, merged) or _withdrawn_here_and_live_there(merged, kept):
        yield (
            "Consent was withdrawn on one record and is live on the other from before that day. The team that holds "
            "the person must record the withdrawal, or a new consent, first."
        )


def _withdrawn_here_and_live_there(here: Person, there: Person) -> bool:
    latest = here.consents.exclude(withdrawn_on=None).order_by("-withdrawn_on").first()
    return latest is not None and there.consents.live().filter(given_on__lt=latest.withdrawn_on).exists()


def _against_rows(kept: Person, merged: Person) -> Iterator[str]:
    for follows, theirs, ours in following.twins(kept.pk, merged.pk):
        if sentence := follows.against(theirs, ours):
            yield sentence


def against_unmerging(merge: Merge) -> list[str]:
    """What has happened since that cannot be divided between the two again; empty when it can be taken back."""
    return list(dict.fromkeys(_since(merge)))


def _since(merge: Merge) -> Iterator[str]:
    later = Merge.objects.standing().filter(pk__gt=merge.pk)
    both = (merge.kept_id, merge.merged_id)
    if later.filter(merged__in=both).exists() or later.filter(kept__in=both).exists():
        yield "The record has been merged with another one since. Take the later merge back first."
    if merge.kept.died_on and merge.merged.died_on is None:
        yield "A death has been recorded since the merge. Correct it first, if it was recorded for the other person."
    for line, row in carrying.rows_carried(merge):
        if row is not None and carrying.changed_since(line, row):
            name = row._meta.verbose_name
            yield f"This has been changed since the merge and can no longer be put back: {name} {row.pk}."
