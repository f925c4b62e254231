"""The parts of a pack about improvement actions: what partners do, and what became of what they did before."""

import datetime
from collections.abc import Sequence

from django.db.models import Q

from foundation.design.dates import say_day
from foundation.lifecycle.dates import quarter_start
from outcomes.periods import Period, quarter_with

from ..figures.reading import figures_of
from ..figures.value import Figure
from ..improving.effect import effect_of
from ..models import ImprovementAction, Partnership
from ..plans.standing import said_of
from ..plans.value import PlannedMeasure
from ..querysets.returns import ActionQuerySet
from ..states import WITH_PARTNER
from .value import Block, Headed, Listed, Said, Section, Tabled

HEADS = ("Action", "Measure", "Owner, due", "What it takes, and should change", "Where it stands")
WIDTHS = (110.0, 90.0, 85.0, 114.0, 100.0)
NOT_PROOF = (
    "What was seen in a measure after an action is no proof that the action caused it: other things changed too, and a "
    "figure moves by chance."
)


def actions_of(partnership: Partnership, period: Period) -> Section:
    """The improvement actions that returns of the period brought, or that ran in it, as they stand when it is built."""
    labels = [quarter_with(quarter_start(number)).label for number in period.quarters]
    ran = Q(added_on__lte=period.ends_on) & (Q(closed_on=None) | Q(closed_on__gte=period.starts_on))
    actions = list(_told(partnership).filter(ran | Q(raised_in__period__in=labels)))
    said = said_of(each.measure for each in actions)
    rows = tuple(_action(each, said[each.measure_id]) for each in actions)
    blocks: tuple[Block, ...] = (
        (Tabled("Improvement actions", HEADS, WIDTHS, (False,) * 5, rows),)
        if rows
        else (Said("No improvement action is told of this period."),)
    )
    return Section("actions", "What partners do to improve", blocks)


def former_actions_of(partnership: Partnership, period: Period) -> Section:
    """What became of the actions that were added before this period and ran in the year before it or since, and what
    was seen in their measures after.
    """
    began = period.starts_on
    former = _told(partnership).filter(added_on__lt=began)
    found = list(former.not_closed_before(began.replace(year=began.year - 1)))
    figures, said = figures_of({each.measure for each in found}), said_of(each.measure for each in found)
    blocks: list[Block] = []
    for each in found:
        seen = _seen(each, said[each.measure_id], figures[each.measure_id], period)
        blocks += [Headed(f"{each.what} ({each.partner})"), Said(_stands(each, due=True)), Listed(seen)]
    blocks = (
        [*blocks, Said(NOT_PROOF, "note")]
        if blocks
        else [Said("No action of before this period ran in it, or in the year before.")]
    )
    return Section("former_actions", "What became of earlier actions", tuple(blocks))


def _told(partnership: Partnership) -> ActionQuerySet:
    """The partnership's, but for those of a return that is still with its partner."""
    found: ActionQuerySet = ImprovementAction.objects.filter(partner__partnership=partnership)
    found = found.exclude(raised_in__state__in=WITH_PARTNER).with_measure()
    return found.prefetch_related("progress").order_by("partner__name", "due_on", "pk")


def _stands(action: ImprovementAction, *, due: bool = False) -> str:
    """Its state, with what became of it or when it is due; then what was told of it last, and where that is checked."""
    until = f", due on {say_day(action.due_on)}" if due and action.is_open else ""
    told = [f"{action.get_state_display()}{until}.", action.outcome]
    if last := next(iter(action.progress.all()), None):
        told.append(f"Told on {say_day(last.reported_at)}: {last.words.rstrip('.')}.")
        told.append(f"To be checked: {last.evidence.rstrip('.')}." if last.evidence else "")
    return " ".join(filter(None, told))


def _action(action: ImprovementAction, measure: PlannedMeasure) -> tuple[str, ...]:
    return (
        f"{action.what} ({action.partner})", measure.title, f"{action.owner}, {say_day(action.due_on)}",
        f"{action.resource}. {action.expected_effect}", _stands(action),
    )  # fmt: skip


def _seen(
    action: ImprovementAction, measure: PlannedMeasure, figures: Sequence[Figure], period: Period
) -> tuple[str, ...]:
    """Its figure before and those after, as far as they can be compared; where a break lies between, that it does."""
    until = [each for each in figures if each.period.ends_on <= period.ends_on]
    effect = effect_of(action, measure, until, period.ends_on)
    since: datetime.date = action.closed_on or action.due_on
    after = (
        "; ".join(f"{each.period}: {each.value}" for each in effect.after)
        or "no period that can be shown beside it"
    )
    before = f"{effect.before.period}: {effect.before.value}" if effect.before else "no figure"
    told = (f"{measure} before: {before}", f"After {say_day(since)}: {after}")
    return (*told, effect.broken) if effect.broken else told
