"""The hash of the rows that a report rests on: which rows, in which version, counted as what (outcomes: Snapshot).

Two drafts with the same hash rest on the same rows; no key can be had back from it.
"""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import F, QuerySet, Value

from outcomes.engine import coded, placed
from outcomes.indicators import Indicator
from outcomes.moments import KEY
from outcomes.report import Report

CHUNK = 2000


def rows_hash(report: Report) -> str:
    """The SHA-256 over every index row of every indicator, in order of its key; one query an indicator."""
    found = sha256()
    for line in report.lines:
        found.update(line.indicator.slug.encode())
        for row in _rows(line.indicator, report):
            found.update(repr(row).encode())
    return found.hexdigest()


def _rows(indicator: Indicator, report: Report) -> Iterator[tuple]:
    """Key, version, quarter and code of each row; the key is that of the fact, whichever copy of it was known then."""
    place, at = report.place, report.moment
    rows = placed(indicator, place.family, at, report.period.quarters, place.only)
    rows = _told(indicator, rows, report).annotate(fact=KEY, version_at=F("recorded_at"))
    values = rows.order_by("fact", "pk").values_list("fact", "version_at", "quarter", "told")
    for fact, version_at, quarter, told in values.iterator(CHUNK):
        yield fact, version_at.isoformat(), quarter, str(told)


def _told(indicator: Indicator, rows: QuerySet, report: Report) -> QuerySet:
    """The rows with what each is counted as."""
    if indicator.change:
        return rows.annotate(told=indicator.change(report.moment))
    if indicator.code is None:
        return rows.annotate(told=Value(""))
    return coded(indicator, rows, report.moment).annotate(told=F("row_code"))
