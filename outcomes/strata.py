"""The groups that figures are broken down by, over the index row of any indicator about people (outcomes: section 4).

Every row has exactly one value of each stratum, so its groups add up to the whole by construction.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from foundation.lifecycle.dates import AddMonths, DaysBetween, LondonDay
from people.models import Person, Release
from referrals.models import Need, Referral
from referrals.states import NeedKind

from .engine import Counts, coded, placed
from .indicators import Indicator
from .moments import ReportMoment, latest
from .places import Family

WhereOf = tuple[int | None, int, str]  # a place of the family, a quarter, and a value of the stratum
NOT_KNOWN = "not_known"
YEAR, FOUR_YEARS = 365, 1461  # days


@dataclass(frozen=True)
class Stratum:
    """One way of grouping people. `values` are its groups in the order of tables, each with its words; `value` is the
    expression of a row's group, which may use `person_id` and `index_on`.
    """

    slug: str
    title: str
    values: Mapping[str, str]
    value: Callable[[ReportMoment], Any]


def _of_person(at: ReportMoment, says: Any) -> Coalesce:
    """What is known then of the person of the row."""
    known = at.same(Person, "person_id").annotate(says=says).values("says")[:1]
    return Coalesce(Subquery(known, output_field=CharField()), Value(NOT_KNOWN))


def _sex(at: ReportMoment) -> Coalesce:
    return _of_person(at, F("sex"))


def _ethnicity(at: ReportMoment) -> Coalesce:
    return _of_person(at, Case(When(ethnicity="", then=Value(NOT_KNOWN)), default=F("ethnicity")))


def _age_band(at: ReportMoment) -> Coalesce:
    """The age on the index date."""

    def younger_than(years: int) -> GreaterThan:
        return GreaterThan(AddMonths(F("date_of_birth"), 12 * years), OuterRef("index_on"))

    bands = [When(younger_than(years), then=Value(band)) for band, years in YOUNGER]
    return _of_person(at, Case(*bands, default=Value("50_and_over"), output_field=CharField()))


def _need(at: ReportMoment) -> Case:
    """The first of the three pathways for which a need had been named, in a fixed order: nobody is in two groups."""

    def named(**wanted: Any) -> Exists:
        referred = (
            at.same(Referral, "referral_id")
            .alias(submitted_on=LondonDay("submitted_at"))
            .filter(submitted_on__lte=OuterRef(OuterRef("index_on")))
        )
        needs = at.known(Need).filter(Exists(referred), person=OuterRef("person_id"), dropped_at=None)
        return Exists(needs.filter(**wanted))

    first = [When(named(kind=kind), then=Value(kind.value)) for kind in BY_PATHWAY]
    return Case(*first, When(named(), then=Value("other")), default=Value("none"), output_field=CharField())


def _custody_length(at: ReportMoment) -> Coalesce:
    """How long the stay in custody was that ended last before the index date, or on it."""
    ended = at.known(Release).filter(
        Q(received_on__isnull=False),
        person=OuterRef("person_id"),
        kind__in=Release.COUNTED,
        released_on__lte=OuterRef("index_on"),
    )
    lasted = latest(ended, "released_on").alias(lasted=DaysBetween(F("released_on"), F("received_on")))
    says = Case(
        When(lasted__lt=YEAR, then=Value("under_12_months")),
        When(lasted__lt=FOUR_YEARS, then=Value("under_4_years")),
        default=Value("4_years_and_over"),
        output_field=CharField(),
    )
    return Coalesce(Subquery(lasted.annotate(says=says).values("says")[:1]), Value(NOT_KNOWN))


YOUNGER = (("under_25", 25), ("25_to_34", 35), ("35_to_49", 50))
BY_PATHWAY = (NeedKind.SUBSTANCE, NeedKind.ACCOMMODATION, NeedKind.EMPLOYMENT)

SEX = Stratum(
    "sex",
    "Sex",
    {"male": "Men", "female": "Women", "other": "Other", NOT_KNOWN: "Not recorded"},
    _sex,
)
AGE_BAND = Stratum(
    "age_band",
    "Age",
    {
        "under_25": "Under 25",
        "25_to_34": "25 to 34",
        "35_to_49": "35 to 49",
        "50_and_over": "50 and over",
        NOT_KNOWN: "Not recorded",
    },
    _age_band,
)
ETHNICITY = Stratum(
    "ethnicity",
    "Ethnic group",
    {
        "asian": "Asian or Asian British",
        "black": "Black or Black British",
        "mixed": "Mixed",
        "white": "White",
        "other": "Other",
        NOT_KNOWN: "Not recorded",
    },
    _ethnicity,
)
NEED = Stratum(
    "need",
    "Need named in a referral",
    {
        "substance": "Substance support, alone or with others",
        "accommodation": "Accommodation, without substance support",
        "employment": "Employment, without either",
        "other": "Other needs only",
        "none": "No need named",
    },
    _need,
)
CUSTODY_LENGTH = Stratum(
    "custody_length",
    "Time in custody",
    {
        "under_12_months": "Under 12 months",
        "under_4_years": "12 months to under 4 years",
        "4_years_and_over": "4 years and over",
        NOT_KNOWN: "Not recorded",
    },
    _custody_length,
)
STRATA: tuple[Stratum, ...] = (SEX, AGE_BAND, ETHNICITY, NEED, CUSTODY_LENGTH)


def can_be_divided(indicator: Indicator) -> bool:
    """Whether its rows are about people and each has a part: not places on offer, not changes of a score."""
    return indicator.index.area is None and indicator.change is None


def counts_by(
    stratum: Stratum,
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[WhereOf, Counts]:
    """{(place, quarter, value): {part: rows}} as `counts_by_each` gives them."""
    return counts_by_each([stratum], indicator, family, at, quarters, places)[stratum.slug]


def counts_by_each(
    strata: Sequence[Stratum],
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[WhereOf, Counts]]:
    """{stratum: {(place, quarter, value): {part: rows}}} in one GROUP BY over all of the strata.

    Counted live; what reports tell by group is kept (`outcomes.beside.groups`). Raises ValueError for an indicator that
    `can_be_divided` says no of.
    """
    if not can_be_divided(indicator):
        raise ValueError(f"{indicator.slug} is not divided into groups of people")
    rows = placed(indicator, family, at, quarters, places).annotate(
        **{f"of_{stratum.slug}": stratum.value(at) for stratum in strata}
    )
    found: dict[str, dict[WhereOf, Counts]] = {stratum.slug: defaultdict(Counter) for stratum in strata}
    columns = [f"of_{stratum.slug}" for stratum in strata]
    for (place, quarter, *values), code, number in _told(indicator, rows, at, columns):
        for stratum, value in zip(strata, values, strict=True):
            found[stratum.slug][place, quarter, value][indicator.part_of(code)] += number
    return found


def _told(indicator: Indicator, rows: QuerySet, at: ReportMoment, columns: Sequence[str]) -> Any:
    """((place, quarter, a value of each stratum), code, rows), of rows that stand for more than one code too."""
    by = ("place", "quarter", *columns)
    if not indicator.weighs:
        for *where, code, number in (
            coded(indicator, rows, at).values_list(*by, "row_code").annotate(number=Count("pk")).order_by()
        ):
            yield where, code, number
        return
    weights = {f"weight_{code}": weigh(at) for code, weigh in indicator.weighs.items()}
    sums = {f"sum_{code}": Sum(f"weight_{code}", output_field=IntegerField()) for code in indicator.weighs}
    for row in rows.alias(**weights).values_list(*by).annotate(**sums).order_by():
        for code, number in zip(indicator.weighs, row[len(by) :], strict=True):
            yield row[: len(by)], code, int(number)
