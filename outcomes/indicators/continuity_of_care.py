"""S1: whether treatment went on in the community."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from foundation.lifecycle.dates import AddDays, AddMonths, LondonDay
from outcomes.moments import KEY, ReportMoment
from pathways.models import Spell
from people.models import Person
from referrals.models import Need, Referral
from referrals.states import NeedKind, ReferralState

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import after_release, has_died_by, recalled_by, window_is_open
from .rows import RELEASED, releases_once_a_day

DAYS, DAYS_BEFORE = 21, 28
ADULT_FROM = 18 * 12  # months
IN_PRISON, IN_COMMUNITY = "prison", "community_structured"


def needs_treatment(at: ReportMoment) -> Q:
    """Named in a referral submitted by the release date, or treated in prison on any of the 28 days before it."""
    day = OuterRef("released_on")
    named = (
        at.known(Need)
        .alias(dropped_on=LondonDay("dropped_at"))
        .filter(
            Q(dropped_on=None) | Q(dropped_on__gt=OuterRef(OuterRef("released_on"))), kind=NeedKind.SUBSTANCE
        )
    )
    referred = (
        at.known(Referral)
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
        .alias(submitted_on=LondonDay("submitted_at"), key=KEY)
        .filter(
            Exists(named.filter(referral=OuterRef("key"))),
            person=OuterRef("person_id"),
            submitted_on__lte=day,
        )
    )
    treated = at.known(Spell).filter(
        Q(ended_on=None) | Q(ended_on__gt=AddDays(day, -DAYS_BEFORE)),
        person=OuterRef("person_id"),
        kind=Spell.Kind.TREATMENT,
        code=IN_PRISON,
        started_on__lt=day,
    )
    return Q(Exists(referred)) | Q(Exists(treated))


def adults_in_need(at: ReportMoment) -> QuerySet:
    """Releases of people aged 18 or over with a treatment need."""
    adult = at.same(Person, "person_id").alias(of_age_on=AddMonths("date_of_birth", ADULT_FROM))
    return releases_once_a_day(at).filter(
        needs_treatment(at), Exists(adult.filter(of_age_on__lte=OuterRef("released_on")))
    )


def code(at: ReportMoment) -> Case:
    begun = at.known(Spell).filter(
        person=OuterRef("person_id"),
        kind=Spell.Kind.TREATMENT,
        code=IN_COMMUNITY,
        started_on__gte=OuterRef("released_on"),
        started_on__lte=after_release(DAYS, inside_subquery=True),
    )
    return Case(
        When(recalled_by(at, after_release(DAYS)), then=Value("recalled")),
        When(has_died_by(at, after_release(DAYS)), then=Value("died")),
        When(window_is_open(at, DAYS), then=Value("not_yet_followed")),
        When(Exists(begun), then=Value("yes")),
        default=Value("no"),
    )


CONTINUITY_OF_CARE = Indicator(
    slug="continuity-of-care",
    id="S1",
    title="Continuity of care",
    why="Treatment that stops at the gate puts a person at risk of relapse, overdose and return to prison.",
    index_date="the day of release",
    denominator=(
        "releases of adults with a treatment need: named in a referral by then, or treated in prison in the "
        "28 days before"
    ),
    numerator="community structured treatment begun within 21 days of release",
    notes="Recalled or died within 21 days: left out. Without a treatment spell the answer is no.",
    index=RELEASED,
    rows=adults_in_need,
    code=code,
    parts={
        "yes": EVENT,
        "no": NON_EVENT,
        "recalled": excluded("recalled"),
        "died": excluded("died"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=DAYS),
    settling_days=42,
    official="C20: continuity of care, Public Health Outcomes Framework",
    official_from="2015/16",
)
