"""How often somebody asked."""

from django.db import models


class RequestCount(models.Model):
    """How often somebody (a user or a network address) asked within the window of one limit; of use until it ends.

    In the database, not in the cache, so that requests at the same moment are each counted. (trust: 7)
    """

    limit = models.CharField(max_length=60)
    who = models.CharField(max_length=100)
    ends_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["limit", "who"]
        constraints = [models.UniqueConstraint(fields=["limit", "who"], name="one_count_of_a_limit")]

    def __str__(self) -> str:
        return f"{self.limit}: {self.times}"
