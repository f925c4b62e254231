"""What is known about the person of an index row at a point (outcomes: What is known at a point).

Each function gives one expression over the index row. `day` is an expression that may name the row by OuterRef.
"""

import datetime
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from foundation.lifecycle.dates import AddDays
from outcomes.moments import ReportMoment, latest
from pathways.models import AccommodationCode, Check, Spell
from people.models import Person

NO_ANSWER = Value("unknown")
NOT_KNOWN = ("", Check.Answer.UNKNOWN)  # a check that is due, and one that nobody could answer
WORK = ("employed", "self_employed", "apprenticeship")


def answer(at: ReportMoment, name: str, day: Any) -> Subquery:
    """What the check of that name and date says; NULL without one or an answer, or when nobody knows."""
    return Subquery(_answered(at, name, day).values("answer")[:1])


def answer_about_work(at: ReportMoment, name: str, day: Any) -> Subquery:
    """The same; somebody who is left out as unavailable for work is "unavailable", as a spell of that code says."""
    unavailable = When(
        answer=Check.Answer.OUT_OF_SCOPE, reason=Check.UNAVAILABLE_FOR_WORK, then=Value("unavailable")
    )
    says = Case(unavailable, default=F("answer"))
    return Subquery(_answered(at, name, day).annotate(says=says).values("says")[:1])


def _answered(at: ReportMoment, name: str, day: Any) -> QuerySet:
    checks = at.known(Check).filter(person=OuterRef("person_id"), name=name, point_on=day)
    return latest(checks.exclude(answer__in=NOT_KNOWN))


def spells_covering(at: ReportMoment, kind: str, day: Any) -> QuerySet:
    """Spells of a kind that hold on the day: the end is the first day they no longer do."""
    return at.known(Spell).filter(
        Q(ended_on=None) | Q(ended_on__gt=day), person=OuterRef("person_id"), kind=kind, started_on__lte=day
    )


def code_of_home(column: Any) -> Subquery:
    """What the list of accommodation codes said of a home on its first day, over the home's row.

    column: the list's column, or an expression of it; NULL for a code that was not in the list then.
    """
    return Subquery(AccommodationCode.objects.of_spells().annotate(says=column).values("says")[:1])


def work(at: ReportMoment, day: Any) -> Subquery:
    """The employment code on the day; work wins where spells overlap, then the spell begun last."""
    works = Case(When(code__in=WORK, then=Value(1)), default=Value(0), output_field=IntegerField())
    covering = spells_covering(at, Spell.Kind.EMPLOYMENT, day).alias(works=works)
    return Subquery(latest(covering, "works", "started_on").values("code")[:1])


def died_on(at: ReportMoment) -> Subquery:
    """The day of death, when it had come."""
    return Subquery(at.same(Person, "person_id").filter(died_on__lte=at.as_at).values("died_on")[:1])


def has_died_by(at: ReportMoment, day: Any) -> LessThanOrEqual:
    """Whether the person had died on or before a day, an expression over the index row."""
    return LessThanOrEqual(died_on(at), day)


def recalled_by(at: ReportMoment, day: Any) -> Q:
    """Whether the index release had ended by recall on or before a day."""
    return Q(recalled_on__lte=day) & Q(recalled_on__lte=at.as_at)


def window_is_open(at: ReportMoment, days: int) -> Q:
    """Whether a release's own window of some days reaches beyond the as-at date."""
    return Q(released_on__gt=at.as_at - datetime.timedelta(days=days))


def after_release(days: int, *, inside_subquery: bool = False) -> AddDays:
    """The day some days after the index release; inside a subquery the index row is the outer one."""
    return AddDays(OuterRef("released_on") if inside_subquery else F("released_on"), days)


def is_not_matched(at: ReportMoment) -> Exists:
    """Whether the person could not be found on the Police National Computer."""
    return Exists(at.same(Person, "person_id").filter(pnc_matched=False))


def known_or(*expressions: Any) -> Coalesce:
    """The first that knows something, else "unknown"."""
    return Coalesce(*expressions, NO_ANSWER)
