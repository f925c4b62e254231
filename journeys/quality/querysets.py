"""Reading samples and their records: scope first."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class QualitySampleQuerySet(models.QuerySet):
    """Samples of hubs."""

    def visible_to(self, user: "User") -> "QualitySampleQuerySet":
        """Of the hubs the user works at or looks after, for those who read for quality."""
        if not user.may(Permission.READ_QUALITY):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)


class SampledRecordQuerySet(models.QuerySet):
    """Records drawn."""

    def visible_to(self, user: "User") -> "SampledRecordQuerySet":
        """Of those samples, about people not hidden from the user: a hidden one is not even counted."""
        if not user.may(Permission.READ_QUALITY):
            return self.none()
        people = apps.get_model("people.Person")._default_manager.not_hidden_from(user)
        return self.filter(
            Exists(people.filter(pk=OuterRef("referral__person"))), sample__hub__team__in=user.team_ids
        )

    def with_own(self, user: "User") -> "SampledRecordQuerySet":
        """`is_own`: the user is, or has been, the key worker."""
        versions = apps.get_model("referrals.Referral")._base_manager.filter(
            uuid=OuterRef("referral__uuid"), key_worker=user
        )
        return self.annotate(is_own=Exists(versions))
