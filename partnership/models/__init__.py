"""Partnerships and their partners, plans and measures, figures, returns and actions, assessment, scrutiny, packs."""

from .assessment import AssessmentFigure, SurveyAnswer
from .figures import EnteredFigure, PublishedFigure
from .pack import Pack, PackContent, PackFile
from .partner import Partner, Partnership
from .plan import Measure, Plan, PlanVersion, Priority
from .returns import ActionProgress, ImprovementAction, Return, ReturnLine
from .scrutiny import FollowUp, Meeting, MeetingAttendance, Question, Recommendation

__all__ = [
    "ActionProgress", "AssessmentFigure", "EnteredFigure", "FollowUp", "ImprovementAction", "Measure", "Meeting",
    "MeetingAttendance", "Pack", "PackContent", "PackFile", "Partner", "Partnership", "Plan", "PlanVersion", "Priority",
    "PublishedFigure", "Question", "Recommendation", "Return", "ReturnLine", "SurveyAnswer",
]  # fmt: skip
