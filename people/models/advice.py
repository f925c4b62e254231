"""What a person should and should not do at a hub."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact


class ActivityAdvice(Fact):
    """Activities recommended to a person, and those restricted, beside the risk levels (domain: Risk information)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="advice")
    recommended = models.CharField("recommended activities", max_length=500, blank=True)
    restricted = models.CharField("restricted activities", max_length=500, blank=True)
    source = models.CharField(max_length=120, blank=True)
    assessed_on = models.DateField()

    objects = CurrentManager()

    class Meta:
        verbose_name_plural = "activity advice"
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=CURRENT, name="one_advice_a_person"),
            models.CheckConstraint(
                condition=~Q(recommended="") | ~Q(restricted="") | Q(superseded_at__isnull=False),
                name="advice_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"assessed {self.assessed_on}"

    @property
    def effective_on(self):
        return self.assessed_on
