"""Whose the days of the waits were, for the page of F3: referrer, hub, custody or person (outcomes: F3; section 3).

It stands beside the indicator, is in no file of figures, and follows the same rules of control: means and shares rest
on 30 referrals or more, and are whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, When

from foundation.lifecycle.dates import ONE_DAY, LondonDay
from referrals.models import Referral
from referrals.waits import Span, Split, split_each

from . import engine
from .disclosure import RATE_FROM
from .indicators import Indicator
from .moments import KEY, ReportMoment
from .periods import Period
from .places import ReportPlace


@dataclass(frozen=True)
class WaitSplit:
    """The working days of some referrals' waits, added up, by whose they were."""

    referrals: int
    days: Split

    @property
    def shares(self) -> Mapping[str, float]:
        """The share of all days that were each one's; nothing when nobody waited a day."""
        total = self.days.total
        return {whose: days / total for whose, days in self.days.parts.items()} if total else {}

    @property
    def means(self) -> Mapping[str, float]:
        """The mean working days of a referral that were each one's."""
        return {whose: days / self.referrals for whose, days in self.days.parts.items()}


def split_of(
    indicator: Indicator, place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool
) -> WaitSplit | None:
    """The split of a place and period, in five queries at any size; None for nobody, and after control under 30."""
    if at.as_at < indicator.matures_on(period.ends_on):
        return None
    rows = engine.followed(indicator, place.family, at, period.quarters, place.only)
    accepted = When(
        decision=Referral.Decision.ACCEPTED, decided_at__lte=at.day_ends, then=LondonDay("decided_at")
    )
    told = rows.annotate(key=KEY, submitted_on=indicator.index.day, accepted_on=Case(accepted)).values_list(
        "key", "person_id", "hub_id", "submitted_on", "stop", "accepted_on"
    )
    spans = [
        Span(key, person, hub, submitted, submitted + ONE_DAY * (stop // 2), accepted_on)
        for key, person, hub, submitted, stop, accepted_on in told.order_by()
    ]
    if not spans or (len(spans) < RATE_FROM and not internal):
        return None
    known = Referral.objects.filter(pk__in=rows.order_by().annotate(key=KEY).values("key"))
    return WaitSplit(len(spans), sum(split_each(spans, known, at).values(), Split()))
