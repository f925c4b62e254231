"""The sample of ordinary claims that somebody must verify, drawn by lot for each hub and month."""

from django.db import models
from django.db.models import Q

from ..querysets import DrawQuerySet


class SampleRate(models.Model):
    """How much is drawn from a month on: so many of a hundred ordinary claims, at least so many of a hub and month."""

    since = models.DateField(unique=True)
    percent = models.PositiveSmallIntegerField()
    at_least = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_sample_is_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} in 100, at least {self.at_least}, from {self.since}"


class Draw(models.Model):
    """The lots of one hub's month: with the seed anybody can work out again which claims are drawn.

    `month` is its first day. `filled_up_at`: when the month was over and as many were drawn as the rate asks for at
    least.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    seed = models.CharField(max_length=32)
    percent = models.PositiveSmallIntegerField()
    at_least = models.PositiveSmallIntegerField()
    filled_up_at = models.DateTimeField(null=True, blank=True)

    objects = DrawQuerySet.as_manager()
    ordinary: int  # claims of the month, and how many of them were drawn; set where they are shown
    drawn: int

    class Meta:
        ordering = ["-month", "team__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="one_draw_of_a_hubs_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_draw_is_of_a_month"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_draw_is_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.month:%B %Y}"
