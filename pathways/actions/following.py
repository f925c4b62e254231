"""A pathway follows the facts: begun, achieved and set back by the system, never by hand (domain: Pathways)."""

import datetime

from foundation.design.dates import say_day, today
from foundation.lifecycle.transitions import perform
from people.models import Person

from .. import standing
from ..kinds import Kind, Standing
from ..models import Pathway, Spell
from ..states import PathwayState as P


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
    there before achieves only while it stands. In a state that is not under way nothing moves.
    """
    if not pathway.is_under_way:
        return
    kind, known = pathway.declaration, standing.of_pathway(pathway)
    this = known[spell.pk]
    begin(pathway, on=spell.started_on)
    if pathway.state == P.IN_PROGRESS and kind.achieved_by(this) and (is_new or _stands(kind, this)):
        perform(pathway, "achieve", by=None, effective_on=spell.started_on, told={"spell": spell})
    if pathway.state in (P.ACHIEVED, P.SUSTAINED):
        _set_back_if_over(pathway, kind, list(known.values()), spell)


def _set_back_if_over(pathway: Pathway, kind: Kind, known: list[Standing], spell: Spell) -> None:
    if any(kind.achieved_by(each) and _stands(kind, each) for each in known):
        return
    ends = [each.ended_on for each in known if kind.achieved_by(each) and each.ended_on]
    on = max(ends, default=today())
    perform(
        pathway, "set_back", by=None, effective_on=on, told={"spell": spell},
        reason=f"{kind.spell_noun.capitalize()} ended {say_day(on)}" if ends else f"{kind.spell_noun} corrected",
    )  # fmt: skip


def _stands(kind: Kind, spell: Standing) -> bool:
    """It is so today, or ended in a way that is no setback."""
    return spell.ended_on is None or spell.ended_on > today() or spell.end_reason in kind.lasting_ends
