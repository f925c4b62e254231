"""What hub and referrer ask and tell each other, and what the hub looked at again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Question(models.Model):
    """One question of the hub to the referrer, and its answer. Those asked together share `asked_at`.

    The words stay here and not in the event log, so that they can be erased with the person.
    """

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("question", max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answer_with_its_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} on {self.referral_id}"


class Review(models.Model):
    """What was looked at when a referral on a waiting list, on hold or under way was reviewed."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said = models.TextField("what was reviewed", max_length=4000)
    state = models.CharField(max_length=30)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-id"]

    def __str__(self) -> str:
        return f"review {self.pk} of {self.referral_id}"


class Reasoning(models.Model):
    """Why a verb was done, in somebody's words: resumed, reopened, reconsidered, held.

    The event of the verb names this row in `facts["reasoning"]`; the words stay here, so that they can be erased with
    the person while the log stays whole.
    """

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="reasonings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    words = models.TextField(max_length=2000)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="reasoning_says_something")]

    def __str__(self) -> str:
        return f"why {self.verb} of {self.referral_id}"
