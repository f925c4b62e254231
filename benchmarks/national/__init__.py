"""A seeded nation: N people over ten years and all hubs and areas, written by sets (speed: Data).

Each has two referrals, about twenty marks, six milestones claimed and fifteen events, with the releases, recalls,
supervision, offences, jobs, homes, treatment, checks and forms that the indicators read; some of it recorded late, some
put right since. The same seed and day give the same rows on both engines.
"""

import datetime
from collections import Counter

from django.db import connection
from django.utils import timezone

from .bare import bare
from .dialect import Dialect
from .hubs import about_hubs, slots_a_week
from .lives import drop_scratch, write_lives
from .pathways import about_pathways
from .people import about_people
from .referrals import about_referrals
from .rows import lay_aside, write
from .staff import gather_staff, write_names

DAYS = 3653  # ten years
PROVEN = 1_000  # people up to whom foreign keys are proven too
KEYS = 40  # more than any table has of a person: what is laid aside takes keys above all of them


def gather_nation(count: int, *, seed: int = 1, until: datetime.date | None = None) -> dict[str, int]:
    """Fill a migrated database, with the lists of `load_reference` and nobody in it, with `count` people.

    until: today, by default; nothing that has happened lies after it. Returns how many rows each table has. Raises
    ValueError where the lists are not as they were loaded.
    """
    until = until or timezone.localdate()
    first = until - datetime.timedelta(days=DAYS)
    first -= datetime.timedelta(days=first.weekday())  # weeks begin on Mondays
    last = (until - first).days
    staff = gather_staff()
    dialect = Dialect(connection.vendor, first, seed)
    declared = [
        *about_people(dialect, last, staff),
        *about_referrals(dialect, last, staff),
        *about_hubs(dialect, last, staff, slots_a_week(count, last, staff)),
        *about_pathways(dialect, last, staff),
    ]
    written: Counter[str] = Counter()
    with bare(list({rows.model: None for rows in declared}), proving=count <= PROVEN):
        write_names(seed)
        write_lives(dialect, count, last, staff)
        for rows in declared:
            written[rows.model._meta.db_table] += write(rows, dialect, last)
        for rows in {rows.model: rows for rows in declared if rows.corrected}.values():
            written[rows.model._meta.db_table] += lay_aside(rows, dialect, KEYS * (count + 1))
        drop_scratch()
    return dict(written)
