"""The parts of a pack about questions, recommendations and the strategic assessment."""

import datetime
from collections.abc import Iterator

from foundation.design.dates import day_of, say_day
from outcomes.periods import Period

from ..assessment.scope import figures_of
from ..assessment.survey import Share, questions_of
from ..assessment.trends import YearlySeries, say_short, themes_of
from ..models import Partnership, Question, Recommendation, SurveyAnswer
from ..states import OPEN_QUESTION, OPEN_RECOMMENDATION, PUBLIC_QUESTION, WAITING_FOR_RESPONSE, Unit
from .value import Block, Headed, Said, Section, Tabled


def responses_of(
    partnership: Partnership, period: Period, today: datetime.date, since: datetime.date | None
) -> Section:
    """Responses published to questions of the period, or published, corrected or withdrawn since the last pack was
    built, word for word; then whom others wait for, and how long. since: the day of the last pack.
    """
    asked = Question.objects.filter(partnership=partnership, asked_on__lte=today).with_those_named()
    found = list(asked.with_corrections().order_by("number"))
    blocks: list[Block] = []
    for each in found:
        if each.state in PUBLIC_QUESTION and _is_told(each, period, since):
            blocks += list(_answered(each))
    if not blocks:
        blocks = [Said("No response was published to a question of this period.")]
    rows = tuple(_waiting(each, today) for each in found if each.state in OPEN_QUESTION)
    if rows:
        blocks.append(Tabled("Questions that wait for a published response", ("Question", "To", "Where it stands"),
                             (120.0, 180.0, 199.0), (False,) * 3, rows))  # fmt: skip
    return Section("questions", "Questions and written responses", tuple(blocks))


def _is_told(question: Question, period: Period, since: datetime.date | None) -> bool:
    moments = [question.published_at, question.retracted_at, *(each.decided_at for each in question.told)]
    is_new = since is not None and any(day_of(moment) >= since for moment in moments if moment)
    return question.asked_on in period or is_new


def _waiting(question: Question, today: datetime.date) -> tuple[str, ...]:
    """Never its words: they are published with the response."""
    late = (today - question.due_on).days
    is_late = question.state in WAITING_FOR_RESPONSE and late > 0
    due = f"{late} days late" if is_late else f"due on {say_day(question.due_on)}"
    stands = due if question.state in WAITING_FOR_RESPONSE else "written, not published yet"
    return f"{question}, {say_day(question.asked_on)}", str(question.partner), stands


def _answered(question: Question) -> Iterator[Block]:
    yield Headed(f"{question} to {question.partner}")
    at = f" at {question.meeting}" if question.meeting else ""
    put = (
        "" if question.put_on == question.asked_on else f", put to the partner on {say_day(question.put_on)}"
    )
    yield Said(f"Asked by {question.asked_for} on {say_day(question.asked_on)}{at}{put}; answer due on "
               f"{say_day(question.due_on)}, written on {_day(question.answered_at)}.", "note")  # fmt: skip
    yield Said(question.text, "quote")
    if question.retracted_at:
        yield Said(f"The response was withdrawn on {_day(question.retracted_at)}: {question.because}")
        return
    yield Said(question.standing_response)
    for former, correction in question.former_responses:
        yield Said(
            f"Corrected on {_day(correction.decided_at)}: {correction.because} Before, it said: “{former}”",
            "note",
        )


def _day(moment: datetime.datetime | None) -> str:
    return say_day(moment) if moment else ""


def recommendations_of(partnership: Partnership, period: Period) -> Section:
    """Every recommendation that was open in the period, with its answer and the last that was told of it."""
    made = Recommendation.objects.filter(
        meeting__partnership=partnership, meeting__held_on__lte=period.ends_on
    )
    found = [
        each
        for each in made.not_withdrawn()
        .with_those_named()
        .prefetch_related("follow_ups")
        .order_by("due_on", "pk")
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
    """Yearly figures by theme with their direction, source and quality note; and what residents said."""
    blocks: list[Block] = []
    for theme in themes_of(figures_of(partnership)):
        rows = tuple(_series(series) for series in theme.series)
        blocks += [Headed(theme.title), Tabled(theme.title, ("Figure", "By year", "Direction", "Source, quality"),
                                               (115.0, 150.0, 105.0, 129.0), (False,) * 4, rows)]  # fmt: skip
    blocks += list(_survey(partnership))
    return Section("assessment", "Strategic assessment", tuple(blocks or [Said("No figure is entered yet.")]))


def _series(series: YearlySeries) -> tuple[str, ...]:
    told = "; ".join(
        f"{row.figure.year}: {say_short(row.figure.unit, float(row.figure.value))}"
        f"{' (not comparable with the years before)' if row.breaks else ''}"
        for row in reversed(series.rows)
    )
    unit = series.newest.unit
    title = (
        series.title if unit in (Unit.COUNT, Unit.SHARE) else f"{series.title} ({Unit(unit).label.lower()})"
    )
    notes = " ".join(dict.fromkeys(each.quality for each in series.figures if each.quality))
    return title, told, series.says_direction, f"{series.newest.source}. {notes}".strip()


def _survey(partnership: Partnership) -> Iterator[Block]:
    """As the page of the survey shows it: with intervals, and hidden where few answered."""
    for asked in questions_of(SurveyAnswer.objects.of(partnership)):
        rows = tuple((answer, *(_share(share) for _, share in by_year)) for answer, by_year in asked.answers)
        years = tuple(f"{year}, {answered}" for year, answered in asked.years)
        rest = (339.0 / len(years),) * len(years)
        yield Headed(f"{asked.survey}: {asked.question}")
        yield Tabled(asked.question, ("Answer", *years), (160.0, *rest), (False, *[True] * len(years)), rows)
        yield Said(f"Source: {'; '.join(asked.sources)}. Shares with their 95% interval.", "note")


def _share(share: Share | None) -> str:
    if share is None:
        return "not asked"
    return f"{share.words} ({share.interval})" if share.interval else share.words
