"""The improvement actions a user may see, and the measures a user may add one to."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from ..figures.reading import figures_of
from ..figures.value import Figure
from ..models import ActionProgress, ImprovementAction, Measure, Partner, Return
from ..plans.standing import AsRead, owner_of, said_of
from ..plans.value import PlannedMeasure
from ..querysets.returns import ActionQuerySet, ReturnQuerySet
from ..scope import measure_read_by


def action_open_to(user: Any, uuid: UUID) -> ImprovementAction:
    """Raises Http404 for one that is not there or not the user's to see."""
    found = actions_open_to(user).with_measure().select_related("successor", "raised_in")
    return get_object_or_404(found, uuid=uuid)


def actions_open_to(user: Any) -> ActionQuerySet:
    return ImprovementAction.objects.visible_to(user)


def measure_open_to(user: Any, uuid: UUID) -> AsRead:
    """One that the plan that stands has, or that a return which is still with the user's partner tells of: its red asks
    for an action, whatever the plan lost since. Raises Http404.
    """
    read = measure_read_by(user, uuid)
    if read.is_lost and not _returns_to_write(user).filter(lines__measure=read.row).exists():
        raise Http404
    return read


def _returns_to_write(user: Any) -> ReturnQuerySet:
    partners = Partner.objects.written_for_by(user)
    return Return.objects.waiting_for_partner().filter(partner__in=partners)


def said_of_measures(actions: Iterable[ImprovementAction]) -> Mapping[int, PlannedMeasure]:
    """{measure: what the plan says of it}, by key, of the measures of actions."""
    return said_of(action.measure for action in actions)


def partner_that_acts(user: Any, measure: Measure) -> Partner:
    """The partner for which the user adds an action to a measure: its owner, else another of the same partnership that
    the user writes for. Raises NotYou where there is none.
    """
    partnership = measure.priority.plan.partnership
    mine = Partner.objects.written_for_by(user).filter(partnership=partnership)
    found = {each.pk: each for each in mine.select_related("partnership__team", "team")}
    if not found:
        raise NotYou("Only a user of a partner can add an improvement action.")
    return found.get(owner_of(measure).pk) or next(iter(found.values()))


def partners_with_actions(user: Any) -> list[Partner]:
    """Those whose actions the user may see."""
    return list(Partner.objects.visible_to(user).order_by("name", "pk"))


def successors_of(action: ImprovementAction) -> ActionQuerySet:
    """The other open actions of its partner, which may take its place."""
    others = ImprovementAction.objects.still_open().of_partner(action.partner).exclude(pk=action.pk)
    return others.order_by("due_on", "pk")


def progress_of(action: ImprovementAction) -> list[ActionProgress]:
    """The latest first."""
    return list(action.progress.select_related("reported_by"))


def history_of(action: ImprovementAction) -> list[Event]:
    """What was done with it, the latest first; what a user was told of by the system is left out."""
    return list(events.of(action).exclude(by=None).order_by("-id"))


def predecessors_of(action: ImprovementAction) -> list[ImprovementAction]:
    return list(action.predecessors.order_by("closed_on", "pk"))


def figures_of_measure(measure: Measure) -> tuple[Figure, ...]:
    """In the order of their periods."""
    return figures_of([measure])[measure.pk]
