"""Indicators that are asked of the same rows, one for each question of a form, side by side on the page of each."""

from outcomes.addresses import report_url
from outcomes.indicators import Indicator, indicator, led_by
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.report import lines_together

from .rows import Row


def battery(
    shown: Indicator, place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool
) -> list[tuple[Row, str]]:
    """Every question's row with the address of its page, empty for the page it stands on; nothing for an indicator
    that stands alone. One query for all of them.
    """
    leader = indicator(shown.led_by) if shown.led_by else shown
    family = led_by(leader)
    if len(family) == 1:
        return []
    decimals = 1 if internal else 0
    return [
        (
            Row(line, period, at.as_at, decimals),
            "" if each is shown else report_url(place, period, name="indicator_detail", indicator=each.slug),
        )
        for each, (line,) in zip(family, lines_together([family], place, [period], at, internal), strict=True)
    ]
