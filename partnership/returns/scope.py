"""The returns a user may see, by address and in lists."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from outcomes.periods import Period

from ..models import Partner, Partnership, Return, ReturnLine
from ..querysets.returns import ReturnQuerySet


def return_open_to(user: Any, uuid: UUID) -> Return:
    """Raises Http404 for one that is not there or not the user's to see."""
    return get_object_or_404(Return.objects.visible_to(user).with_partner(), uuid=uuid)


def line_open_to(user: Any, uuid: UUID, measure: UUID) -> ReturnLine:
    """The line of a measure in a return. Raises Http404."""
    quarterly = return_open_to(user, uuid)
    found = quarterly.lines.select_related("measure__priority", "measure__owner")
    line = get_object_or_404(found, measure__uuid=measure)
    line.of = quarterly
    return line


def returns_open_to(user: Any) -> ReturnQuerySet:
    return Return.objects.visible_to(user).with_partner()


def returns_written_by(user: Any) -> ReturnQuerySet:
    """Those of the partners that the user writes for."""
    return Return.objects.filter(partner__in=Partner.objects.written_for_by(user)).with_partner()


def returns_until(user: Any, quarter: Period) -> ReturnQuerySet:
    """Of the partnerships that the user keeps: those of a quarter, and those of earlier ones that wait for partner or
    officer.
    """
    mine = Partnership.objects.kept_by(user)
    found = Return.objects.filter(partner__partnership__in=mine).of_period_or_left_from_before(quarter.label)
    return found.with_partner().select_related("submitted_by").order_by("period", "partner__name", "pk")


def partners_kept_by(user: Any, quarter: Period) -> list[Any]:
    """Every partner there is or was of the user's partnerships, with what the plan of the quarter says (`agreed`) and
    how many of its actions are overdue (`overdue`).
    """
    mine = Partner.objects.filter(partnership__in=Partnership.objects.kept_by(user))
    mine = mine.with_plan_during(quarter.starts_on, quarter.ends_on).with_overdue_actions(
        timezone.localdate()
    )
    return list(mine.select_related("partnership__team", "team"))


def quarters_open_to(user: Any) -> list[str]:
    """The labels of quarters that have a return the user may see, the latest first."""
    labels = Return.objects.visible_to(user).order_by().values_list("period", flat=True).distinct()
    return sorted(labels, reverse=True)
