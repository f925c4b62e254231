"""What the measures stood at: taken from published reports, or entered by partners."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle import triggers
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets.figures import EnteredFigureQuerySet, PublishedFigureQuerySet
from ..rules import a_share_is_no_more_than_all
from .plan import Measure


class PublishedFigure(models.Model):
    """What a published report said of a measure's indicator: made when it is published, never changed.

    The numbers are the controlled ones that the report shows, in the indicator's unit; `value` is None where it shows
    none, and `unsaid` says why. maturity: provisional or final, as the report says it; "" without a number, and of
    figures that were taken before it was kept. That the report was corrected or withdrawn since, its snapshot says.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="published_figures")
    snapshot = models.ForeignKey("outcomes.Snapshot", on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    unsaid = models.CharField(max_length=300, blank=True)
    maturity = models.CharField(max_length=11, blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "snapshot"], name="one_figure_of_a_report"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, unsaid="") | (Q(value=None) & ~Q(unsaid="")),
                name="a_report_gives_a_figure_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} by {self.snapshot_id}"


class EnteredFigure(Fact):
    """A figure that a partner entered: of one measure and period, with its source; or why there is none.

    numerator, denominator: the counts behind a share, where the source has them.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="entered_figures")
    period = models.CharField(max_length=7)
    value = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    absent_because = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_on = models.DateField()

    objects = CurrentManager.from_queryset(EnteredFigureQuerySet)()

    class Meta:
        ordering = ["measure", "period", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period"], condition=CURRENT, name="one_entered_figure_of_a_period"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, absent_because="") | (Q(value=None) & ~Q(absent_because="")),
                name="a_partner_gives_a_figure_or_says_why_not",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="an_entered_figure_has_a_source"),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__gt=0, numerator__lte=F("denominator")),
                name="a_share_is_some_of_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}, {self.period}"


triggers.register(*triggers.append_only("partnership_publishedfigure"), *a_share_is_no_more_than_all())
