"""Measures of people: what may be said of them, asked by the form and by the actions alike (decisions 146 and 159)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from foundation.lifecycle.transitions import Refused
from outcomes.rounding import rounded_count

from ..figures.control import in_words
from ..models import EnteredFigure, Measure
from ..states import Unit

CONTROLLED = (Unit.COUNT, Unit.SHARE)
NOT_CONTROLLED = (
    "Only a number or a percentage of people can be kept back and rounded. Figures in this unit are shown as they are "
    "entered: say that it counts no people, and let none be entered that rests on fewer than {}."
)
_ASKED = ("counts_people", "unit", "baseline")


def problems_of(said: Mapping[str, Any], measure: Measure | None = None) -> dict[str, str]:
    """What is wrong, by field. Everybody reads a plan: a baseline of people is rounded and kept back as a figure is.

    measure: the one that is said anew; one that counts people in another unit already may go on, with no figure shown.
    """
    smallest, baseline, unit = settings.SMALLEST_NUMBER_SHOWN, said.get("baseline"), said.get("unit")
    if not said.get("counts_people"):
        return {}
    if unit not in CONTROLLED:
        goes_on = measure is not None and measure.counts_people
        return {} if goes_on else {"counts_people": NOT_CONTROLLED.format(smallest)}
    if baseline is None:
        return {}
    if unit == Unit.SHARE:
        is_whole = not baseline * 100 % 1
        return {} if is_whole else {"baseline": "Of people, a baseline is in whole percent."}
    if 0 < baseline < smallest:
        why = f"A baseline of fewer than {smallest} people would be read by everybody: leave it out."
        return {"baseline": why}
    shown = rounded_count(float(baseline))
    return {} if baseline == shown else {"baseline": f"Of people, a baseline is rounded to 5: {shown:,}."}


def ask_whether_it_can_be(said: Mapping[str, Any], measure: Measure | None = None) -> None:
    """Raises Refused. measure: the one that is said anew; once a figure was entered, what it counts stays."""
    standing = {name: getattr(measure, name) for name in _ASKED} if measure else {}
    for why in problems_of({**standing, **said}, measure).values():
        raise Refused(why)
    if measure and EnteredFigure.versions.filter(measure=measure).exists():
        _ask_whether_it_counts_the_same(measure, said)


def _ask_whether_it_counts_the_same(measure: Measure, said: Mapping[str, Any]) -> None:
    if measure.counts_people and not said.get("counts_people", True):
        raise Refused("A measure that counts people goes on counting people: its small figures stay hidden.")
    words = said.get("definition", measure.definition)
    if said.get("counts_people", measure.counts_people) and in_words(words) != in_words(measure.definition):
        raise Refused(
            "What is counted is not worded anew once figures of people were entered: leave the measure out of the plan "
            "and add another."
        )
