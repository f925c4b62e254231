"""What residents said: the share of each answer by year, with its interval (outcomes: section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from outcomes.pages.words import SUPPRESSED, say_percent
from outcomes.statistics import wilson_interval

from ..models import SurveyAnswer
from .years import begins_in


@dataclass(frozen=True)
class Share:
    """One answer's share in one year. `hidden` where fewer answered than numbers are shown from."""

    row: SurveyAnswer

    @property
    def hidden(self) -> bool:
        return self.row.respondents < settings.SMALLEST_NUMBER_SHOWN

    @property
    def words(self) -> str:
        """25%"""
        return SUPPRESSED if self.hidden else say_percent(float(self.row.share), 0)

    @property
    def interval(self) -> str:
        """22% to 28%: Wilson's, of everybody who answered the question."""
        if self.hidden:
            return ""
        out_of = self.row.respondents
        low, high = wilson_interval(round(float(self.row.share) * out_of), out_of)
        return f"{say_percent(low, 0)} to {say_percent(high, 0)}"


@dataclass(frozen=True)
class Asked:
    """One question of a survey: its years, and each answer's shares by year; None where not given."""

    survey: str
    question: str
    years: tuple[tuple[str, str], ...]  # with how many answered
    answers: tuple[tuple[str, tuple[tuple[str, Share | None], ...]], ...]
    sources: tuple[str, ...]


def questions_of(rows: Iterable[SurveyAnswer]) -> list[Asked]:
    """Answers in the order of survey and question, put together."""
    grouped = groupby(rows, lambda row: (row.survey, row.question))
    return [_asked(survey, question, list(found)) for (survey, question), found in grouped]


def _asked(survey: str, question: str, rows: list[SurveyAnswer]) -> Asked:
    years = sorted({row.year for row in rows}, key=lambda year: (begins_in(year), year))
    in_order = sorted(rows, key=lambda row: (row.position, row.answer))
    found = {(row.answer, row.year): Share(row) for row in rows}
    return Asked(
        survey,
        question,
        tuple((year, _answered([row for row in rows if row.year == year])) for year in years),
        tuple(
            (answer, tuple((year, found.get((answer, year))) for year in years))
            for answer in dict.fromkeys(row.answer for row in in_order)
        ),
        tuple(dict.fromkeys(row.source for row in in_order)),
    )


def _answered(rows: list[SurveyAnswer]) -> str:
    """800 answered; where answers say different numbers, from the lowest to the highest."""
    numbers = sorted({row.respondents for row in rows})
    if numbers[0] < settings.SMALLEST_NUMBER_SHOWN:
        return f"fewer than {settings.SMALLEST_NUMBER_SHOWN} answered"
    return f"{' to '.join(f'{number:,}' for number in (numbers[0], numbers[-1])[: len(numbers)])} answered"
