"""How probable reoffending was held to be, by a published risk score, before it could be known."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact


class ExpectedReoffending(Fact):
    """The probability that somebody released on a day reoffends within a year, by a source; by import only.

    It is what a rate is held against where the people differ, and never a judgement of one of them: no page shows it.
    (files: expected)
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="expected_reoffending")
    released_on = models.DateField()
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    source = models.CharField(max_length=100)

    objects = CurrentManager()

    class Meta:
        ordering = ["released_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        verbose_name = "expected reoffending"
        verbose_name_plural = "expected reoffending"
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="expected_is_a_probability"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="expected_by_a_source"),
            models.UniqueConstraint(
                fields=["person", "released_on", "source"],
                condition=CURRENT,
                name="one_expected_of_a_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.released_on}, {self.source}"

    @property
    def effective_on(self):
        return self.released_on
