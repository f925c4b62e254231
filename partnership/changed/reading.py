"""What changed in the partnerships somebody works in: of each kind what they may see, all of it by one query."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.models import Event
from outcomes.models import Snapshot
from outcomes.pages.words import say_period
from outcomes.periods import period

from ..models import FollowUp, Pack, Plan, PublishedFigure, Question, Recommendation, Return
from ..states import ReturnState

FOR = datetime.timedelta(days=30)
ROWS = 6
# What is said, and the page that it leads to; {of}: a partner, partnership or place, {detail}: a period or number.
SAID = {
    "plan": ("A version of the plan of {of} was adopted", "partnership_plan_detail"),
    "report": ("The report of {of}, {detail}, was published: measures of the plan take their figures from it",
               "partnership_plan_detail"),
    ReturnState.SUBMITTED.value: ("{of} submitted its return, {detail}", "return_detail"),
    ReturnState.ACCEPTED.value: ("The return of {of}, {detail}, was accepted", "return_detail"),
    ReturnState.RETURNED.value: ("The return of {of}, {detail}, was sent back", "return_detail"),
    "response": ("The response of {of} to question {detail} was published", "question_detail"),
    "followed_up": ("{of} said how far a recommendation is", "recommendation_detail"),
    "pack": ("The scrutiny pack of {detail} was published", "pack_detail"),
}  # fmt: skip
PERIODS = {"report", "pack", *ReturnState.values}


@dataclass(frozen=True)
class Changed:
    """One thing that changed, and where it is read. uuid: of what the page is about."""

    kind: str
    at: datetime.datetime
    uuid: UUID
    of: str
    detail: str

    @property
    def words(self) -> str:
        detail = say_period(period(self.detail)) if self.kind in PERIODS else self.detail
        return SAID[self.kind][0].format(of=self.of, detail=detail)

    @property
    def url(self) -> str:
        return reverse(SAID[self.kind][1], args=[self.uuid])


def changed_for(user: Any) -> list[Changed]:
    """The latest first, of the last 30 days, as many as a home page has room for."""
    since = timezone.now() - FOR
    first, *rest = (
        _row(of_kind(user, since))
        for of_kind in (_plans, _returns, _responses, _follow_ups, _packs, _reports)
    )
    found = first.union(*rest, all=True).order_by("-news_at")[:ROWS]
    return [Changed(*row) for row in found]


def _row(found: QuerySet) -> QuerySet:
    return found.order_by().values_list("news_kind", "news_at", "news_uuid", "news_of", "news_detail")


def _text(words: str) -> Value:
    return Value(words, output_field=CharField())


def _said(found: QuerySet, kind: Any, at: Any, uuid: Any, of: Any, detail: Any) -> QuerySet:
    return found.annotate(news_kind=kind, news_at=at, news_uuid=uuid, news_of=of, news_detail=detail)


def _plans(user: Any, since: datetime.datetime) -> QuerySet:
    """The name of a plan is not told: the working copy may have another."""
    plans = Plan.objects.visible_to(user)
    it = plans.filter(pk=OuterRef("subject_id")).order_by()
    adopted = Event.objects.filter(
        subject_type=Plan._meta.label_lower, what__in=["adopt", "revise"], subject_id__in=plans.order_by().values("pk"),
        recorded_at__gte=since,
    )  # fmt: skip
    return _said(
        adopted, _text("plan"), F("recorded_at"), Subquery(it.values("uuid")[:1]),
        Subquery(it.values("partnership__name")[:1]), _text(""),
    )  # fmt: skip


def _returns(user: Any, since: datetime.datetime) -> QuerySet:
    at = Coalesce("decided_at", "submitted_at")
    found = Return.objects.visible_to(user).exclude(state__in=[ReturnState.OPEN, ReturnState.WITHDRAWN])
    said = _said(found, F("state"), at, F("uuid"), F("partner__name"), F("period"))
    return said.filter(news_at__gte=since)


def _responses(user: Any, since: datetime.datetime) -> QuerySet:
    found = Question.objects.visible_to(user).published().filter(published_at__gte=since)
    number = Cast("number", CharField())
    return _said(found, _text("response"), F("published_at"), F("uuid"), F("partner__name"), number)


def _follow_ups(user: Any, since: datetime.datetime) -> QuerySet:
    found = FollowUp.objects.filter(
        recommendation__in=Recommendation.objects.visible_to(user).order_by(), reported_at__gte=since
    )
    return _said(
        found, _text("followed_up"), F("reported_at"), F("recommendation__uuid"), F("recommendation__partner__name"),
        _text(""),
    )  # fmt: skip


def _packs(user: Any, since: datetime.datetime) -> QuerySet:
    found = Pack.objects.visible_to(user).readable().filter(published_at__gte=since)
    return _said(found, _text("pack"), F("published_at"), F("uuid"), F("partnership__name"), F("period"))


def _reports(user: Any, since: datetime.datetime) -> QuerySet:
    """Those that measures of a plan took a figure from."""
    plans = Plan.objects.visible_to(user).adopted().order_by()
    figures = PublishedFigure.objects.filter(snapshot=OuterRef("pk"), measure__priority__plan__in=plans)
    found = Snapshot.objects.filter(Exists(figures), published_at__gte=since)
    plan = Subquery(figures.order_by("-measure__priority__plan").values("measure__priority__plan__uuid")[:1])
    return _said(found, _text("report"), F("published_at"), plan, F("place"), F("period"))
