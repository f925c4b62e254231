"""W1: how people's wellbeing moved from the induction to the first review, each of the four questions by itself."""

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery

from foundation.lifecycle.dates import AddDays
from hubs.models import Wellbeing
from hubs.models.wellbeing import QUESTIONS
from outcomes.moments import KEY, ReportMoment
from outcomes.places import own_hub

from .declaration import EVENT, NON_EVENT, UNPAIRED, Index, Indicator, Window, excluded

SLUG = "wellbeing-change"
LEADS = "satisfied"  # the question that the Office for National Statistics leads with
DAYS = 120
INDUCTION, REVIEW = Wellbeing.Occasion.INDUCTION, Wellbeing.Occasion.REVIEW
TITLES = {
    "satisfied": "satisfied with life",
    "worthwhile": "things done are worthwhile",
    "happy": "happy yesterday",
    "anxious": "anxious yesterday",
}
INDUCTED = Index("wellbeing asked at the induction", Wellbeing, "asked_on", F("asked_on"), own_hub)


def asked_at_induction(at: ReportMoment) -> QuerySet:
    """Everybody whom the questions were put to at an induction, whatever they answered."""
    return at.known(Wellbeing).filter(occasion=INDUCTION, asked_on__lte=at.as_at).alias(key=KEY)


def first_review_answer(at: ReportMoment, question: str) -> Subquery:
    """What was answered at the hub's first review within the window; NULL where it was not, or there was none.

    A new induction there begins a new pair: what is reviewed after it belongs to that one.
    """
    again = at.known(Wellbeing).filter(
        person=OuterRef("person_id"),
        hub=OuterRef("hub_id"),
        occasion=INDUCTION,
        asked_on__gt=OuterRef(OuterRef("asked_on")),
        asked_on__lte=OuterRef("asked_on"),
    )
    reviews = at.known(Wellbeing).filter(
        ~Exists(again),
        person=OuterRef("person_id"),
        hub=OuterRef("hub_id"),
        occasion=REVIEW,
        asked_on__gt=OuterRef("asked_on"),
        asked_on__lte=AddDays(OuterRef("asked_on"), DAYS),
    )
    first = reviews.filter(asked_on__lte=at.as_at).order_by("asked_on", KEY)
    return Subquery(first.values(question)[:1], output_field=IntegerField())


def _change(question: str):
    def change(at: ReportMoment):
        return first_review_answer(at, question) - F(question)

    return change


def _declared(number: int, question: str) -> Indicator:
    is_leader, good = question == LEADS, "down" if question == "anxious" else "up"
    return Indicator(
        slug=SLUG if is_leader else f"{SLUG}-{question}",
        id="W1" if is_leader else f"W1.{number}",
        title=f"Wellbeing: {TITLES[question]}",
        why="A hub is there for people’s wellbeing: they say themselves whether it grew.",
        index_date="the day of the induction at which the questions were put",
        denominator="inductions at which the question was answered, and answered again at the first review there",
        numerator=f"of these, those who then gave a {'lower' if good == 'down' else 'higher'} answer",
        notes=(
            "The figure is the mean change in points from 0 to 10, with its t interval. The first review at the same "
            "hub counts when it is within 120 days of the induction. Without both answers somebody is unpaired, and "
            "counted. The questions are the four of the Office for National Statistics (ONS4)."
        ),
        index=INDUCTED,
        rows=asked_at_induction,
        change=_change(question),
        parts={"better": EVENT, "same_or_worse": NON_EVENT, UNPAIRED: excluded(UNPAIRED)},
        window=Window(days=DAYS),
        unit="score",
        good=good,
        led_by="" if is_leader else SLUG,
    )


WELLBEING_CHANGES = tuple(_declared(number, question) for number, question in enumerate(QUESTIONS, start=1))
