"""R2: how often people reoffended, of those who did and of everybody."""

from django.db.models import Case, CharField, Count, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from outcomes.moments import ReportMoment

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import is_not_matched
from .proven_reoffending import MONTHS, is_not_followed_yet, proven_after_release
from .rows import RELEASED, first_releases_in_quarter


def code(at: ReportMoment) -> Case:
    """How many offences were proven in the window; identical ones count each."""
    counted = (
        proven_after_release(at).order_by().values("person").annotate(number=Count("pk")).values("number")
    )
    return Case(
        When(is_not_matched(at), then=Value("not_matched")),
        When(is_not_followed_yet(at), then=Value("not_yet_followed")),
        default=Cast(Coalesce(Subquery(counted), 0), CharField()),
    )


def _declared(letter: str, whose: str, denominator: str, per: tuple[str, ...], official: str) -> Indicator:
    return Indicator(
        slug=f"reoffences-per-{whose}",
        id=f"R2{letter}",
        title=f"Reoffences per {whose}",
        why="One offence is not ten: fewer victims count, even where as many people reoffend.",
        index_date="the day of release",
        denominator=denominator,
        numerator="offences within 365 days of release, proven within 18 months of release",
        notes=(
            "The people are those of proven reoffending, at their first release in the quarter; a financial year pools "
            "its four quarters. Rows that are identical are offences each. The interval is that of a Poisson rate: "
            "exact below 10 offences, Byar’s from 10. People not matched to the Police National Computer: left out."
        ),
        index=RELEASED,
        rows=first_releases_in_quarter,
        code=code,
        parts={
            "1": EVENT,  # or any other number of offences
            "0": NON_EVENT,
            "not_matched": excluded("not_matched"),
            "not_yet_followed": excluded(NOT_YET_FOLLOWED),
        },
        window=Window(months=MONTHS),
        settling_days=0,
        unit="per_person",
        good="down",
        official=official,
        official_from="October to December 2015",
        needs_offences="matured",
        per=per,
        counted_with="" if letter == "a" else PER_REOFFENDER.slug,
    )


PER_REOFFENDER = _declared(
    "a",
    "reoffender",
    "people with at least one such offence",
    (EVENT.name,),
    "Reoffences per reoffender, proven reoffending, Ministry of Justice",
)
PER_PERSON = _declared(
    "b",
    "person",
    "people, at their first release in the quarter on licence or at the end of sentence",
    (EVENT.name, NON_EVENT.name),
    "Frequency of reoffending, Justice Data Lab",
)
REOFFENCES = (PER_REOFFENDER, PER_PERSON)
