"""What verifiers found out about claims and attendance that looked unusual."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import ExplanationQuerySet


class Explanation(models.Model):
    """What a verifier found out about something unusual: `rule` found it, `about` is the key of what it found.

    Of a claim or a booking, as the rule says; no foreign key, since rules look at different things.
    """

    rule = models.CharField(max_length=30)
    about = models.BigIntegerField()
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "about"], name="one_explanation_of_a_finding"),
            models.CheckConstraint(condition=~Q(text=""), name="an_explanation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.about}"
