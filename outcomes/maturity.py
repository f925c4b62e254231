"""Whether a cell can be read yet (outcomes: Time)."""

import datetime

from .cells import Maturity, Parts
from .indicators.declaration import NOT_YET_FOLLOWED, Indicator
from .moments import ReportMoment
from .periods import Period


def maturity(indicator: Indicator, period: Period, parts: Parts, at: ReportMoment) -> Maturity:
    """Immature until everybody of the period was followed for the whole window and offences are known that far.

    Then provisional for the settling lag, and as long as somebody's own window is still open; then final.
    """
    mature = indicator.matures_on(period.ends_on)
    if at.as_at < mature or not has_offences(indicator, mature, at):
        return "immature"
    settled = mature + datetime.timedelta(days=indicator.settling_days)
    if at.as_at < settled or parts.excluded.get(NOT_YET_FOLLOWED):
        return "provisional"
    return "final"


def has_offences(indicator: Indicator, mature: datetime.date, at: ReportMoment) -> bool:
    """Whether the loaded offence data reaches as far as the indicator needs; without any there is no rate."""
    if not indicator.needs_offences:
        return True
    if at.offences_to is None:
        return False
    return indicator.needs_offences == "any" or at.offences_to >= mature
