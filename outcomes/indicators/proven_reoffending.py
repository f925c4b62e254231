"""R1: whether people were proven to have reoffended within a year."""

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.lookups import GreaterThan

from foundation.lifecycle.dates import AddMonths
from outcomes.moments import ReportMoment
from people.models import Offence

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import after_release, is_not_matched
from .rows import RELEASED, first_releases_in_quarter

DAYS, MONTHS = 365, 18


def proven_after_release(at: ReportMoment) -> QuerySet:
    """The offences of a release's window. Only a conviction or caution proves one, not an arrest, charge or recall."""
    return at.known(Offence).filter(
        person=OuterRef("person_id"),
        offence_on__gte=OuterRef("released_on"),
        offence_on__lte=after_release(DAYS, inside_subquery=True),
        disposed_on__lte=AddMonths(OuterRef("released_on"), MONTHS),
    )


def is_not_followed_yet(at: ReportMoment) -> GreaterThan:
    """Whether the 18 months of a release reach beyond the as-at date."""
    return GreaterThan(AddMonths("released_on", MONTHS), Value(at.as_at))


def code(at: ReportMoment) -> Case:
    """Died in the year is kept."""
    return Case(
        When(is_not_matched(at), then=Value("not_matched")),
        When(is_not_followed_yet(at), then=Value("not_yet_followed")),
        When(Exists(proven_after_release(at)), then=Value("yes")),
        default=Value("no"),
    )


PROVEN_REOFFENDING = Indicator(
    slug="proven-reoffending",
    id="R1",
    title="Proven reoffending",
    why="It is what the partnership's priority is judged by.",
    index_date="the day of release",
    denominator="people, at their first release in the quarter on licence or at the end of sentence",
    numerator="at least one offence within 365 days of release, proven within 18 months of release",
    notes=(
        "A financial year pools its four quarters, so that a person may count up to four times. Releases recalled on "
        "the same day are skipped; release after recall is no index event. People not matched to the Police National "
        "Computer: left out. Died in the year: kept. Arrest, charge and recall are not proven offences."
    ),
    index=RELEASED,
    rows=first_releases_in_quarter,
    code=code,
    parts={
        "yes": EVENT,
        "no": NON_EVENT,
        "not_matched": excluded("not_matched"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(months=MONTHS),
    settling_days=0,
    good="down",
    official="Proven reoffending, binary rate, Ministry of Justice",
    official_from="October to December 2015",
    needs_offences="matured",
)
