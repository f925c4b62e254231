"""Ratings as pages show them: a shape, its colour, and always the words."""

from dataclasses import dataclass

from foundation.design.charts import Rating as Mark
from foundation.design.charts import Scene, rating_mark

from ..states import Rating


@dataclass(frozen=True)
class Shown:
    """A rating in words, with the mark that stands before them."""

    words: str
    mark: Scene


def shown(rating: str) -> Shown | None:
    """None where nothing is rated yet."""
    if not rating:
        return None
    known = Rating(rating)
    return Shown(str(known.label), rating_mark(Mark[known.name]))
