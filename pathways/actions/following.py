"""A pathway follows the facts: begun, achieved and set back by the system, never by hand (domain: Pathways)."""

import datetime
from collections.abc import Iterable

from foundation.design.dates import say_day, today
from foundation.lifecycle.transitions import perform
from people.models import Person

from .. import setbacks
from ..checks import lasting
from ..handovers import duty
from ..kinds import Kind, Standing
from ..models import MilestoneClaim, Pathway, Spell
from ..states import ClaimState
from ..states import PathwayState as P
from .lasting import answers_of, standing_of, sustain


def hold(person: Person) -> Person:
    """Lock the person's row, so that one writer at a time judges their spells and pathways; gives it as it is now."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def begin(pathway: Pathway, *, on: datetime.date) -> None:
    """The first spell or claim begins a pathway whose need is identified; any other is left."""
    if pathway.state == P.NEED_IDENTIFIED:
        perform(pathway, "begin", by=None, effective_on=on)


def follow(pathway: Pathway, spell: Spell, *, is_new: bool = True) -> None:
    """Move the pathway as a spell just recorded, ended or corrected says.

    A spell of the past that is new achieves and sets back at once, so that both are in the history; one that was
    there before achieves only while it stands, and a home only while the person is out of custody. In a state that is
    not under way nothing moves.
    """
    if not pathway.is_under_way:
        return
    if pathway.kind == duty.KIND:  # a home that begins or ends
        duty.settle_on(pathway)
    kind, known = pathway.declaration, standing_of(pathway)
    this = known[spell.pk]
    begin(pathway, on=spell.started_on)
    achieved_from = kind.achieved_from(this)
    if pathway.state == P.IN_PROGRESS and achieved_from and (is_new or _still_achieves(pathway, this)):
        perform(pathway, "achieve", by=None, effective_on=achieved_from, told={"spell": spell})
    if pathway.state in (P.ACHIEVED, P.SUSTAINED):
        _set_back_if_over(pathway, kind, list(known.values()), spell)
    sustain(pathway, told={"spell": spell})


def _still_achieves(pathway: Pathway, spell: Standing) -> bool:
    """It stands, and no check denies that it does."""
    kind = pathway.declaration
    return kind.is_achieved_on(spell, today()) and not lasting.is_contradicted(
        kind, [spell], answers_of(pathway)
    )


def _set_back_if_over(pathway: Pathway, kind: Kind, known: list[Standing], spell: Spell) -> None:
    if any(kind.is_shown_by(each) and kind.stands(each, today()) for each in known):
        return
    ends = [each.ended_on for each in known if kind.is_shown_by(each) and each.ended_on]
    on, because = max(ends, default=today()), f"{kind.spell_noun} corrected"
    if any(each.is_doubted for each in known):
        on, because = today(), "The verification of its milestone was revoked"
    elif ends:
        because = f"{kind.spell_noun.capitalize()} ended {say_day(on)}"
    perform(pathway, "set_back", by=None, effective_on=on, told={"spell": spell}, reason=because)


def follow_what_stands(person: Person, pathways: Iterable[Pathway]) -> None:
    """Move pathways just opened as what is so today says: facts may run ahead of the paperwork (domain: Pathways)."""
    by_spells = {pathway.declaration.spell_kind: pathway for pathway in pathways}
    spells = Spell.objects.filter(person=person, kind__in=by_spells).covering(today()) if by_spells else []
    for spell in sorted(spells, key=lambda each: each.started_on):
        follow(by_spells[spell.kind], spell, is_new=False)
    for pathway in pathways:
        follow_claims(pathway)
        if pathway.kind == duty.KIND:
            duty.settle_on(pathway)


def follow_claims(pathway: Pathway) -> None:
    """Move a pathway that milestones achieve, after one of its claims was verified or revoked; any other is left."""
    kind = pathway.declaration
    if not kind.achieved_when_verified or not pathway.is_under_way:
        return
    verified = list(
        MilestoneClaim.objects.filter(pathway=pathway, state=ClaimState.VERIFIED).order_by("reached_on")
    )
    told = setbacks.by_hand([pathway.pk])[pathway.pk]
    is_newer = setbacks.is_newer([claim.pk for claim in verified], told)
    reached = {claim.milestone: claim.reached_on for claim in verified} if is_newer else {}
    if pathway.is_achieved and not kind.is_reached_by(reached):
        perform(pathway, "set_back", by=None, reason="A milestone no longer stands")
    elif not pathway.is_achieved and kind.is_reached_by(reached):
        begin(pathway, on=min(reached.values()))
        perform(pathway, "achieve", by=None, effective_on=max(reached.values()))
