"""A published figure that a report may be held against."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import BenchmarkQuerySet


class Benchmark(Fact):
    """One published figure with its source: of an indicator, a population, a place and a period.

    same_definition: it counts the same people in the same way as the indicator; else it is told, and never compared.
    Without a figure it is one that is expected to be entered by hand. (outcomes: Benchmarks to ship)
    """

    indicator = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    population = models.CharField(max_length=200)
    place = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    figure = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    same_definition = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    objects = CurrentManager.from_queryset(BenchmarkQuerySet)()

    class Meta:
        ordering = ["indicator", "name", "place", "-ends_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(same_definition=False)
                | Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on"), figure__isnull=False),
                name="what_is_compared_is_of_a_period",
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(name=""), name="a_benchmark_has_a_source"),
            models.UniqueConstraint(
                fields=["indicator", "name", "place", "starts_on", "ends_on"],
                condition=CURRENT,
                name="one_benchmark_of_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}"

    @property
    def is_entered_by_hand(self) -> bool:
        """Whether its figure may be entered or put right; what is compared comes with the list."""
        return not self.same_definition
