"""A pathway follows the answers to its checks: sustained by yes, set back by no (domain: Pathways, Checks)."""

import datetime

from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import perform

from .. import setbacks, standing
from ..checks import lasting
from ..course import MOVES
from ..kinds import Standing
from ..kinds.catalogue import kind_of_check
from ..models import Check, Pathway
from ..states import PathwayState as P

A = Check.Answer


def pathway_of(check: Check) -> Pathway | None:
    """The person's pathway on which the check is asked."""
    return Pathway.objects.filter(person=check.person_id, kind=kind_of_check(check.name).slug).first()


def follow_answer(check: Check) -> None:
    """Move the pathway as an answer just given, or put right, says. Nothing moves on one that is not under way."""
    pathway = pathway_of(check)
    if pathway is None or not pathway.is_under_way:
        return
    if _sets_back(check, pathway):
        perform(
            pathway, "set_back", by=None, effective_on=in_order(pathway, check.point_on), told={"check": check},
            reason=f"Answered no: {check.get_name_display()}",
        )  # fmt: skip
        return
    kind, spells = pathway.declaration, list(standing_of(pathway).values())
    answers = answers_of(pathway)
    if pathway.state == P.SUSTAINED and not lasting.has_lasted(kind, spells, answers, today()):
        perform(
            pathway, "set_back", by=None, effective_on=in_order(pathway, check.point_on), told={"check": check},
            reason=f"The answer was put right: {check.get_name_display()}",
        )  # fmt: skip
    reaching = [each for each in spells if kind.is_achieved_on(each, today())]
    if pathway.state == P.IN_PROGRESS and reaching and not lasting.is_contradicted(kind, reaching, answers):
        began = max(filter(None, map(kind.achieved_from, reaching)))
        perform(pathway, "achieve", by=None, effective_on=in_order(pathway, began), told={"check": check})
    sustain(pathway, told={"check": check})


def sustain(pathway: Pathway, *, told: dict) -> None:
    """An achieved pathway is sustained once its checks say that what achieved it has lasted: from that day."""
    if pathway.state != P.ACHIEVED:
        return
    spells = standing_of(pathway).values()
    if lasted_on := lasting.lasted_on(pathway.declaration, spells, answers_of(pathway), today()):
        perform(pathway, "sustain", by=None, effective_on=in_order(pathway, lasted_on), told=told)


def in_order(pathway: Pathway, day: datetime.date) -> datetime.date:
    """A day on which the pathway can move: not before the move by facts that stands last."""
    moved = events.of(pathway).filter(what__in=MOVES).order_by("id").last()
    return max(day, moved.effective_on) if moved else day


def standing_of(pathway: Pathway) -> dict[int, Standing]:
    """The pathway's spells by their key; what a setback by hand was about ended that day."""
    known = standing.of_pathway(pathway)
    told = setbacks.by_hand([pathway.pk])[pathway.pk]
    return (
        setbacks.held_against(pathway.declaration, known, answers_of(pathway), told)
        if known and told
        else known
    )


def answers_of(pathway: Pathway) -> lasting.Answers:
    """What the answered checks of the pathway's kind say."""
    names = {rule.name for rule in pathway.declaration.checks}
    answered = Check.objects.answered().filter(person=pathway.person_id, name__in=names)
    return {(name, day): answer for name, day, answer in answered.values_list("name", "point_on", "answer")}


def would_set_back(check: Check) -> bool:
    """Whether no would set the pathway back: a page asks once more before it is said."""
    pathway = pathway_of(check)
    return bool(pathway and _is_denied(check, pathway))


def has_moved_pathway(check: Check) -> bool:
    """Whether the pathway moved on the answer that stands."""
    moved = Event.objects.filter(
        person_id=check.person_id, subject_type=Pathway._meta.label_lower, recorded_at__gte=check.recorded_at
    )
    return moved.filter(facts__check=check.pk).exists()


def _sets_back(check: Check, pathway: Pathway) -> bool:
    return check.answer == A.NO and _is_denied(check, pathway)


def _is_denied(check: Check, pathway: Pathway) -> bool:
    """What stands today as the pathway's achievement had begun by the day the check is about."""
    if not pathway.is_achieved:
        return False
    kind, spells = pathway.declaration, standing_of(pathway).values()
    reaching = [each for each in spells if kind.is_shown_by(each) and kind.stands(each, today())]
    return any(each.started_on <= check.point_on for each in reaching)
