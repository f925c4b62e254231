"""How many months after its day each fact came to be known (outcomes: section 4, Data quality).

Counted are the answers of checks, on the day they are about, and the spells of work, home and treatment, on the day
they began. Each is known from the first record that says so: a later correction does not make it late.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from foundation.lifecycle.dates import LondonDay, Month, month_of, month_start, quarter_of
from foundation.lifecycle.facts import Fact
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import Index, Part
from outcomes.indicators.known import NOT_KNOWN
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import hub_on_release
from pathways.models import Check, Spell

from .joined import Joined

MONTHS, DELAYS = 9, 6  # months of events shown, and months later to which they are followed
KNOWN = "known"  # the part of all of them: in which month they came to be known, and of which month they are


def last_month(period: Period, at: ReportMoment) -> int:
    """The last month that is shown in the report of a period."""
    return min(month_of(period.ends_on), month_of(at.as_at))


def quarters_shown(period: Period, at: ReportMoment) -> range:
    """The quarters in which the months shown lie."""
    last = last_month(period, at)
    return range(quarter_of(month_start(last - MONTHS + 1)), quarter_of(month_start(last)) + 1)


def _code(at: ReportMoment) -> Joined:
    return Joined(*(Cast(Month(day), CharField()) for day in (F("index_on"), LondonDay("known_from"))))


def _says(code: str) -> Iterator[Part]:
    of, _, known = code.partition("|")
    yield Part(KNOWN, known, of)


def _answers(at: ReportMoment) -> QuerySet:
    """The checks that have an answer."""
    answered = ~Q(answer__in=NOT_KNOWN)
    return (
        at.known(Check)
        .filter(answered, point_on__lte=at.as_at)
        .alias(known_from=_known_from(Check, answered))
    )


def _spells(at: ReportMoment) -> QuerySet:
    return at.known(Spell).filter(started_on__lte=at.as_at).alias(known_from=_known_from(Spell, Q()))


def _known_from(model: type[Fact], says: Q) -> Coalesce:
    """When it was first recorded, by the earliest of its versions that says so."""
    versions: Any = model.versions  # of an abstract model: its lookups cannot be checked
    earlier = versions.filter(says, version_of=Coalesce(OuterRef("version_of_id"), OuterRef("pk")))
    return Coalesce(Subquery(earlier.order_by("recorded_at").values("recorded_at")[:1]), F("recorded_at"))


def _facts(
    name: str, title: str, model: type[Fact], on: str, rows: Callable[[ReportMoment], QuerySet]
) -> Indicator:
    """Facts as the engine places them: at the area, or the hub, that the person had on their day."""
    return Indicator(
        slug=name, id="", title=title, why="", index_date="", denominator="", numerator="", notes="", parts={},
        index=Index(name, model, on, F(on), hub_on_release), rows=rows, code=_code, says=_says,
    )  # fmt: skip


ANSWERS = _facts("check answered", "Answers of checks", Check, "point_on", _answers)
SPELLS = _facts("spell begun", "Spells of work, home and treatment", Spell, "started_on", _spells)
