"""A partnership in any state: its partners, plan, figures, returns, actions, assessment, scrutiny and packs."""

import datetime
import json
from decimal import Decimal
from hashlib import sha256

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from partnership import models
from partnership.plans.value import as_it_stands, as_text
from partnership.states import (
    CLOSED_ACTION,
    DECIDED,
    EVER_PUBLISHED_PACK,
    PUBLIC_QUESTION,
    UNANSWERED,
    WITH_RESPONSE,
    ActionState,
    CorrectionState,
    PackState,
    QuestionState,
    Rating,
    RecommendationState,
    ReturnState,
)

from .accounts import OrganisationFactory, TeamFactory, UserFactory
from .outcomes import SnapshotFactory
from .people import AreaFactory

BEGINS, ENDS = datetime.date(2024, 4, 1), datetime.date(2027, 3, 31)


def _at(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


class CouncilTeamFactory(TeamFactory):
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.PARTNER)


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Partnership

    name = factory.Sequence(lambda n: f"Community Safety Partnership {n}")
    slug = factory.Sequence(lambda n: f"partnership-{n}")
    area = factory.SubFactory(AreaFactory)
    team = factory.SubFactory(CouncilTeamFactory)
    scrutiny = factory.SubFactory(CouncilTeamFactory)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = models.Partner

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Partner {n}")
    kind = "council"
    team = factory.SubFactory(CouncilTeamFactory)
    joined_on = BEGINS


def officer_of(partnership: models.Partnership, **more):
    """An officer of the partnership."""
    return UserFactory(role=Role.PARTNERSHIP_OFFICER, teams=[partnership.team], **more)


def writer_of(partner: models.Partner, **more):
    """A user who writes for the partner."""
    return UserFactory(role=Role.PARTNER, teams=[partner.team], **more)


def scrutineer_of(partnership: models.Partnership, **more):
    """A member of the committee that scrutinises the partnership."""
    return UserFactory(role=Role.SCRUTINY_MEMBER, teams=[partnership.scrutiny], **more)


class PlanFactory(DjangoModelFactory):
    """Drafted, unless a `state` is given. Of an adopted one nothing is read before `adopt_anew` made a version."""

    class Meta:
        model = models.Plan
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    title = "Community Safety Plan 2024 to 2027"
    begins_on = BEGINS
    ends_on = ENDS


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = models.Priority

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Priority {n}")


class MeasureFactory(DjangoModelFactory):
    """A share that reports publish; `entered=True` is one that a partner enters."""

    class Meta:
        model = models.Measure

    class Params:
        entered = factory.Trait(
            indicator="", definition="Incidents recorded by the police", unit="count", good="down"
        )

    priority = factory.SubFactory(PriorityFactory)
    title = factory.Sequence(lambda n: f"Measure {n}")
    indicator = "housed-on-release"
    unit = "share"
    good = "up"
    frequency = "quarterly"
    owner = factory.SubFactory(
        PartnerFactory, partnership=factory.SelfAttribute("..priority.plan.partnership")
    )


class PlanVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanVersion

    plan = factory.SubFactory(PlanFactory, state="adopted")
    number = factory.Sequence(lambda n: n + 1)
    adopted_on = BEGINS
    adopted_by = factory.SubFactory(UserFactory, role=Role.PARTNERSHIP_OFFICER)
    why = "Adopted by the partnership"
    begins_on = factory.SelfAttribute("plan.begins_on")
    ends_on = factory.SelfAttribute("plan.ends_on")
    content = factory.LazyAttribute(lambda row: as_text(as_it_stands(row.plan)))


def adopt_anew(plan: models.Plan) -> models.PlanVersion:
    """What the plan says now, as everybody reads it."""
    plan = models.Plan.objects.get(pk=plan.pk)
    return PlanVersionFactory(plan=plan)


def standing_version(plan: models.Plan) -> models.PlanVersion:
    return plan.versions.first() or adopt_anew(plan)


class PublishedFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.PublishedFigure

    measure = factory.SubFactory(MeasureFactory)
    snapshot = factory.SubFactory(SnapshotFactory, published=True)
    value = 0.5
    low = 0.4
    high = 0.6
    numerator = 50
    denominator = 100


class EnteredFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.EnteredFigure

    measure = factory.SubFactory(MeasureFactory, entered=True)
    period = "2025-Q1"
    value = Decimal(120)
    source = "Police recorded crime, table 3"
    entered_by = factory.SubFactory(UserFactory, role=Role.PARTNER)
    entered_on = datetime.date(2025, 4, 20)


_WHEN_OPEN = {
    "version_of_plan": None,
    "submitted_by": None,
    "submitted_at": None,
    "first_submitted_at": None,
    "decided_by": None,
    "decided_at": None,
    "because": "",
}


class ReturnFactory(DjangoModelFactory):
    """Open, unless a `state` is given. `lines=[...]`: a mapping of values for each line; what a submitted return says
    is never changed, so that its lines are there before it is.
    """

    class Meta:
        model = models.Return

    partner = factory.SubFactory(PartnerFactory)
    plan = factory.SubFactory(
        PlanFactory, partnership=factory.SelfAttribute("..partner.partnership"), state="adopted"
    )
    period = "2025-Q1"
    due_on = datetime.date(2025, 4, 30)
    first_due_on = factory.SelfAttribute("due_on")
    version_of_plan = factory.LazyAttribute(
        lambda row: (
            standing_version(row.plan) if row.state in (ReturnState.SUBMITTED, ReturnState.ACCEPTED) else None
        )
    )
    opened_at = _at(datetime.date(2025, 4, 1))
    submitted_by = factory.LazyAttribute(
        lambda row: None if row.state == ReturnState.OPEN else UserFactory(role=Role.PARTNER)
    )
    submitted_at = factory.LazyAttribute(lambda row: row.submitted_by and _at(row.due_on))
    first_submitted_at = factory.SelfAttribute("submitted_at")
    decided_by = factory.LazyAttribute(
        lambda row: UserFactory(role=Role.PARTNERSHIP_OFFICER) if row.state in DECIDED else None
    )
    decided_at = factory.LazyAttribute(lambda row: row.decided_by and _at(row.due_on))
    because = factory.LazyAttribute(
        lambda row: "One measure is not rated" if row.state in DECIDED and row.state != "accepted" else ""
    )
    state = ReturnState.OPEN

    @classmethod
    def _create(cls, model_class, *args, lines=(), **given):
        if not lines:
            return super()._create(model_class, *args, **given)
        became = {name: given[name] for name in (*_WHEN_OPEN, "state")}
        made = super()._create(model_class, *args, **given | _WHEN_OPEN | {"state": ReturnState.OPEN})
        for values in lines:
            ReturnLineFactory(of=made, **values)
        model_class.objects.filter(pk=made.pk).update(**became)
        made.refresh_from_db()
        return made


class ReturnLineFactory(DjangoModelFactory):
    class Meta:
        model = models.ReturnLine

    of = factory.SubFactory(ReturnFactory)
    measure = factory.SubFactory(
        MeasureFactory,
        priority=factory.SubFactory(PriorityFactory, plan=factory.SelfAttribute("...of.plan")),
        owner=factory.SelfAttribute("..of.partner"),
    )


