"""A partnership in full: an adopted plan with a published figure and an entered one, returns, actions, scrutiny."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from partnership.plans import actions as plans
from partnership.plans.value import as_it_stands
from tests.factories.outcomes import published_report
from tests.factories.partnership import (
    AssessmentFigureFactory,
    EnteredFigureFactory,
    ImprovementActionFactory,
    MeasureFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    PublishedFigureFactory,
    QuestionFactory,
    RecommendationFactory,
    ReturnFactory,
    SurveyAnswerFactory,
    officer_of,
)
from tests.factories.people import AreaFactory

DAY = datetime.date(2025, 6, 2)


@dataclass
class Scene:
    """What a test asks for by name."""

    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


def in_full(area: str = "Medway") -> Scene:
    """As it stood on 2 June 2025."""
    partnership = PartnershipFactory(area=AreaFactory(name=area), name=f"{area} CSP", slug=area.lower())
    officer = officer_of(partnership)
    probation = PartnerFactory(partnership=partnership, name="Probation", kind="probation")
    PartnerFactory(partnership=partnership, name="Fire and rescue", kind="fire", team=None)
    plan = PlanFactory(partnership=partnership)
    priority = PriorityFactory(plan=plan, title="Reduce re-offending", why="People come back")
    housed = MeasureFactory(
        priority=priority, owner=probation, title="Housed on release", target="0.9", floor="0.8"
    )
    crimes = MeasureFactory(priority=priority, owner=probation, title="Incidents", entered=True, target=100)
    plans.adopt(plan, by=officer)
    report = published_report(area)
    PublishedFigureFactory(measure=housed, snapshot=report, value=0.7, low=0.6, high=0.8)
    EnteredFigureFactory(measure=crimes)
    line = {"measure": housed, "own_rating": "floor_missed", "computed_rating": "floor_missed",
            "behind": "Two landlords left", "computed": "70%, January to March 2025"}  # fmt: skip
    action = ImprovementActionFactory(measure=housed, what="A second officer at the gate")
    ReturnFactory(partner=probation, plan=plan, state="accepted", words="A hard quarter", lines=[line])
    meeting = MeetingFactory(partnership=partnership)
    MeetingAttendanceFactory(meeting=meeting, partner=probation)
    question = QuestionFactory(partnership=partnership, partner=probation, meeting=meeting, state="published")
    waiting = QuestionFactory(
        partnership=partnership, partner=probation, text="When is the next inspection?",
        asked_on=datetime.date(2025, 3, 1), due_on=datetime.date(2025, 3, 29),
    )  # fmt: skip
    RecommendationFactory(meeting=meeting, partner=probation, state="accepted")
    AssessmentFigureFactory(partnership=partnership)
    SurveyAnswerFactory(partnership=partnership)
    assert as_it_stands(plan).measures
    return Scene(
        {"partnership": partnership, "officer": officer, "probation": probation, "plan": plan, "housed": housed,
         "crimes": crimes, "report": report, "action": action, "question": question, "waiting": waiting}
    )  # fmt: skip
