"""Looking for records that may be of one person: within blocks that share a key, never everybody with everybody.

What a data steward is offered is decided by the matcher alone (finding/matching.py); a pair once written down is never
offered again (domain: Merge).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from django.db import transaction

from foundation.lifecycle import events

from ..finding.matching import Sought, compare, swapped
from ..models import DuplicatePair, Person

LARGEST_BLOCK = 200  # what more people share, such as the postcode of a prison, tells nobody apart
BATCH = 1000


class Record(NamedTuple):
    """What of a person is compared."""

    pk: int
    recorded_at: datetime.datetime
    given_names: str
    family_name: str
    family_sound: str
    given_sound: str
    date_of_birth: datetime.date
    crn: str
    prison_number: str
    pnc_id: str
    street: str
    postcode: str

    @property
    def keys(self) -> Iterator[tuple]:
        """What two records of one person are likely to share at least one of."""
        yield "born", min(self.date_of_birth, swapped(self.date_of_birth) or self.date_of_birth)
        yield "sounds", self.family_sound, self.given_sound
        for field in ("crn", "prison_number", "pnc_id", "postcode"):
            if value := getattr(self, field):
                yield field, value


@transaction.atomic
def look_for(*, changed_since: datetime.datetime | None = None) -> list[DuplicatePair]:
    """Write down the pairs alike enough that are not written down yet; asked twice, the second finds none.

    changed_since: only pairs of which a record was added or corrected from that moment on. Everybody is compared,
    hidden records too: who may see a pair is asked when it is shown.
    """
    known = set(DuplicatePair.objects.values_list("first_id", "second_id"))
    found = []
    for one, other in _worth_comparing(changed_since):
        if (one.pk, other.pk) not in known and (match := compare(Sought.like(one), other)):
            reasons = list(match.reasons)
            found.append(
                DuplicatePair(first_id=one.pk, second_id=other.pk, score=match.score, reasons=reasons)
            )
    # Another run at the same time may have written a pair first: it is not written, or told, twice.
    DuplicatePair.objects.bulk_create(found, batch_size=BATCH, ignore_conflicts=True)
    made = list(DuplicatePair.objects.in_bulk([pair.uuid for pair in found], field_name="uuid").values())
    events.write(events.entry(pair, "found", by=None, facts={"score": pair.score}) for pair in made)
    return made


def _worth_comparing(changed_since: datetime.datetime | None) -> Iterator[tuple[Record, Record]]:
    """Each pair that shares a key, once, the lower key first."""
    compared = set()
    for block in _blocks():
        for one, other in combinations(block, 2):
            if changed_since and max(one.recorded_at, other.recorded_at) < changed_since:
                continue
            if (one.pk, other.pk) not in compared:
                compared.add((one.pk, other.pk))
                yield one, other


def _blocks() -> Iterable[list[Record]]:
    people = Person.objects.order_by("pk").values_list(*Record._fields).iterator(chunk_size=BATCH)
    blocks: dict[tuple, list[Record]] = defaultdict(list)
    for record in map(Record._make, people):
        for key in record.keys:
            blocks[key].append(record)
    return (block for block in blocks.values() if 1 < len(block) <= LARGEST_BLOCK)
