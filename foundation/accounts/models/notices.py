"""What users are told: in the product, and how they choose to be told."""

from django.db import models
from django.db.models import Q

from ..querysets import NoticeQuerySet
from .users import User


class Notice(models.Model):
    """One line told to one user, shown inside the product until read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-told_at"], name="notice_of_user")]

    def __str__(self) -> str:
        return self.text


class ToldAbout(models.Model):
    """How a user wants to be told of one topic, where they chose something of their own (see `topics`)."""

    class How(models.TextChoices):
        EACH = "each", "Each time"
        DAILY = "daily", "In one mail a day"
        NOT = "not", "Not at all"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="told_about")
    topic = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=How.choices)

    class Meta:
        ordering = ["user", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_choice_of_a_topic"),
            models.CheckConstraint(condition=Q(how__in=["each", "daily", "not"]), name="told_about_known"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_how_display().lower()}"
