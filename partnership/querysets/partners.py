"""Partnerships and partners, by whom they concern."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.accounts.roles import Permission


class PartnershipQuerySet(models.QuerySet):
    """Partnerships."""

    def visible_to(self, user: Any) -> "PartnershipQuerySet":
        """Those whose officer, partner or scrutineer the user is, by team; what is published needs no scope."""
        mine = Q(pk=None)
        if user.may(Permission.KEEP_PLAN):
            mine |= Q(team__in=user.team_ids)
        if user.may(Permission.WRITE_RETURN):
            mine |= Q(partners__in=apps.get_model("partnership", "Partner").objects.written_for_by(user))
        if user.may(Permission.ASK_QUESTION):
            mine |= Q(scrutiny__in=user.team_ids)
        return self.filter(mine).distinct()

    def kept_by(self, user: Any) -> "PartnershipQuerySet":
        """Those whose officer the user is."""
        if not user.may(Permission.KEEP_PLAN):
            return self.none()
        return self.filter(team__in=user.team_ids)

    def with_something_published(self) -> "PartnershipQuerySet":
        """Those that everybody can read something of: an adopted plan, or a pack."""
        adopted = Q(plans__versions__isnull=False)
        return self.filter(adopted | Q(packs__number__isnull=False)).distinct()

    def with_area(self) -> "PartnershipQuerySet":
        return self.select_related("area")


class PartnerQuerySet(models.QuerySet):
    """Partners."""

    def visible_to(self, user: Any) -> "PartnerQuerySet":
        """Every partner of the partnerships the user works in."""
        partnerships = apps.get_model("partnership", "Partnership").objects
        return self.filter(partnership__in=partnerships.visible_to(user))

    def written_for_by(self, user: Any) -> "PartnerQuerySet":
        """Those whose team the user is in and that take part today."""
        if not user.may(Permission.WRITE_RETURN):
            return self.none()
        return self.filter(team__in=user.team_ids).in_it_on(timezone.localdate())

    def in_it_on(self, day: datetime.date) -> "PartnerQuerySet":
        """Those that had joined and not left by the day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)

    def left_by(self, day: datetime.date) -> "PartnerQuerySet":
        return self.filter(left_on__lte=day)

    def with_plan_during(self, first: datetime.date, last: datetime.date) -> "PartnerQuerySet":
        """With what the plan that stands says, `agreed`, and its key, `agreed_plan`: of one that covers some of these
        days, of two the one that begins last; None of none.
        """
        versions = (
            apps.get_model("partnership", "PlanVersion").objects.standing().sharing_days_with(first, last)
        )
        theirs = versions.filter(plan__partnership=OuterRef("partnership")).order_by("-begins_on", "-pk")
        return self.annotate(
            agreed=Subquery(theirs.values("content")[:1]), agreed_plan=Subquery(theirs.values("plan")[:1])
        )

    def with_overdue_actions(self, day: datetime.date) -> "PartnerQuerySet":
        """With how many of its improvement actions are, `overdue`."""
        theirs = apps.get_model("partnership", "ImprovementAction").objects.filter(partner=OuterRef("pk"))
        counted = theirs.overdue_on(day).order_by().values("partner").annotate(number=Count("pk"))
        return self.annotate(overdue=Coalesce(Subquery(counted.values("number")), 0))

    def in_it_during(self, first: datetime.date, last: datetime.date) -> "PartnerQuerySet":
        """Those that took part on some day from the first to the last."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=first), joined_on__lte=last)
