"""The two dates of a report, and how far the offence data reached then (outcomes: Time)."""

import datetime
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.lifecycle.dates import end_of_london_day
from foundation.lifecycle.facts import Fact, Moment
from people.models import OffenceCoverage

# Which fact a row is a version of: the copy laid aside by a correction has a newer key than the row it copies.
KEY = Coalesce("version_of_id", "id")


@dataclass(frozen=True)
class ReportMoment(Moment):
    """A moment from which figures are worked out: facts effective by `as_at`, records made by `known_at`.

    `as_at` is never after the London day of `known_at`: what had not come to be known cannot have been followed.
    `offences_to`: the loaded offence data was complete for disposals up to then, as last said; None without any.
    `live`: everything is counted again from the facts, as an audit asks; the rollup is not read.
    """

    offences_to: datetime.date | None = None
    live: bool = False

    @property
    def day_ends(self) -> datetime.datetime:
        """The last moment of the as-at day."""
        return end_of_london_day(self.as_at)

    def same(self, model: type[Fact], reference: str) -> QuerySet:
        """The version known then of the fact that the outer row's foreign key names."""
        if self.known_at is None:
            return self.known(model).filter(pk=OuterRef(reference))
        return self.known(model).filter(Q(pk=OuterRef(reference)) | Q(version_of=OuterRef(reference)))


def report_moment(
    as_at: datetime.date, known_at: datetime.date | datetime.datetime | None = None, live: bool = False
) -> ReportMoment:
    """The moment of these two dates; known_at None is now, a day means its end. live: as of `ReportMoment`.

    What was last said then about how far the offence data reaches stands, even where more was said before: a reach
    named too far is put right by naming it again.
    """
    loaded = OffenceCoverage.objects.order_by("-recorded_at", "-id")
    if known_at is not None and not isinstance(known_at, datetime.datetime):
        known_at = end_of_london_day(known_at)
    if known_at is not None:
        as_at = min(as_at, timezone.localdate(known_at))
        loaded = loaded.filter(recorded_at__lte=known_at)
    return ReportMoment(as_at, known_at, loaded.values_list("covers_to", flat=True).first(), live)


def latest(facts: QuerySet, *order: str) -> QuerySet:
    """The facts with the one that decides first: by these fields, and the newest fact where they tie."""
    return facts.order_by(*(F(name.lstrip("-")).desc(nulls_last=True) for name in order), KEY.desc())