class ImprovementActionFactory(DjangoModelFactory):
    """Planned, unless a `state` is given."""

    class Meta:
        model = models.ImprovementAction

    measure = factory.SubFactory(MeasureFactory)
    partner = factory.SelfAttribute("measure.owner")
    what = factory.Sequence(lambda n: f"Second housing officer at the gate {n}")
    owner = "Head of housing"
    due_on = datetime.date(2025, 9, 30)
    resource = "One officer for a year"
    expected_effect = "Two more in a hundred housed on the night of release"
    added_on = datetime.date(2025, 4, 20)
    state = ActionState.PLANNED
    closed_on = factory.LazyAttribute(lambda row: row.due_on if row.state in CLOSED_ACTION else None)
    outcome = factory.LazyAttribute(
        lambda row: "The officer began in June" if row.state in CLOSED_ACTION else ""
    )
    successor = factory.LazyAttribute(
        lambda row: (
            ImprovementActionFactory(measure=row.measure) if row.state == ActionState.SUPERSEDED else None
        )
    )


class ActionProgressFactory(DjangoModelFactory):
    class Meta:
        model = models.ActionProgress

    action = factory.SubFactory(ImprovementActionFactory)
    words = "The post is advertised"
    reported_by = factory.SubFactory(UserFactory, role=Role.PARTNER)


class AssessmentFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.AssessmentFigure

    partnership = factory.SubFactory(PartnershipFactory)
    theme = "Anti-social behaviour"
    title = "Incidents recorded"
    year = "2024/25"
    value = Decimal(5000)
    unit = "count"
    good = "down"
    source = "Police recorded incidents"


class SurveyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.SurveyAnswer

    partnership = factory.SubFactory(PartnershipFactory)
    survey = "Residents’ survey"
    year = "2024"
    question = "How safe do you feel after dark?"
    answer = "Very safe"
    share = Decimal("0.25")
    respondents = 800
    source = "Council, residents’ survey 2024"


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    partnership = factory.SubFactory(PartnershipFactory)
    title = "Overview and scrutiny committee"
    held_on = datetime.date(2025, 1, 23)


class MeetingAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingAttendance

    meeting = factory.SubFactory(MeetingFactory)
    partner = factory.SubFactory(PartnerFactory, partnership=factory.SelfAttribute("..meeting.partnership"))
    attended = True
    who = "Head of the probation delivery unit"


class QuestionFactory(DjangoModelFactory):
    """Waiting for a response, unless a `state` is given."""

    class Meta:
        model = models.Question

    partnership = factory.SubFactory(PartnershipFactory)
    partner = factory.SubFactory(PartnerFactory, partnership=factory.SelfAttribute("..partnership"))
    number = factory.Sequence(lambda n: n + 1)
    asked_by = factory.SubFactory(UserFactory, role=Role.SCRUTINY_MEMBER)
    asked_for = "Overview and scrutiny committee"
    asked_on = datetime.date(2025, 1, 23)
    due_on = datetime.date(2025, 2, 20)
    text = "What is the staffing rate of the probation service?"
    state = QuestionState.ASKED
    answered_by = factory.LazyAttribute(
        lambda row: UserFactory(role=Role.PARTNER) if row.state in WITH_RESPONSE else None
    )
    answered_at = factory.LazyAttribute(lambda row: row.answered_by and _at(row.due_on))
    response = factory.LazyAttribute(lambda row: "77 % of posts are filled." if row.answered_by else "")
    approved_by = factory.LazyAttribute(
        lambda row: (
            UserFactory(role=Role.PARTNERSHIP_OFFICER)
            if row.state in (QuestionState.APPROVED, *PUBLIC_QUESTION)
            else None
        )
    )
    approved_at = factory.LazyAttribute(lambda row: row.approved_by and _at(row.due_on))
    published_at = factory.LazyAttribute(
        lambda row: _at(row.due_on) if row.state in PUBLIC_QUESTION else None
    )
    retracted_at = factory.LazyAttribute(
        lambda row: _at(row.due_on) if row.state == QuestionState.RETRACTED else None
    )
    because = factory.LazyAttribute(
        lambda row: {
            QuestionState.WITHDRAWN: "Asked twice",
            QuestionState.RETRACTED: "It was of another year",
        }.get(row.state, "")
    )


