"""E3: whether people who started a job were still in work 26 weeks later, without a gap."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThan

from foundation.lifecycle.dates import AddDays
from outcomes.moments import KEY, ReportMoment
from outcomes.places import hub_on_release
from pathways.models import Check, Spell
from people.models import Release

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Index, Indicator, Window, excluded
from .known import WORK, answer, has_died_by, known_or
from .verified import rests_on_a_verified_claim

DAYS = 182  # 26 weeks
STARTED = Index("job start", Spell, "started_on", F("started_on"), hub_on_release)


def jobs(at: ReportMoment) -> QuerySet:
    return at.known(Spell).filter(kind=Spell.Kind.EMPLOYMENT, code__in=WORK)


def job_starts(at: ReportMoment) -> QuerySet:
    """Every job begun; of several on one day one stands."""
    begun = jobs(at).filter(started_on__lte=at.as_at).alias(key=KEY)
    twin = begun.filter(
        person=OuterRef("person_id"), started_on=OuterRef("started_on"), key__gt=OuterRef("key")
    )
    return begun.filter(~Exists(twin))


def has_gap(at: ReportMoment) -> Exists:
    """Whether some day after the start, up to the point, no job covers: the first such day is the end of one."""
    of_person = jobs(at).filter(person=OuterRef("person_id"))
    point = AddDays(OuterRef("started_on"), DAYS)
    ended = of_person.filter(ended_on__gt=OuterRef("started_on"), ended_on__lte=point)
    covering = of_person.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("ended_on")), started_on__lte=OuterRef("ended_on")
    )
    return Exists(ended.filter(~Exists(covering)))


def was_recalled(at: ReportMoment) -> Exists:
    """Whether the person was recalled from the first day of the job on and before the point."""
    return Exists(
        at.known(Release).filter(
            person=OuterRef("person_id"),
            kind__in=Release.COUNTED,
            recalled_on__gte=OuterRef("started_on"),
            recalled_on__lt=AddDays(OuterRef("started_on"), DAYS),
            recalled_on__lte=at.as_at,
        )
    )


def code(at: ReportMoment) -> Case:
    point = AddDays(F("started_on"), DAYS)
    lasted = Case(When(has_gap(at), then=Value("ended")), default=Value("lasted"))
    return Case(
        When(was_recalled(at), then=Value("recalled")),
        When(has_died_by(at, AddDays(F("started_on"), DAYS - 1)), then=Value("died")),
        When(GreaterThan(point, Value(at.as_at)), then=Value("not_yet_followed")),
        default=known_or(answer(at, Check.Name.WEEK_26, AddDays(OuterRef("started_on"), DAYS)), lasted),
    )


def verified(at: ReportMoment) -> Exists:
    return rests_on_a_verified_claim(
        at, Spell.Kind.EMPLOYMENT, AddDays(OuterRef("started_on"), DAYS), code__in=WORK
    )


JOB_SUSTAINED = Indicator(
    slug="job-sustained",
    id="E3",
    title="Sustained job",
    why="A job started is a hope; a job kept is an outcome.",
    index_date="the first day of the job",
    denominator="jobs started; several of a person on one day count once",
    numerator="still employed 26 weeks later, in that job or another, without a gap",
    notes=(
        "The check of that day decides; without one, the jobs on record. One that begins on the day another ended "
        "leaves no gap. Recalled or died before that day, and out of scope: left out. A job on record without an end "
        "is taken to stand."
    ),
    index=STARTED,
    rows=job_starts,
    code=code,
    parts={
        "yes": EVENT,
        "lasted": EVENT,
        "no": NON_EVENT,
        "ended": NON_EVENT,
        "out_of_scope": excluded("out_of_scope"),
        "recalled": excluded("recalled"),
        "died": excluded("died"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=DAYS),
    verified=verified,
)
