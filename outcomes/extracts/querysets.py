"""Reading which extracts were made."""

from django.db import models

from foundation.accounts.roles import Permission


class ExtractQuerySet(models.QuerySet):
    """Extracts, the newest first."""

    def visible_to(self, user) -> "ExtractQuerySet":
        """Every one for who reads the audit trail; else those that the user's own organisation took."""
        if user.may(Permission.READ_AUDIT):
            return self
        if not user.may(Permission.TAKE_EXTRACT):
            return self.none()
        return self.filter(taken_by__organisation=user.organisation_id)

    def with_taker(self) -> "ExtractQuerySet":
        return self.select_related("taken_by")
