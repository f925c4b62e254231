"""The rollup: what the engine counted, kept, and the marks of what has changed since (issue: Rollups).

None of it is a fact. All of it can be thrown away: the next reader counts again.
"""

from django.db import models
from django.db.models import Q

NOWHERE = 0  # no key of a place: those who have none
STOP, CENSORED = "stop", "censored"


class KeptQuarter(models.Model):
    """The counts of one indicator in one quarter, at every place of a family: as at today, or as at the latest end of
    a month, by which controlled reports are read.

    They are those as at a day, of the offence data that reached to `offences_to`, as one version of the code counted
    them; `as_at` None: something they rest on has changed, or they were never counted. is_settled: as at any later day
    they are the same, unless a fact changes. turn: steps whenever they are counted again or doubted, so that nobody
    keeps what was counted before somebody else's doubt.
    """

    specification = models.CharField(max_length=10)
    indicator = models.CharField(max_length=60)
    family = models.CharField(max_length=4)
    quarter = models.PositiveSmallIntegerField()
    at_month_end = models.BooleanField(default=False)
    as_at = models.DateField(null=True)
    is_settled = models.BooleanField(default=False)
    offences_to = models.DateField(null=True)
    code_version = models.CharField(max_length=40, default="")
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "indicator", "family", "quarter", "at_month_end"],
                name="a_quarter_is_kept_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.family}, {self.quarter}"


class DoubtedPlace(models.Model):
    """A place, or `NOWHERE`, whose counts in a kept quarter may have changed, where those of other places have not."""

    kept = models.ForeignKey(KeptQuarter, on_delete=models.CASCADE, related_name="doubted")
    place = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "place"], name="a_place_is_doubted_once")]

    def __str__(self) -> str:
        return f"{self.kept_id}, {self.place}"


class Bucket(models.Model):
    """How many rows of a kept quarter are in one part at one place; `place` None: of those who have none.

    Of what is followed, the part `STOP` too: how many were followed for `reason` days, to the event or, where `of` says
    `CENSORED`, not.
    """

    kept = models.ForeignKey(KeptQuarter, on_delete=models.CASCADE, related_name="buckets")
    place = models.BigIntegerField(null=True)
    part = models.CharField(max_length=10)
    reason = models.CharField(max_length=40)
    of = models.CharField(max_length=40, default="")
    number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.place}, {self.part} {self.reason} {self.of}: {self.number}"


class Mark(models.Model):
    """That a row of a table which figures rest on was written, changed or deleted; the database itself leaves it.

    It holds what is needed to find the figures that the row moves, before the change or after it: whom it is about, a
    day on which it is counted itself, its session. With none of them, any figure that the table reaches may have moved.
    Two marks may say the same. A writer that left none because another's said it already would be forgotten by a
    reader who takes that one away before the writer commits.
    """

    source = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    session_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["source"],
                condition=Q(person_id=None, day=None, session_id=None),
                name="mark_of_a_table",
            )
        ]

    def __str__(self) -> str:
        return self.source
