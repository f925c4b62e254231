"""Reading wishes for reminders, and the reminders themselves."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ReminderWishQuerySet(models.QuerySet):
    def standing(self) -> "ReminderWishQuerySet":
        """Those that have not ended."""
        return self.filter(stopped_on=None)


class ReminderQuerySet(models.QuerySet):
    """Reminders, by what became of them."""

    def visible_to(self, user: "User") -> "ReminderQuerySet":
        """Those about bookings that the user may see."""
        if not user.may(Permission.RUN_SESSIONS):
            return self.none()
        bookings = apps.get_model("hubs.Booking")._default_manager.visible_to(user)
        return self.filter(Exists(bookings.filter(pk=OuterRef("booking"))))

    def told(self) -> "ReminderQuerySet":
        """Those that have gone out, or are going out at this moment."""
        return self.filter(models.Q(state="sent") | models.Q(claim__isnull=False))

    def due(self) -> "ReminderQuerySet":
        """To be sent now, those that waited longest first."""
        return self.filter(state="queued", next_try_at__lte=timezone.now()).order_by("next_try_at", "id")

    def troubled(self) -> "ReminderQuerySet":
        """Given up, or waiting after a failure; the latest first."""
        failing = models.Q(state="queued") & ~models.Q(last_error="")
        return self.filter(models.Q(state="failed") | failing).order_by("-written_at", "-id")
