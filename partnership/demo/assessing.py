"""Entering the strategic assessment of the demo, as an officer does."""

from decimal import Decimal

from foundation.accounts.models import User
from outcomes.periods import Period, financial_year

from ..assessment import entering
from ..models import Partnership
from .assessment import ANSWERED, ASKED, COUNTED_ANEW, SERIES, SOURCE, SURVEY, Series


def assess(partnership: Partnership, *, by: User, last: Period) -> None:
    """Every figure of every year up to the last, and the surveys of the last two."""
    for series in SERIES:
        _enter_series(partnership, by, series, last.starts_on.year)
    for question, answers in ASKED:
        for position, (answer, shares) in enumerate(answers, start=1):
            for back, share in enumerate(reversed(shares)):
                year = str(last.starts_on.year - back)
                entering.enter_answer(
                    partnership, by=by, survey=SURVEY, year=year, question=question, answer=answer, position=position,
                    share=Decimal(share), respondents=ANSWERED[-1 - back], source=f"{SOURCE}: survey of {year}",
                )  # fmt: skip


def _enter_series(partnership: Partnership, by: User, series: Series, last: int) -> None:
    for place, value in enumerate(series.values):
        breaks = place == series.breaks
        entering.enter_figure(
            partnership, by=by, theme=series.theme, title=series.title,
            year=financial_year(last - len(series.values) + 1 + place).label, value=Decimal(value), unit=series.unit,
            good=series.good, counts=series.counts, break_before=breaks, source=SOURCE,
            quality=COUNTED_ANEW if breaks else "",
        )  # fmt: skip
