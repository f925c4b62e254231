"""A day some time after the release at which something is asked, and who is left out of the answer (outcomes: E, A)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.lookups import GreaterThan

from foundation.lifecycle.dates import AddDays
from outcomes.moments import ReportMoment

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, UNKNOWN, Part, excluded
from .known import has_died_by, recalled_by
from .supervised import is_not_supervised


@dataclass(frozen=True)
class Point:
    """`after` gives the day as an expression over the day of release."""

    after: Callable[[Any], Any]

    @property
    def day(self) -> Any:
        """The day, over the index release."""
        return self.after(F("released_on"))

    @property
    def inside_subquery(self) -> Any:
        """The same day inside a subquery, where the index release is the outer row."""
        return self.after(OuterRef("released_on"))

    @property
    def day_before(self) -> Any:
        return AddDays(self.day, -1)

    def of_supervised(self, at: ReportMoment, answer: Any) -> Case:
        """The answer of everybody who counts at the point, else why not.

        Recall and death before it come first: they are settled however long the person was followed.
        """
        return Case(
            When(recalled_by(at, self.day_before), then=Value("recalled")),
            When(has_died_by(at, self.day_before), then=Value("died")),
            When(self.lies_ahead(at), then=Value("not_yet_followed")),
            When(is_not_supervised(at, self.inside_subquery), then=Value("not_supervised")),
            default=answer,
        )

    def lies_ahead(self, at: ReportMoment) -> Q:
        """Whether the release's own point is after the as-at date."""
        return Q(GreaterThan(self.day, Value(at.as_at)))


OF_SUPERVISED: Mapping[str, Part] = {
    "yes": EVENT,
    "no": NON_EVENT,
    "unknown": UNKNOWN,
    "not_supervised": excluded("not_supervised"),
    "out_of_scope": excluded("out_of_scope"),
    "recalled": excluded("recalled"),
    "died": excluded("died"),
    "not_yet_followed": excluded(NOT_YET_FOLLOWED),
}
EMPLOYED: Mapping[str, Part] = {
    **OF_SUPERVISED,
    "employed": EVENT,
    "self_employed": EVENT,
    "apprenticeship": EVENT,
    "not_employed": NON_EVENT,
    "education": NON_EVENT,
    "unavailable": excluded("unavailable_for_work"),
}
