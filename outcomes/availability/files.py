"""A part as rows of a file: one for each figure, so that any program reads it without knowing the page."""

from collections.abc import Iterator

from .asked import Asked
from .parts import Part
from .sections import Figure

COLUMNS = ("place", "period", "as_at", "control", "section", "row", "figure", "value")


def lines_of(asked: Asked, part: Part) -> Iterator[tuple[Figure, ...]]:
    """The figures of a part. An empty value is not shown, by disclosure control."""
    control = "internal: no disclosure control" if asked.internal else "disclosure controlled"
    about = (asked.place.name, asked.period.label, asked.counted_to.isoformat(), control)
    for section in part.sections(asked):
        for first, *figures in section.rows:
            for head, figure in zip(section.heads[1:], figures, strict=True):
                yield *about, section.title, first, head, "" if figure is None else figure
