"""Every kind of pathway in declared order: adding one is a file of its own and a line here (domain: Pathways)."""

from collections.abc import Iterable

from .accommodation import ACCOMMODATION
from .declaration import Kind, SpellRules
from .employment import EMPLOYMENT
from .finance_and_identity import FINANCE_AND_IDENTITY
from .substance_support import SUBSTANCE_SUPPORT

KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        EMPLOYMENT,
        ACCOMMODATION,
        SUBSTANCE_SUPPORT,
        FINANCE_AND_IDENTITY,
    )
}


def kinds_for(needs: Iterable[str]) -> list[str]:
    """The slugs of the kinds that answer these needs, in declared order."""
    wanted = set(needs)
    return [kind.slug for kind in KINDS.values() if kind.need in wanted]


def kinds_with_spells() -> list[Kind]:
    """The kinds that have dated states of the world, in declared order."""
    return [kind for kind in KINDS.values() if kind.spells]


def kind_of_check(name: str) -> Kind:
    """The kind that asks a check of this name. Raises LookupError when none does."""
    for kind in KINDS.values():
        if any(rule.name == name for rule in kind.checks):
            return kind
    raise LookupError(f"no pathway has a check {name!r}")


def kind_of_spells(spell_kind: str) -> Kind:
    """The kind whose spells these are. Raises LookupError when none is declared."""
    for kind in kinds_with_spells():
        if kind.spell_kind == spell_kind:
            return kind
    raise LookupError(f"no pathway has spells of kind {spell_kind!r}")


def spell_rules_of(spell_kind: str) -> SpellRules:
    """What spells of a kind are made of. Raises LookupError when none is declared."""
    for kind in KINDS.values():
        if kind.spells and kind.spells.kind == spell_kind:
            return kind.spells
    raise LookupError(f"no pathway has spells of kind {spell_kind!r}")


def titles_always_verified() -> str:
    """What is never left to the sample, in words: Job started, moved in and structured treatment started."""
    titles = [each.in_sentence for kind in KINDS.values() for each in kind.milestones if each.always_verified]
    said = " and ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))
    return said[:1].upper() + said[1:]
