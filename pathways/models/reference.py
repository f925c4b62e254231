"""Reference lists of pathways: accommodation codes with their validity, and occupations."""

import datetime

from django.db import models
from django.db.models import F, Q

from ..querysets import AccommodationCodeQuerySet

ALWAYS = datetime.date(1900, 1, 1)  # since before anybody's record begins


class AccommodationCode(models.Model):
    """One accommodation code with its class, as it was from a day until, not including, another.

    A spell keeps the code as it stood on its first day: a code that changes its class gets a version of its own.
    """

    code = models.CharField(max_length=6)
    label = models.CharField(max_length=80)
    settledness = models.CharField("class", max_length=20)
    housed_on_release_night = models.CharField(max_length=10)
    valid_from = models.DateField(default=ALWAYS)
    valid_until = models.DateField(null=True, blank=True)

    objects = AccommodationCodeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_accommodation_code_of_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="accommodation_code_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Occupation(models.Model):
    """A unit group of the Standard Occupational Classification 2020, within its sub-major group (list of the ONS)."""

    code = models.CharField(max_length=4, unique=True)
    title = models.CharField(max_length=120)
    group = models.CharField("sub-major group", max_length=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"
