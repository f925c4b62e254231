"""Figures of measures."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from outcomes.publishing.states import EVER_PUBLISHED


class PublishedFigureQuerySet(models.QuerySet):
    """What reports said of measures."""

    def of(self, measures: Iterable[Any]) -> "PublishedFigureQuerySet":
        """Of some measures, with the reports, the one published last coming last."""
        return self.filter(measure__in=measures).select_related("snapshot").order_by("snapshot__turn")

    def ever_published(self) -> "PublishedFigureQuerySet":
        return self.filter(snapshot__state__in=EVER_PUBLISHED)


class EnteredFigureQuerySet(models.QuerySet):
    """What partners entered."""

    def of(self, measures: Iterable[Any]) -> "EnteredFigureQuerySet":
        return self.filter(measure__in=measures).select_related("entered_by").order_by("period", "pk")
