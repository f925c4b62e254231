"""The returns a user may see, by address and in lists."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from outcomes.periods import Period

from ..models import Measure, Partner, Partnership, Plan, Return, ReturnLine
from ..querysets.returns import ReturnQuerySet


def return_open_to(user: Any, uuid: UUID) -> Return:
    """Raises Http404 for one that is not there or not the user's to see."""
    return get_object_or_404(Return.objects.visible_to(user).with_partner(), uuid=uuid)


def line_open_to(user: Any, uuid: UUID, measure: UUID) -> ReturnLine:
    """The line of a measure in a return. Raises Http404."""
    quarterly = return_open_to(user, uuid)
    line = get_object_or_404(quarterly.lines.select_related("measure"), measure__uuid=measure)
    line.of = quarterly
    return line


def returns_open_to(user: Any) -> ReturnQuerySet:
    return Return.objects.visible_to(user).with_partner()


def returns_written_by(user: Any) -> ReturnQuerySet:
    """Those of the partners that the user writes for."""
    return Return.objects.filter(partner__in=Partner.objects.written_for_by(user)).with_partner()


def returns_of_quarter(user: Any, quarter: Period) -> ReturnQuerySet:
    """Of the partnerships that the user keeps."""
    mine = Partnership.objects.kept_by(user)
    found = Return.objects.filter(partner__partnership__in=mine).of_period(quarter.label)
    return found.with_partner().select_related("submitted_by").order_by("partner__name", "pk")


def owners_kept_by(user: Any, quarter: Period) -> list[Partner]:
    """The partners of the user's partnerships that own measures of the plan in force in the quarter."""
    days = quarter.starts_on, quarter.ends_on
    measures = Measure.objects.filter(priority__plan__in=Plan.objects.last_in_force_during(*days))
    partners = Partner.objects.in_it_during(*days).filter(partnership__in=Partnership.objects.kept_by(user))
    return list(partners.filter(pk__in=measures.order_by().values("owner")))


def quarters_open_to(user: Any) -> list[str]:
    """The labels of quarters that have a return the user may see, the latest first."""
    labels = Return.objects.visible_to(user).order_by().values_list("period", flat=True).distinct()
    return sorted(labels, reverse=True)
