"""Reading import files: scope first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission

from .states import FileState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ImportFileQuerySet(models.QuerySet):
    """Import files."""

    def visible_to(self, user: "User") -> "ImportFileQuerySet":
        """Files that somebody of the user's organisation uploaded; those from the command line are nobody's."""
        if not user.may(Permission.IMPORT_FILES):
            return self.none()
        return self.filter(uploaded_by__organisation=user.organisation_id)

    def of_kinds(self, kinds: Sequence[str]) -> "ImportFileQuerySet":
        """Files of these imports."""
        return self.filter(what__in=kinds)

    def committed_before(self, what: str, sha256: str) -> "ImportFileQuerySet":
        """Earlier imports of exactly this file."""
        return self.filter(what=what, sha256=sha256, state=FileState.COMMITTED)

    def with_uploader(self) -> "ImportFileQuerySet":
        return self.select_related("uploaded_by")
