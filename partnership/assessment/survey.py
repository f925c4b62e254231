"""What residents said: the share of each answer by year, with its interval (outcomes: section 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from outcomes.pages.words import SUPPRESSED, say_percent
from outcomes.parts.controlling import counts_shown
from outcomes.statistics import wilson_interval

from ..models import SurveyAnswer
from .years import begins_in

ALL = "everybody who answered"


@dataclass(frozen=True)
class Share:
    """One answer's share in one year. hidden: too few gave it, or it would give away how few gave another."""

    row: SurveyAnswer
    hidden: bool

    @property
    def words(self) -> str:
        """25%"""
        return SUPPRESSED if self.hidden else say_percent(float(self.row.share), 0)

    @property
    def interval(self) -> str:
        """22% to 28%: Wilson's, of everybody who answered the question."""
        if self.hidden:
            return ""
        low, high = wilson_interval(_people(self.row), self.row.respondents)
        return f"{say_percent(low, 0)} to {say_percent(high, 0)}"


def kept_back(rows: Sequence[SurveyAnswer]) -> frozenset[str]:
    """Of the answers to one question in one year those that are not shown: fewer people gave them, or did not, than
    numbers are shown from. Where the shares add up to all, none that follows from the others.
    """
    smallest = settings.SMALLEST_NUMBER_SHOWN
    people = {row.answer: (_people(row), row.respondents) for row in rows}
    adds_up = abs(sum(float(row.share) for row in rows) - 1) <= len(rows) / 100
    if adds_up and len({row.respondents for row in rows}) == 1 and rows[0].respondents >= smallest:
        counts = {answer: number for answer, (number, _) in people.items()}
        shown = counts_shown(counts | {ALL: sum(counts.values())}, [(ALL, list(counts))], told=[ALL])
        return frozenset(answer for answer in counts if shown[answer] is None)
    return frozenset(
        answer
        for answer, (number, of) in people.items()
        if of < smallest or any(0 < each < smallest for each in (number, of - number))
    )


def _people(row: SurveyAnswer) -> int:
    """How many gave the answer."""
    return round(float(row.share) * row.respondents)


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
    hidden = {year: kept_back([row for row in rows if row.year == year]) for year in years}
    found = {(row.answer, row.year): Share(row, row.answer in hidden[row.year]) for row in rows}
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
