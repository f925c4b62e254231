"""What happens to notices."""

from django.utils import timezone

from .models import Notice


def read_notice(notice: Notice) -> None:
    """Remember when its user first opened it."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
