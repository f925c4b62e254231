"""The running number behind the references of a year."""

from django.db import models


class ReferenceCounter(models.Model):
    """How many references a year has given out; its row is the lock that keeps two from being the same."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
