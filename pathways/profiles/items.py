"""The items of the Treatment Outcomes Profile (TOP), declared once: columns, form, rules, charts and S2 follow.

Source: Treatment Outcomes Profile, Office for Health Improvement and Disparities. Four weeks of 0 to 7 days add up to a
total of 0 to 28; scales run from 0 to 20. *Not answered* is no number, and is never counted as zero. (domain: Pathways)
"""

import enum
from dataclasses import dataclass

WEEKS = (1, 2, 3, 4)
DAYS_IN_A_WEEK, DAYS_IN_ALL, TOP_OF_SCALE = 7, 28, 20
PERIOD_DAYS = 28  # what a form asks about: the four weeks before it, in prison the four before custody


class Measure(enum.Enum):
    """How an item is answered."""

    DAYS = "days"  # in each of four weeks, and in all
    SCALE = "scale"  # 0 is poor, 20 is good
    YES_NO = "yes_no"


class Section(enum.StrEnum):
    """The parts of the form, in its order."""

    SUBSTANCES = "Substance use"
    INJECTING = "Injecting"
    CRIME = "Crime"
    HEALTH = "Health and quality of life"
    DAYS_FILLED = "Work, volunteering and education"
    HOUSING = "Housing"


@dataclass(frozen=True)
class Item:
    """One question. `good` says which way is better; `amount` names what is used on an average day of use.

    An `optional` item may be left out without a word; `note` stands under the question.
    """

    slug: str
    label: str
    section: Section
    measure: Measure = Measure.DAYS
    good: str = "down"
    amount: str = ""
    note: str = ""
    optional: bool = False

    @property
    def highest(self) -> int:
        """The largest answer; the smallest is 0."""
        return {Measure.DAYS: DAYS_IN_ALL, Measure.SCALE: TOP_OF_SCALE, Measure.YES_NO: 1}[self.measure]

    @property
    def is_days(self) -> bool:
        return self.measure is Measure.DAYS

    @property
    def weeks(self) -> tuple[str, ...]:
        """The names of the columns of its four weeks, the first week first; none for what is asked once."""
        return tuple(f"{self.slug}_week_{week}" for week in WEEKS) if self.is_days else ()

    @property
    def average(self) -> str:
        """The name of the column of the average amount on a day of use, empty without one."""
        return f"{self.slug}_average" if self.amount else ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the item: its weeks, its total or answer, its average."""
        return (*self.weeks, self.slug, *filter(None, [self.average]))

    @property
    def unit(self) -> str:
        """What a number of it counts, as a heading says it."""
        return {
            Measure.DAYS: "days in four weeks", Measure.SCALE: "0 poor to 20 good", Measure.YES_NO: "yes or no",
        }[self.measure]  # fmt: skip

    def say(self, answer: int | bool | None) -> str:
        """12, Yes or Not answered."""
        if answer is None:
            return NOT_ANSWERED
        return ("Yes" if answer else "No") if self.measure is Measure.YES_NO else str(answer)


NOT_ANSWERED = "Not answered"
_S, _M = Section, Measure

ITEMS: tuple[Item, ...] = (
    Item("alcohol", "Alcohol", _S.SUBSTANCES, amount="units"),
    Item("opiates", "Opiates and opioids, not prescribed", _S.SUBSTANCES, amount="grams"),
    Item("crack", "Crack", _S.SUBSTANCES, amount="grams"),
    Item("cocaine", "Cocaine powder", _S.SUBSTANCES, amount="grams"),
    Item("amphetamines", "Amphetamines", _S.SUBSTANCES, amount="grams"),
    Item("cannabis", "Cannabis", _S.SUBSTANCES, amount="spliffs"),
    Item("other", "Another substance", _S.SUBSTANCES, amount="grams", optional=True),
    Item("tobacco", "Tobacco", _S.SUBSTANCES, amount="cigarettes", optional=True),
    Item("injected", "Injected", _S.INJECTING, note="Drugs that were not prescribed."),
    Item("shared", "Injected with something somebody else had used", _S.INJECTING, _M.YES_NO,
         note="A needle, syringe, spoon, water or filter."),
    Item("shoplifting", "Shoplifting", _S.CRIME),
    Item("drug_selling", "Selling drugs", _S.CRIME),
    Item("theft", "Other theft, fraud or handling stolen goods", _S.CRIME, _M.YES_NO,
         note="From or of a vehicle, burglary, other theft of property, forgery."),
    Item("assault", "Assault or violence", _S.CRIME, _M.YES_NO),
    Item("psychological", "Psychological health", _S.HEALTH, _M.SCALE, "up",
         note="Anxiety, depression, problem emotions and feelings."),
    Item("physical", "Physical health", _S.HEALTH, _M.SCALE, "up",
         note="How far symptoms and illness trouble the person."),
    Item("quality_of_life", "Overall quality of life", _S.HEALTH, _M.SCALE, "up",
         note="Able to enjoy life, gets on with family and partner."),
    Item("paid_work", "Paid work", _S.DAYS_FILLED, good="up"),
    Item("volunteering", "Volunteering or an unpaid placement", _S.DAYS_FILLED, good="up"),
    Item("education", "School or college", _S.DAYS_FILLED, good="up"),
    Item("housing_problem", "Acute housing problem", _S.HOUSING, _M.YES_NO),
    Item("eviction_risk", "At risk of eviction", _S.HOUSING, _M.YES_NO),
)  # fmt: skip

BY_SLUG = {item.slug: item for item in ITEMS}
COLUMNS = tuple(column for item in ITEMS for column in item.columns)
OTHER_NAMED = "other_named"  # which other substance it was
