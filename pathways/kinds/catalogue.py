"""Every kind of pathway in declared order: adding one is a file of its own and a line here (domain: Pathways)."""

from collections.abc import Iterable

from .accommodation import ACCOMMODATION
from .declaration import Kind
from .employment import EMPLOYMENT
from .substance_support import SUBSTANCE_SUPPORT

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (EMPLOYMENT, ACCOMMODATION, SUBSTANCE_SUPPORT)}


def kinds_for(needs: Iterable[str]) -> list[str]:
    """The slugs of the kinds that answer these needs, in declared order."""
    wanted = set(needs)
    return [kind.slug for kind in KINDS.values() if kind.need in wanted]


def kind_of_spells(spell_kind: str) -> Kind:
    """The kind whose spells these are. Raises LookupError when none is declared."""
    for kind in KINDS.values():
        if kind.spell_kind == spell_kind:
            return kind
    raise LookupError(f"no pathway has spells of kind {spell_kind!r}")
