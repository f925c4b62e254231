"""The parts of a pack about questions, recommendations and the strategic assessment."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from foundation.design.dates import say_day
from outcomes.periods import Period

from ..figures.wording import say_value
from ..models import AssessmentFigure, Partnership, Question, Recommendation, SurveyAnswer
from ..states import OPEN_RECOMMENDATION, WAITING_FOR_RESPONSE, QuestionState
from .value import Block, Headed, Said, Section, Tabled


def questions_of(partnership: Partnership, period: Period, today: datetime.date) -> Section:
    """Questions whose responses are published, word for word; how many wait, and how many of them are late."""
    asked = Question.objects.filter(partnership=partnership, asked_on__lte=period.ends_on).with_those_named()
    found = list(asked.order_by("number"))
    waiting = [each for each in found if each.state in WAITING_FOR_RESPONSE]
    late = sum(each.due_on < today for each in waiting)
    blocks: list[Block] = []
    for each in found:
        if each.state == QuestionState.PUBLISHED and each.asked_on >= period.starts_on:
            blocks += list(_answered(each))
    if not blocks:
        blocks = [Said("No response was published to a question of this period.")]
    if waiting:
        blocks.append(Said(f"Waiting for a response: {len(waiting)}, of them late: {late}."))
    return Section("questions", "Questions and written responses", tuple(blocks))


def _answered(question: Question) -> Iterator[Block]:
    yield Headed(f"{question} to {question.partner}")
    at = f" at {question.meeting}" if question.meeting else ""
    yield Said(f"Asked by {question.asked_for} on {say_day(question.asked_on)}{at}; answer due on "
               f"{say_day(question.due_on)}, written on {_day(question.answered_at)}.", "note")  # fmt: skip
    yield Said(question.text, "quote")
    yield Said(question.response)


def _day(moment: datetime.datetime | None) -> str:
    return say_day(moment) if moment else ""


def recommendations_of(partnership: Partnership, period: Period) -> Section:
    """Every recommendation that was open in the period, with its answer and the last that was told of it."""
    made = Recommendation.objects.filter(
        meeting__partnership=partnership, meeting__held_on__lte=period.ends_on
    )
    found = [
        each
        for each in made.with_those_named().prefetch_related("follow_ups").order_by("due_on", "pk")
        if each.closed_on is None or each.closed_on >= period.starts_on
    ]
    rows = tuple(_recommended(each) for each in found)
    block: Block = (
        Tabled("Recommendations", ("Recommendation", "To, due", "Answer", "Where it stands"),
               (150.0, 95.0, 130.0, 124.0), (False,) * 4, rows)
        if rows
        else Said("No recommendation was open in this period.")
    )  # fmt: skip
    return Section("recommendations", "Recommendations and what became of them", (block,))


def _recommended(each: Recommendation) -> tuple[str, ...]:
    last = next(iter(each.follow_ups.all()), None)
    told = each.outcome or (last.words if last else "")
    stands = f"{each.get_state_display()}. {told}".strip()
    is_open = each.state in OPEN_RECOMMENDATION
    return each.text, f"{each.partner}, {say_day(each.due_on)}", each.answer or "none yet" * is_open, stands


def assessment_of(partnership: Partnership) -> Section:
    """Yearly figures by theme with source and quality note, and what residents said."""
    series: dict[tuple[str, str], list[AssessmentFigure]] = defaultdict(list)
    for figure in AssessmentFigure.objects.filter(partnership=partnership):
        series[figure.theme, figure.title].append(figure)
    themes: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for (theme, title), years in series.items():
        told = "; ".join(f"{each.year}: {say_value(each.unit, each.value)}{_break(each)}" for each in years)
        notes = " ".join(dict.fromkeys(each.quality for each in years if each.quality))
        themes[theme].append((title, told, f"{years[-1].source}. {notes}".strip()))
    blocks: list[Block] = []
    for theme, rows in themes.items():
        blocks += [Headed(theme), Tabled(theme, ("Figure", "By year", "Source, quality"), (140.0, 190.0, 169.0),
                                         (False, False, False), tuple(rows))]  # fmt: skip
    blocks += list(_survey(partnership))
    return Section("assessment", "Strategic assessment", tuple(blocks or [Said("No figure is entered yet.")]))


def _break(figure: AssessmentFigure) -> str:
    return " (series break before)" if figure.break_before else ""


def _survey(partnership: Partnership) -> Iterator[Block]:
    asked: dict[tuple[str, str], dict[str, list[SurveyAnswer]]] = defaultdict(lambda: defaultdict(list))
    for answer in SurveyAnswer.objects.of(partnership):
        asked[answer.survey, answer.question][answer.answer].append(answer)
    for (survey, question), answers in asked.items():
        rows = tuple(
            (
                answer,
                "; ".join(
                    f"{each.year}: {say_value('share', each.share)} of {each.respondents:,}" for each in years
                ),
            )
            for answer, years in answers.items()
        )
        yield Headed(f"{survey}: {question}")
        yield Tabled(
            question, ("Answer", "Share of those who answered"), (200.0, 299.0), (False, False), rows
        )


def _share(answer: SurveyAnswer) -> str:
    return f"{answer.year}: {say_value('share', answer.share)} of {answer.respondents:,}"
