"""What staff write about a person: contacts and notes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.lifecycle import triggers

from ..querysets import NoteQuerySet


class Note(models.Model):
    """A note, or a contact: a note of a meeting, call, visit or message, with whom it was.

    Nothing of it is ever changed or deleted: who puts one right writes another that `corrects` it and says why, and
    both are shown. `person` alone follows a merge. `team` is the one in whose name it was written. A sensitive one is
    read by that team and by the team that holds the person. (domain: Timeline; trust: threats)
    """

    class How(models.TextChoices):
        MEETING = "meeting", "Meeting"
        VISIT = "visit", "Visit"
        PHONE = "phone", "Phone call"
        VIDEO = "video", "Video call"
        TEXT = "text", "Text message"
        MAIL = "mail", "E-mail"
        LETTER = "letter", "Letter"

    class WithWhom(models.TextChoices):
        PERSON = "person", "The person"
        FAMILY = "family", "Their family or a friend"
        PROFESSIONAL = "professional", "Another professional"
        OTHER = "other", "Somebody else"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notes")
    how = models.CharField("how, for a contact", max_length=10, choices=How.choices, blank=True)
    with_whom = models.CharField(max_length=15, choices=WithWhom.choices, blank=True)
    with_name = models.CharField("who that is, if not the person", max_length=120, blank=True)
    was_reached = models.BooleanField(null=True)
    about = models.CharField("what it was about", max_length=120, blank=True)
    on_day = models.DateField()
    at_time = models.TimeField(null=True, blank=True)
    text = models.TextField("what was said, seen or done", max_length=4000, blank=True)
    is_sensitive = models.BooleanField(default=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by_note"
    )
    why = models.CharField("why it was corrected", max_length=200, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "contact or note"
        verbose_name_plural = "contacts and notes"
        ordering = ["-on_day", "-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how="", with_whom="", with_name="", was_reached=None)
                | (~Q(how="") & ~Q(with_whom="") & Q(was_reached__isnull=False)),
                name="note_is_a_contact_in_full_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(was_reached__isnull=False, was_reached=False),
                name="note_says_something",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, why="") | (Q(corrects__isnull=False) & ~Q(why="")),
                name="note_corrected_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "-on_day"], name="note_of_person")]

    def __str__(self) -> str:
        return f"{self.title} of {self.on_day}"

    @property
    def is_contact(self) -> bool:
        return bool(self.how)

    @property
    def effective_on(self):
        return self.on_day

    @property
    def title(self) -> str:
        """Phone call; Tried to reach by visit; Note."""
        if not self.how:
            return "Note"
        how = self.get_how_display()
        return how if self.was_reached else f"Not reached: {how.lower()}"


MOVES = "person"  # the one field that changes, when two records are merged
_KEPT = [str(field.column) for field in Note._meta.concrete_fields if field.name != MOVES]
triggers.register(*triggers.append_only("people_note", columns=_KEPT))
