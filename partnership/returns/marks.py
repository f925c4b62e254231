"""Ratings as pages show them: a shape, its colour, and always the words."""

from dataclasses import dataclass

from foundation.design.charts import Scene, rating_mark
from outcomes.pages.standing import RATINGS

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
    return Shown(str(Rating(rating).label), rating_mark(RATINGS[rating]))
