"""Reading targets."""

from django.db import models

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
