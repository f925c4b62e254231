"""What the pages of packs say: the sections with their pictures, and what happened since."""

from collections.abc import Iterator
from typing import Any

from ..figures.course import picture_of
from ..models import Pack
from ..states import PackState
from .files import FORMATS
from .resting import lost_since, reworded_since, taken_back_since
from .scope import stands_in_place_of
from .value import Block, Drawn, Headed, Listed, Said, Tabled, from_text


def about(pack: Pack) -> dict[str, Any]:
    """Everything that the page of a pack shows."""
    whole = from_text(pack.content.said)
    return {
        "pack": pack,
        "whole": whole,
        "sections": [(section, list(_drawn(section.key, section.blocks))) for section in whole.sections],
        "lost": list(lost_since(whole)),
        "reworded": [*reworded_since(pack), *([] if pack.is_readable else taken_back_since(pack))],
        "later": stands_in_place_of(pack) if pack.state == PackState.REPLACED else None,
        "formats": [(name, name.upper()) for name in FORMATS],
    }


def _drawn(key: str, blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    """Each block as its template needs it, by its kind."""
    for number, block in enumerate(blocks):
        match block:
            case Said(words, manner):
                yield {"kind": "said", "words": words, "manner": manner}
            case Headed(words):
                yield {"kind": "headed", "words": words, "id": f"{key}-{number}"}
            case Listed(sentences):
                yield {"kind": "listed", "sentences": sentences}
            case Tabled():
                yield {"kind": "tabled", "table": block, "rows": [_cells(block, row) for row in block.rows]}
            case Drawn():
                picture = picture_of(block.measure, [each.figure for each in block.course])
                if picture:
                    yield {"kind": "drawn", "picture": picture, "id": f"{key}-{number}"}


def _cells(table: Tabled, row: tuple[str, ...]) -> tuple[str, list[tuple[str, bool, str]]]:
    """The row's header, and of each cell its column, whether it is a number, and its words; no cells
    where the row heads those below it.
    """
    first, *rest = row
    return first, list(zip(table.heads[1:], table.numbers[1:], rest, strict=bool(rest)))
