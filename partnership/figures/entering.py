"""Entering a measure's figure by hand, with its source, or saying why there is none (outcomes: section 5)."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import LostRace
from outcomes.periods import Period, UnknownPeriod
from outcomes.periods import period as period_named

from ..access import enters_figures_of
from ..models import EnteredFigure, Measure
from ..plans.standing import owner_of
from ..states import MAY_BE_NEGATIVE, Frequency, Unit


class NotEntered(ValueError):
    """A figure that cannot be. `.field` is the field of the form that it belongs to."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class EnteredAlready(ChangedMeanwhile):
    """A figure of the period stands that its writer has not read: the period was chosen on the page, or somebody else
    entered it since.
    """

    said = "{who} entered the figure of this period on {when}."


@transaction.atomic
def enter(measure: Measure, *, by: Any, period: str, seen_as: str = "", **said: Any) -> EnteredFigure:
    """Put in the figure of a period, or put it right; what stood there before is kept.

    said: `value` in the measure's unit (a share as a fraction), or `absent_because`; `source`, `note`, and `numerator`
    and `denominator` together or neither. seen_as: the version its writer had before them, "" of none. Raises NotYou,
    NotEntered, and ChangedMeanwhile or LostRace where somebody else entered it first.
    """
    ask(by, Permission.ENTER_FIGURE)
    ask_who_enters(by, measure)
    _ask_whether_it_can_be(measure, period, said)
    standing = EnteredFigure.objects.select_for_update().filter(measure=measure, period=period).first()
    values = {"source": said["source"].strip(), "note": said.get("note", "").strip(),
              "absent_because": said.get("absent_because", "").strip(), "value": said.get("value"),
              "numerator": said.get("numerator"), "denominator": said.get("denominator"),
              "entered_by": by, "entered_on": today()}  # fmt: skip
    if standing:
        if standing.seen_as != seen_as:
            raise EnteredAlready(standing)
        facts.correct([(standing, values)], by=by)
        return standing
    try:
        with transaction.atomic():
            return facts.record(
                [EnteredFigure(measure=measure, period=period, **values)], by=by, what="entered"
            )[0]
    except IntegrityError as taken:
        raise LostRace(
            "Somebody else entered this figure at the same moment. Open the page again."
        ) from taken


def may_enter(user: Any, measure: Measure) -> bool:
    """Whether the user writes for the owner of the measure in the plan that stands, or is an officer."""
    return enters_figures_of(user, owner_of(measure))


def ask_who_enters(by: Any, measure: Measure) -> None:
    """Raises NotYou."""
    if not may_enter(by, measure):
        raise NotYou(
            "Only the partner that owns this measure, or an officer of the partnership, enters its figures."
        )


def periods_to_enter(measure: Measure) -> list[Period]:
    """The periods of the plan that have ended, the newest first, and the financial year before the plan."""
    plan, ended = measure.priority.plan, []
    for year in range(plan.begins_on.year - 1, today().year + 1):
        labels = [f"{year}-Q{number}" for number in range(1, 5)]
        if measure.frequency == Frequency.YEARLY:
            labels = [f"{year}/{(year + 1) % 100:02d}"]
        ended += [found for found in map(period_named, labels) if _may_be_entered(found, plan)]
    return ended[::-1]


def _may_be_entered(period: Period, plan: Any) -> bool:
    a_year_before = plan.begins_on - datetime.timedelta(days=366)
    return a_year_before <= period.starts_on and period.starts_on <= plan.ends_on and period.ends_on < today()


def _ask_whether_it_can_be(measure: Measure, period: str, said: dict[str, Any]) -> None:
    """Raises NotEntered."""
    if not measure.is_entered:
        raise NotEntered("value", "Published reports give this measure its figures; nobody enters them.")
    try:
        named = period_named(period)
    except UnknownPeriod as unknown:
        raise NotEntered("period", str(unknown)) from None
    if named not in periods_to_enter(measure):
        raise NotEntered("period", "Choose a period of the plan that has ended.")
    if not said.get("source", "").strip():
        raise NotEntered("source", "Say where the figure can be checked.")
    value, absent = said.get("value"), said.get("absent_because", "").strip()
    if (value is None) == (not absent):
        raise NotEntered("value", "Enter the figure, or say why there is none; not both.")
    if value is not None and (wrong := why_not(measure.unit, value)):
        raise NotEntered("value", wrong)
    _ask_whether_counts_agree(measure, said)


def why_not(unit: str, value: Decimal) -> str:
    """Why a number cannot be a figure in this unit; "" when it can."""
    if not value.is_finite():
        return "Enter a number."
    if value < 0 and unit not in MAY_BE_NEGATIVE:
        return "The figure cannot be below 0."
    if unit == Unit.SHARE and value > 1:
        return "A share cannot be more than 100 percent."
    if unit == Unit.COUNT and value % 1:
        return "Enter a whole number."
    return ""


def _ask_whether_counts_agree(measure: Measure, said: dict[str, Any]) -> None:
    """The two counts behind a share come together, and give it."""
    numerator, denominator = said.get("numerator"), said.get("denominator")
    if numerator is None and denominator is None:
        return
    if numerator is None or not denominator:
        raise NotEntered("denominator", "Enter both counts, the second one above 0, or neither.")
    if numerator > denominator:
        raise NotEntered("numerator", "The part cannot be more than the whole.")
    value = said.get("value")
    if value is None or measure.unit != Unit.SHARE:
        raise NotEntered("numerator", "Counts stand behind a share that is entered.")
    if abs(Decimal(numerator) / Decimal(denominator) - value) > Decimal("0.01"):
        raise NotEntered("numerator", "These counts do not give the percentage.")
