"""The strategic assessment and residents' survey: who opens which address."""

from typing import Any

from tests.factories.partnership import AssessmentFigureFactory, SurveyAnswerFactory

from ..actors import OFFICERS, READS_PLAN, elsewhere
from ..rows import FORM, Kwargs, Row


def _in(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["partnership"].slug}


def _numbered(thing: str) -> Kwargs:
    return lambda things: {"number": things[thing].pk}


def _by_officer(kwargs: Kwargs) -> Row:
    return Row(OFFICERS, elsewhere(OFFICERS), kwargs, post=FORM)


ROWS: dict[str, Row] = {
    "assessment_list": Row(READS_PLAN, elsewhere(READS_PLAN), _in),
    "assessment_enter": _by_officer(_in),
    "assessment_correct": _by_officer(_numbered("assessment_figure")),
    "survey_list": Row(READS_PLAN, elsewhere(READS_PLAN), _in),
    "survey_enter": _by_officer(_in),
    "survey_correct": _by_officer(_numbered("survey_answer")),
}


def things(world: Any) -> dict[str, Any]:
    """What these addresses are asked about."""
    partnership = world.things["partnership"]
    return {
        "assessment_figure": AssessmentFigureFactory(partnership=partnership),
        "survey_answer": SurveyAnswerFactory(partnership=partnership),
    }
