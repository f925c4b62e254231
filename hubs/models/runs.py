"""That a key worker was told of absences one after the other."""

from django.db import models
from django.utils import timezone


class ToldRun(models.Model):
    """The key worker was told that `booking` was the third absence in a row at its hub; gone once it is so no more."""

    booking = models.OneToOneField("hubs.Booking", on_delete=models.PROTECT, related_name="told_run")
    told_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"run of absences told {self.told_at:%Y-%m-%d}"