class CorrectionFactory(DjangoModelFactory):
    """Waiting for the officers, unless a `state` is given."""

    class Meta:
        model = models.Correction

    question = factory.SubFactory(QuestionFactory, state=QuestionState.PUBLISHED)
    response = "79 % of posts are filled."
    because = "A post was counted twice"
    written_by = factory.SubFactory(UserFactory, role=Role.PARTNER)
    state = CorrectionState.WRITTEN
    decided_by = factory.LazyAttribute(
        lambda row: (
            None if row.state == CorrectionState.WRITTEN else UserFactory(role=Role.PARTNERSHIP_OFFICER)
        )
    )
    decided_at = factory.LazyAttribute(lambda row: row.decided_by and timezone.now())
    refused_because = factory.LazyAttribute(
        lambda row: "The first count was right" if row.state == CorrectionState.REFUSED else ""
    )


ENDED = (RecommendationState.WITHDRAWN, RecommendationState.CARRIED_OUT, RecommendationState.GIVEN_UP)


class RecommendationFactory(DjangoModelFactory):
    """Waiting for an answer, unless a `state` is given."""

    class Meta:
        model = models.Recommendation

    meeting = factory.SubFactory(MeetingFactory)
    partner = factory.SubFactory(PartnerFactory, partnership=factory.SelfAttribute("..meeting.partnership"))
    text = "Tell the committee every quarter how many posts are filled"
    due_on = datetime.date(2025, 7, 31)
    state = RecommendationState.MADE
    answered_by = factory.LazyAttribute(
        lambda row: None if row.state in UNANSWERED else UserFactory(role=Role.PARTNER)
    )
    answered_at = factory.LazyAttribute(lambda row: row.answered_by and _at(row.due_on))
    answer = factory.LazyAttribute(lambda row: "We will, from July" if row.answered_by else "")
    closed_on = factory.LazyAttribute(
        lambda row: row.due_on if row.state in (*ENDED, RecommendationState.REJECTED) else None
    )
    outcome = factory.LazyAttribute(lambda row: "Told in July" if row.state in ENDED else "")


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = models.FollowUp

    recommendation = factory.SubFactory(RecommendationFactory, state=RecommendationState.ACCEPTED)
    words = "The first figures are ready"
    reported_by = factory.SubFactory(UserFactory, role=Role.PARTNER)


class PackFactory(DjangoModelFactory):
    """Built, unless a `state` is given."""

    class Meta:
        model = models.Pack

    partnership = factory.SubFactory(PartnershipFactory)
    version_of_plan = factory.SubFactory(
        PlanVersionFactory, plan__partnership=factory.SelfAttribute("...partnership")
    )
    period = "2024/25"
    built_by = factory.SubFactory(UserFactory, role=Role.PARTNERSHIP_OFFICER)
    state = PackState.BUILT
    number = factory.Sequence(lambda n: n + 1)
    published_by = factory.SelfAttribute("built_by")
    published_at = factory.LazyFunction(timezone.now)
    because = factory.LazyAttribute(
        lambda row: "A figure was wrong" if row.state == PackState.WITHDRAWN else ""
    )

    @classmethod
    def _adjust_kwargs(cls, **given):
        if given["state"] not in EVER_PUBLISHED_PACK:
            given |= {"number": None, "published_by": None, "published_at": None}
        return given


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


class PackContentFactory(DjangoModelFactory):
    class Meta:
        model = models.PackContent

    pack = factory.SubFactory(PackFactory)
    said = json.dumps({})
    said_hash = _hash(b"{}")


class PackFileFactory(DjangoModelFactory):
    class Meta:
        model = models.PackFile

    pack = factory.SubFactory(PackFactory)
    format = "pdf"
    content_type = "application/pdf"
    content = b"%PDF-"
    content_hash = _hash(b"%PDF-")


RATED = {"own_rating": Rating.TARGET_MET, "behind": "More landlords", "computed_rating": Rating.TARGET_MET}
