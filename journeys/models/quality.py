"""The case-quality sample: which records were drawn, who read them, and how each question was scored."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle import triggers

from ..quality import rules
from ..quality.querysets import QualitySampleQuerySet, SampledRecordQuerySet


class QualitySample(models.Model):
    """The records of one hub and month that two people read; seed and moment say how they were drawn.

    Whoever has both can draw again and finds the same records (`quality.drawing`). `questions` is the version of the
    list they are read by. (domain: Case-quality sample)
    """

    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    month = models.DateField("first day of the month")
    seed = models.CharField(max_length=64)
    questions = models.PositiveSmallIntegerField("version of the questions")
    drawn_at = models.DateTimeField()

    objects = QualitySampleQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "hub__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "month"], name="one_quality_sample_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.hub}, {self.month:%B %Y}"


class SampledRecord(models.Model):
    """One record of a sample. Two different people read it, and nobody who was ever its key worker: database rules."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sample = models.ForeignKey(QualitySample, on_delete=models.PROTECT, related_name="records")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    key_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_read_at = models.DateTimeField(null=True)
    first_remark = models.CharField(max_length=500, blank=True)
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_read_at = models.DateTimeField(null=True)
    second_remark = models.CharField(max_length=500, blank=True)

    is_own: bool  # there after `with_own()`

    objects = SampledRecordQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "referral"], name="a_record_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(second_reader=None) | ~Q(second_reader=F("first_reader")),
                name="two_different_readers",
            ),
            models.CheckConstraint(
                condition=Q(key_worker=None)
                | (Q(first_reader=None) | ~Q(first_reader=F("key_worker")))
                & (Q(second_reader=None) | ~Q(second_reader=F("key_worker"))),
                name="no_key_worker_reads_the_own_record",
            ),
            models.CheckConstraint(
                condition=Q(first_reader=None, first_read_at=None)
                | Q(first_reader__isnull=False, first_read_at__isnull=False),
                name="first_reader_and_when",
            ),
            models.CheckConstraint(
                condition=Q(second_reader=None, second_read_at=None)
                | Q(second_reader__isnull=False, second_read_at__isnull=False, first_reader__isnull=False),
                name="second_reader_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"record {self.pk} of {self.sample_id}"

    @property
    def is_read_twice(self) -> bool:
        return self.second_reader_id is not None

    def was_read_by(self, user) -> bool:
        """The user is one of its two readers."""
        return user.pk in (self.first_reader_id, self.second_reader_id)


class QualityAnswer(models.Model):
    """How one of the two readers answered one question. `reader` is 1 or 2, as the record names them."""

    class Score(models.TextChoices):
        MET = "met", "Yes"
        PARTLY = "partly", "In part"
        NOT_MET = "not_met", "No"
        NOT_ASKED = "not_asked", "Does not apply to this record"

    WORTH: ClassVar[dict[str, float]] = {Score.MET: 1.0, Score.PARTLY: 0.5, Score.NOT_MET: 0.0}

    record = models.ForeignKey(SampledRecord, on_delete=models.PROTECT, related_name="answers")
    reader = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=30)
    score = models.CharField(max_length=10, choices=Score.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "reader", "question"], name="one_answer_of_a_reader_to_a_question"
            ),
            models.CheckConstraint(condition=Q(reader__in=[1, 2]), name="quality_reader_is_one_of_two"),
            models.CheckConstraint(
                condition=Q(score__in=["met", "partly", "not_met", "not_asked"]), name="quality_score_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.record_id}: {self.score}"


triggers.register(*rules.declared())
