"""A pathway of a person, its spells and its setbacks."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from .. import setbacks
from ..kinds import Kind, SpellRules, kind_of_spells
from ..models import Occupation, Pathway, Spell
from ..querysets import SpellQuerySet
from ..standing import choices_of, in_words, naming, spells_of


def pathway_for(user: Any, uuid: UUID) -> Pathway:
    """The pathway, if the user may see the person; else 404."""
    return get_object_or_404(Pathway.objects.visible_to(user).select_related("person"), uuid=uuid)


def spell_for(user: Any, uuid: UUID) -> tuple[Pathway, Spell]:
    """The spell and the pathway of its kind, if the user may see the person; else 404."""
    return _with_its_pathway(user, uuid, Spell.objects.all())


def spell_ever_for(user: Any, uuid: UUID) -> tuple[Pathway, Spell]:
    """As `spell_for`, also one that was taken out since: asked to take it out again, nobody is told it never was."""
    return _with_its_pathway(user, uuid, SpellQuerySet(Spell).filter(version_of=None))


def _with_its_pathway(user: Any, uuid: UUID, spells: SpellQuerySet) -> tuple[Pathway, Spell]:
    spell = get_object_or_404(spells.visible_to(user).select_related("person"), uuid=uuid)
    kind = kind_of_spells(spell.kind).slug
    pathways = Pathway.objects.visible_to(user).select_related("person")
    return get_object_or_404(pathways, person=spell.person_id, kind=kind), spell


def spells_in_words(pathway: Pathway) -> list[Spell]:
    """The person's spells of this kind, latest first, each with `words`: Employed, Strood Dairy Co-op.

    `overlaps` marks what two merged records said of the same days, where there can be one only.
    """
    kind = pathway.declaration
    if kind.spells is None:
        return []
    name, spells = naming(kind), list(spells_of(pathway))
    for spell in spells:
        spell.words = in_words(spell, name)
        spell.end_words = kind.spells.end_reasons.get(spell.end_reason, spell.end_reason)
        spell.stands = spell.ended_on is None or spell.ended_on > today()
        spell.overlaps = any(kind.spells.keep_apart(spell, other) for other in spells if other is not spell)
    return spells


def rules_for(kind: Kind) -> SpellRules:
    """What spells of the kind are made of; 404 for a kind without any."""
    if kind.spells is None:
        raise Http404
    return kind.spells


def choices_for(kind: Kind) -> dict[str, Any]:
    """What the form of a spell offers: the kind's rules, its codes, and the occupations where it asks for one."""
    rules = rules_for(kind)
    occupations = Occupation.objects.filter(retired_at=None) if "occupation" in rules.asks else ()
    return {"rules": rules, "codes": choices_of(kind), "occupations": list(occupations)}


def setbacks_of(pathway: Pathway) -> list[Event]:
    """Each time the pathway was set back, first first."""
    return setbacks.counted(events.of(pathway).filter(what__in=setbacks.TOLD).order_by("id"))
