"""What was agreed to be reached: a figure for a place, a measure and a period."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..delivery import DeliveryLine
from ..querysets import TargetQuerySet

# A change of a score (`score` among the units of indicators) can be a fall that is wished for: less anxious by 0.5.
_IS_A_CHANGE = Q(measure__startswith="wellbeing-change-")
PLACES = ("contract_area", "hub", "area")


def _one_place() -> Q:
    """Exactly one of the three is named."""
    either = Q()
    for named in PLACES:
        either |= Q(**{f"{place}__isnull": place != named for place in PLACES})
    return either


class Target(Fact):
    """The target of a measure at one place in one period, and the floor below which it must not fall, if there is one.

    measure: the slug of an indicator, or a delivery line. period: 2025-06, 2025-Q2 or 2025/26. A share is a fraction, a
    delivery line a count, another indicator is in its own unit. (files: targets)
    """

    contract_area = models.ForeignKey(
        "people.ContractArea", null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    hub = models.ForeignKey(
        "hubs.Hub", null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    area = models.ForeignKey(
        "people.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    measure = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    target = models.DecimalField(max_digits=12, decimal_places=6)
    floor = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)

    objects = CurrentManager.from_queryset(TargetQuerySet)()

    class Meta:
        ordering = ["-period", "contract_area__name", "hub__name", "area__name", "measure", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=_one_place(), name="a_target_has_one_place"),
            models.CheckConstraint(condition=~Q(measure="") & ~Q(period=""), name="a_target_is_of_something"),
            models.CheckConstraint(
                condition=_IS_A_CHANGE | (Q(target__gte=0) & (Q(floor=None) | Q(floor__gte=0))),
                name="only_a_change_of_a_score_may_be_negative",
            ),
            *(
                models.UniqueConstraint(
                    fields=[place, "measure", "period"],
                    condition=CURRENT & Q(**{f"{place}__isnull": False}),
                    name=f"one_target_of_a_{place}",
                )
                for place in PLACES
            ),
        ]
        indexes = [models.Index(fields=["period", "measure", "superseded_at"], name="target_of_period")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.place}, {self.period}"

    @property
    def place(self):
        """The contract area, hub or area it is for."""
        return self.contract_area or self.hub or self.area

    @property
    def is_delivery_line(self) -> bool:
        """Whether it is a count of the contract; else its measure is an indicator."""
        return self.measure in DeliveryLine.values
