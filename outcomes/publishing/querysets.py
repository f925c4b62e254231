"""Snapshots by who reads them and where they stand."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission

from .states import EVER_PUBLISHED, IN_THE_MAKING, SnapshotState


class SnapshotQuerySet(models.QuerySet):
    """Snapshots of reports."""

    def open_to(self, user: Any) -> "SnapshotQuerySet":
        """What was ever published is open to whoever reads outcomes; drafts are to those who publish."""
        return self if user.may(Permission.PUBLISH_OUTCOMES) else self.ever_published()

    def ever_published(self) -> "SnapshotQuerySet":
        """Published now or once: a reader may still hold what was corrected or withdrawn."""
        return self.filter(state__in=EVER_PUBLISHED)

    def standing(self) -> "SnapshotQuerySet":
        """Published, neither replaced nor withdrawn."""
        return self.filter(state=SnapshotState.PUBLISHED)

    def taken_back(self) -> "SnapshotQuerySet":
        """Published once, and withdrawn or replaced by a correction since."""
        return self.filter(state__in=(SnapshotState.WITHDRAWN, SnapshotState.CORRECTED))

    def in_the_making(self) -> "SnapshotQuerySet":
        """Asked for, and not yet decided on."""
        return self.filter(state__in=IN_THE_MAKING)

    def of(self, kind: str, place: str, period: str | None = None) -> "SnapshotQuerySet":
        """Of one place, and of one period by its label when named."""
        found = self.filter(kind=kind, place=place)
        return found if period is None else found.filter(period=period)

    def fitting(self, **wanted: Any) -> "SnapshotQuerySet":
        """Those whose fields have these values."""
        return self.filter(**wanted)

    def with_actors(self) -> "SnapshotQuerySet":
        """With those who asked for, published and withdrew each, and what it corrects."""
        return self.select_related("asked_by", "published_by", "withdrawn_by", "corrects")

    def with_content(self) -> "SnapshotQuerySet":
        """With what each holds, in the order in which they were published."""
        return self.select_related("content").order_by("turn")

    def with_counts(self) -> "SnapshotQuerySet":
        """With what the guard judges by, and nothing else of what each holds, in the order of publication."""
        return self.with_content().defer("content__report", "content__definitions", "content__withheld")

    def that_count(self, periods: Iterable[str]) -> "SnapshotQuerySet":
        """Those that tell a number of any of these periods, by their labels: a report tells of earlier ones than its
        own too. One that only names such a label may be among them.
        """
        of_any = (Q(content__counted__contains=f'"{label}"') for label in sorted(periods))
        return self.filter(reduce(or_, of_any, Q(pk__in=())))

    def latest_first(self) -> "SnapshotQuerySet":
        """The one asked for last comes first."""
        return self.order_by("-asked_at", "-pk")


class SuppressionQuerySet(models.QuerySet):
    """The log of what disclosure control hid."""

    def fitting(self, place: str = "", period: str = "", why: str = "") -> "SuppressionQuerySet":
        """Of a place, a period and a reason, where they are given."""
        wanted = {"snapshot__place": place, "snapshot__period": period, "why": why}
        return self.filter(Q(**{name: value for name, value in wanted.items() if value}))

    def latest_first(self) -> "SuppressionQuerySet":
        """With the snapshots, the newest control first."""
        return self.select_related("snapshot").order_by("-pk")
