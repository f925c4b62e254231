"""What is wrong with a figure or an answer, by field: asked by the forms, the import files and the actions alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

from outcomes.rounding import rounded_count

from ..figures.entering import why_not
from ..states import Counts, Unit

Problems = dict[str, str]


def of_figure(given: Mapping[str, Any], units: frozenset[str] = frozenset()) -> Problems:
    """units: those that the same figure has in other years; a series in two units is none."""
    problems = _blank(given, "theme", "title", "source")
    if wrong := why_not(given["unit"], given["value"]):
        problems["value"] = wrong
    if given["break_before"] and not given["quality"].strip():
        problems["quality"] = "Say why it cannot be compared with former years."
    if units - {given["unit"]}:
        known = Unit(sorted(units)[0]).label.lower()
        problems["unit"] = f"Other years of this figure are in another unit: {known}."
    return problems if "value" in problems else _of_people(given) | problems


def _of_people(given: Mapping[str, Any]) -> Problems:
    """Of people what its source has published is entered as it is; of an own count what a report would show."""
    smallest, value = settings.SMALLEST_NUMBER_SHOWN, given["value"]
    is_small = given["unit"] == Unit.COUNT and 0 < value < smallest
    if not given.get("counts"):
        return {"counts": "Say whether this small number counts people."} if is_small else {}
    if given["counts"] != Counts.OWN:
        return {}
    if given["unit"] != Unit.COUNT:
        return {"counts": "Of people, anything but a number is entered as its source has published it."}
    if is_small:
        return {"value": f"Fewer than {smallest} people: leave it out until its source has published it."}
    shown = rounded_count(float(value))
    return {} if value == shown else {"value": f"Of people, an own count is rounded to 5: {shown:,}."}


def of_answer(given: Mapping[str, Any]) -> Problems:
    """Of one answer to one question of a survey."""
    problems = _blank(given, "survey", "question", "answer", "source")
    if not given["share"].is_finite() or not 0 <= given["share"] <= Decimal(1):
        problems["share"] = "A share lies from 0 to 100 percent."
    if given["respondents"] < 1:
        problems["respondents"] = "Somebody has to have answered: enter how many, 1 or more."
    return problems


def _blank(given: Mapping[str, Any], *names: str) -> Problems:
    return {name: f"Enter the {name}." for name in names if not given[name].strip()}
