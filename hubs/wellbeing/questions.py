"""The four questions of the Office for National Statistics on personal wellbeing, in its exact words.

Source: Office for National Statistics, Personal well-being user guide, the four harmonised questions ("ONS4"). Asked at
an induction and at every review; whether and what somebody answers is theirs to say. (domain: Wellbeing)
"""

from collections.abc import Mapping

from ..models import Wellbeing
from ..models.wellbeing import HIGHEST, LOWEST, QUESTIONS

Answers = Mapping[str, int | None]

INTRODUCTION = (
    "I would like to ask you four questions about your feelings on aspects of your life. There are no right or wrong "
    "answers. For each of these questions I’d like you to give an answer on a scale of 0 to 10, where 0 is “not at "
    "all” and 10 is “completely”."
)
ASKED = {
    "satisfied": "Overall, how satisfied are you with your life nowadays?",
    "worthwhile": "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
    "happy": "Overall, how happy did you feel yesterday?",
    "anxious": "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did "
    "you feel yesterday?",
}
NOT_ANSWERED = "Not answered"
OFF_THE_SCALE = (
    f"Answer with a whole number from {LOWEST} to {HIGHEST}, or leave it empty if it was not answered."
)


def off_the_scale(answers: Answers) -> list[str]:
    """The questions whose answers are no whole number of the scale."""
    given = ((name, answers.get(name)) for name in QUESTIONS)
    return [name for name, answer in given if answer is not None and answer not in range(LOWEST, HIGHEST + 1)]


def in_short(wellbeing: Wellbeing) -> list[tuple[str, str]]:
    """(Satisfied, 6) and so on: zero is an answer, and nothing is none."""
    given = ((name, getattr(wellbeing, name)) for name in QUESTIONS)
    return [(name.capitalize(), NOT_ANSWERED if answer is None else str(answer)) for name, answer in given]
