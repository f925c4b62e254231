"""Partnerships and their partners, plans and measures, figures, returns and actions, assessment, scrutiny, packs."""

from foundation.lifecycle import triggers

from ..belonging import what_is_joined_belongs_together
from .assessment import AssessmentFigure, SurveyAnswer
from .correction import Correction
from .figures import EnteredFigure, PublishedFigure
from .pack import Pack, PackContent, PackFile
from .partner import Partner, Partnership
from .plan import Measure, Plan, PlanVersion, Priority
from .recommendation import FollowUp, Recommendation
from .returns import ActionProgress, ImprovementAction, Return, ReturnLine
from .scrutiny import Meeting, MeetingAttendance, Question

__all__ = [
    "ActionProgress", "AssessmentFigure", "Correction", "EnteredFigure", "FollowUp", "ImprovementAction", "Measure",
    "Meeting", "MeetingAttendance", "Pack", "PackContent", "PackFile", "Partner", "Partnership", "Plan", "PlanVersion",
    "Priority",
    "PublishedFigure", "Question", "Recommendation", "Return", "ReturnLine", "SurveyAnswer",
]  # fmt: skip

triggers.register(*what_is_joined_belongs_together())
