"""Cohorts: some follow from age and sex, the others are labels that somebody records (domain: Person).

One table, so that the tag on a person's page and the filter of a list can never mean different people.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from foundation.design.dates import today

from ..models import CohortLabel, Person


@dataclass(frozen=True)
class Cohort:
    """One line of the table. A cohort with neither sex nor ages is recorded as a label.

    ages: from the first of these birthdays until the day before the second; None for no upper end.
    """

    name: str
    title: str
    sex: str = ""
    ages: tuple[int, int | None] | None = None

    @property
    def is_recorded(self) -> bool:
        return not self.sex and self.ages is None

    def has(self, person: Person, on: datetime.date) -> bool:
        """Whether it follows from what is known of the person on a day; a recorded one never does."""
        if self.is_recorded or (self.sex and person.sex != self.sex):
            return False
        if self.ages is None:
            return True
        youngest, oldest = self._born_between(on)
        return person.date_of_birth <= youngest and (oldest is None or person.date_of_birth > oldest)

    def rows(self, on: datetime.date) -> Q:
        """The same as a condition on people."""
        if self.is_recorded:
            labels = CohortLabel.objects.standing_on(on).filter(person=OuterRef("pk"), name=self.name)
            return Q(Exists(labels))
        wanted = Q(sex=self.sex) if self.sex else Q()
        if self.ages:
            youngest, oldest = self._born_between(on)
            wanted &= Q(date_of_birth__lte=youngest)
            wanted &= Q(date_of_birth__gt=oldest) if oldest else Q()
        return wanted

    def _born_between(self, on: datetime.date) -> tuple[datetime.date, datetime.date | None]:
        assert self.ages is not None
        first, last = self.ages
        return years_before(on, first), years_before(on, last) if last else None


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years earlier; on 29 February, the 28th where that year has none.

    Whoever was born on 29 February so comes of age on 1 March of a year without one.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


DERIVED = (
    Cohort("woman", "Woman", sex=Person.Sex.FEMALE),
    Cohort("young_adult", "Young adult (18 to 25)", ages=(18, 26)),
    Cohort("over_50", "Over 50", ages=(50, None)),
)
COHORTS = (*DERIVED, *(Cohort(name, str(title)) for name, title in CohortLabel.Name.choices))
BY_NAME = {cohort.name: cohort for cohort in COHORTS}


def cohorts_of(person: Person, labels: Iterable[str]) -> list[Cohort]:
    """The person's cohorts today, in the order of the table. labels: the names of those that stand."""
    names = set(labels)
    return [each for each in COHORTS if each.name in names or each.has(person, today())]
