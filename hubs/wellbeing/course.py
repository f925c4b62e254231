"""The four answers on wellbeing over time: a small picture of each question, and the same in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import Caption, Reading, Scene, readings
from foundation.design.dates import say_day

from ..models import Wellbeing
from ..models.wellbeing import HIGHEST, LOWEST, QUESTIONS
from .questions import NOT_ANSWERED

WIDTH, HEIGHT = 205, 130  # two beside each other in a column of a page
TITLES = {
    "satisfied": "Satisfied with life",
    "worthwhile": "Things done are worthwhile",
    "happy": "Happy yesterday",
    "anxious": "Anxious yesterday",
}
SCALES = dict.fromkeys(QUESTIONS, "0 to 10, higher is better") | {"anxious": "0 to 10, lower is better"}


@dataclass(frozen=True)
class Picture:
    """One question: its answers drawn, from two on."""

    question: str
    title: str
    scene: Scene


@dataclass(frozen=True)
class Course:
    """What a person answered, the first time first. A row: the day, the occasion, and (question, answer) four times."""

    pictures: Sequence[Picture]
    titles: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]


def course(asked: Sequence[Wellbeing]) -> Course | None:
    """The course of somebody's answers, of one person's rows in any order; None where nothing was ever answered.

    No query is asked here. A question not answered is a gap, never zero.
    """
    ordered = sorted(asked, key=lambda each: (each.asked_on, each.pk))
    if all(each.is_unanswered for each in ordered):
        return None
    pictures = [_picture(question, ordered) for question in QUESTIONS]
    rows = [(say_day(each.asked_on), str(each.get_occasion_display()), _answers(each)) for each in ordered]
    return Course([each for each in pictures if each], list(TITLES.values()), rows)


def _picture(question: str, asked: Sequence[Wellbeing]) -> Picture | None:
    taken = [Reading(each.asked_on, getattr(each, question)) for each in asked]
    if sum(each.value is not None for each in taken) < 2:
        return None
    told = "; ".join(f"{say_day(each.asked_on)}: {_say(getattr(each, question))}" for each in asked)
    caption = Caption(TITLES[question], f"{TITLES[question]}, {SCALES[question]}. {told}.", SCALES[question])
    scene = readings(caption, taken, lowest=LOWEST, highest=HIGHEST, width=WIDTH, height=HEIGHT)
    return Picture(question, TITLES[question], scene)


def _answers(asked: Wellbeing) -> list[tuple[str, str]]:
    return [(TITLES[question], _say(getattr(asked, question))) for question in QUESTIONS]


def _say(answer: int | None) -> str:
    return NOT_ANSWERED if answer is None else str(answer)
