"""Reading targets and published figures."""

from django.db import models
from django.db.models.lookups import IsNull

from .delivery import DeliveryLine


class TargetQuerySet(models.QuerySet):
    """Targets, by place, measure and period."""

    def with_places(self) -> "TargetQuerySet":
        return self.select_related("contract_area", "hub", "area")

    def of(self, *measures: str) -> "TargetQuerySet":
        """Of these indicators or delivery lines."""
        return self.filter(measure__in=measures)

    def of_delivery(self) -> "TargetQuerySet":
        """Counts of the contract, whatever the line."""
        return self.of(*DeliveryLine.values)

    def during(self, *periods: str) -> "TargetQuerySet":
        """For exactly these periods, by their labels: 2025-06, 2025-Q2, 2025/26."""
        return self.filter(period__in=periods)

    def fitting(self, **wanted: object) -> "TargetQuerySet":
        """Those whose fields have these values."""
        return self.filter(**wanted)

    def latest_first(self) -> "TargetQuerySet":
        """By period, then place and measure."""
        return self.order_by("-period", "contract_area__name", "hub__name", "area__name", "measure", "pk")


class BenchmarkQuerySet(models.QuerySet):
    """Published figures, by indicator and by name."""

    def of(self, *indicators: str) -> "BenchmarkQuerySet":
        return self.filter(indicator__in=indicators)

    def named(self, *names: str) -> "BenchmarkQuerySet":
        return self.filter(name__in=names)

    def that_may_be_compared(self) -> "BenchmarkQuerySet":
        """Those that count the same people in the same way as their indicator."""
        return self.filter(same_definition=True)

    def beside(self, benchmark: models.Model) -> "BenchmarkQuerySet":
        """The others of the same indicator, name and place."""
        same = {name: getattr(benchmark, name) for name in ("indicator", "name", "place")}
        return self.filter(**same).exclude(pk=benchmark.pk)

    def of_period(self, starts_on: object, ends_on: object) -> "BenchmarkQuerySet":
        return self.filter(starts_on=starts_on, ends_on=ends_on)

    def by_indicator(self) -> "BenchmarkQuerySet":
        """What is still to be entered, then by indicator, name and place, the newest period first."""
        missing = IsNull(models.F("figure"), True)
        return self.order_by(
            missing.desc(), "indicator", "name", "place", models.F("ends_on").desc(nulls_first=True), "pk"
        )

    def oldest_first(self) -> "BenchmarkQuerySet":
        return self.order_by("starts_on", "place", "pk")

    def names(self) -> list[str]:
        """The names that figures are entered under by hand."""
        return list(
            self.filter(same_definition=False).order_by("name").values_list("name", flat=True).distinct()
        )
