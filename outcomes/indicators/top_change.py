"""S2: what changed between the start of treatment and a review or exit, each item of the TOP form by itself."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from foundation.lifecycle.dates import Quarter
from outcomes.moments import KEY, ReportMoment, latest
from outcomes.places import hub_on_release
from pathways.models import OutcomesProfile
from pathways.profiles.items import ITEMS, Item, Measure

from .declaration import EVENT, NON_EVENT, UNPAIRED, Index, Indicator, excluded

SLUG = "top-change"
LEADS = (
    "quality_of_life"  # the person's own judgement of the whole: it stands for the form where one figure must
)
START, EXIT = OutcomesProfile.Stage.START, OutcomesProfile.Stage.EXIT
LATER = (OutcomesProfile.Stage.REVIEW, EXIT)

REVIEWED = Index(
    "TOP review or exit", OutcomesProfile, "taken_on", F("taken_on"), hub_on_release
)  # of a referral live that day


def last_in_quarter(at: ReportMoment) -> QuerySet:
    """Each person's last review or exit of a quarter: what comes later in another quarter moves no figure."""
    later = at.known(OutcomesProfile).filter(stage__in=LATER, taken_on__lte=at.as_at)
    ranked = later.alias(key=KEY, quarter_of=Quarter("taken_on"))
    after = Q(taken_on__gt=OuterRef("taken_on")) | Q(taken_on=OuterRef("taken_on"), key__gt=OuterRef("key"))
    newer = ranked.filter(after, person=OuterRef("person_id"), quarter_of=OuterRef("quarter_of"))
    return ranked.filter(~Exists(newer))


def start_answer(at: ReportMoment, item: Item) -> Subquery:
    """What the last start before the form answered, unless an exit lies between; NULL where it did not answer."""
    exits = at.known(OutcomesProfile).filter(
        person=OuterRef("person_id"),
        stage=EXIT,
        taken_on__gt=OuterRef("taken_on"),
        taken_on__lt=OuterRef(OuterRef("taken_on")),
    )
    starts = at.known(OutcomesProfile).filter(
        person=OuterRef("person_id"), stage=START, taken_on__lt=OuterRef("taken_on")
    )
    last = latest(starts, "taken_on").annotate(has_ended=Exists(exits), said=_number(item))
    answer = Case(When(has_ended=False, then=F("said")), output_field=IntegerField())
    return Subquery(last.annotate(answer=answer).values("answer")[:1], output_field=IntegerField())


def _number(item: Item):
    """The answer as a number: yes is 1, no is 0."""
    if item.measure is not Measure.YES_NO:
        return F(item.slug)
    return Case(
        When(**{item.slug: True}, then=Value(1)),
        When(**{item.slug: False}, then=Value(0)),
        output_field=IntegerField(),
    )


def _change(item: Item):
    def change(at: ReportMoment):
        return _number(item) - start_answer(at, item)

    return change


def _declared(number: int, item: Item) -> Indicator:
    is_leader = item.slug == LEADS
    return Indicator(
        slug=SLUG if is_leader else f"{SLUG}-{item.slug.replace('_', '-')}",
        id="S2" if is_leader else f"S2.{number}",
        title=f"TOP change: {item.label[0].lower()}{item.label[1:]}",
        why="Treatment is meant to change a life: less use and crime, better health, work, a home.",
        index_date="the day of the review or exit form; a person’s last one in the quarter",
        denominator="reviews and exits that answer the question and have a start form before them that does",
        numerator=f"of these, those where it had changed for the better: {_better(item)}",
        notes=(
            f"The figure is the mean change from start to review or exit, in {_counted_in(item)}, with its t interval. "
            "Paired with the last start form before it, unless an exit lies between. Not answered is not zero: without "
            "both answers a form is unpaired, and counted. A prison form asks about the days before custody."
        ),
        index=REVIEWED,
        rows=last_in_quarter,
        change=_change(item),
        parts={"better": EVENT, "same_or_worse": NON_EVENT, UNPAIRED: excluded(UNPAIRED)},
        unit="score",
        good=item.good,
        led_by="" if is_leader else SLUG,
    )


def _better(item: Item) -> str:
    if item.measure is Measure.YES_NO:
        return "yes had become no"
    if item.is_days:
        return "more days" if item.good == "up" else "fewer days"
    return "a higher score"


def _counted_in(item: Item) -> str:
    if item.measure is Measure.YES_NO:
        return "shares of those asked: −0.1 is one in ten fewer saying yes"
    return "days of 28" if item.is_days else "points from 0 to 20"


_IN_ORDER = sorted(ITEMS, key=lambda item: item.slug != LEADS)  # the leader first, the others as on the form
TOP_CHANGES = tuple(_declared(number, item) for number, item in enumerate(_IN_ORDER, start=1))
