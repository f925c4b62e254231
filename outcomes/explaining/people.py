"""The people behind a figure: those the reader may see, and never how many there are (outcomes: Place).

Whoever reads is told the same words, whether or not a record is hidden from them. People they no longer work with are
not shown either, so that fewer rows than the figure counts say nothing about anybody.
"""

from dataclasses import dataclass
from typing import Any

import django_tables2
from django import forms
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.design.filters import Filter
from foundation.design.tables import DayColumn, Table
from outcomes import engine
from outcomes.beside.groups import GROUPINGS, INDICATORS
from outcomes.beside.lateness import ANSWERS, SPELLS, quarters_shown
from outcomes.cells import Parts
from outcomes.indicators import Indicator
from outcomes.maturity import maturity
from outcomes.moments import ReportMoment
from outcomes.pages import keys
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.strata import Stratum
from people.models import Person

from .parts import NUMERATOR, OTHERS, in_part, part_of, parts_named, with_part

SO_FAR = "In the denominator so far"
_LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> <span class="tg-sub">{}</span>'


class PartFilter(Filter):
    """Which part of the figure is shown, and of a figure told by group, which group."""

    part = forms.ChoiceField(label="Part of the figure", required=False)
    group = forms.ChoiceField(label="Group of people", required=False)

    def __init__(self, *args: Any, indicator: Indicator, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = {NUMERATOR, OTHERS} if early else set()
        offered = [(each.key, each.words) for each in parts_named(indicator) if each.key not in hidden]
        self._offer("part", offered)
        self._offer("group", [(key, each.words) for key, each in groups_of(indicator).items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = [("", "All"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    @property
    def wanted(self) -> dict[str, str]:
        """The keys of a part and a group; empty for all."""
        return {name: self.cleaned_data[name] for name in self.fields} if self.is_valid() else {}


class BehindTable(Table):
    """Index rows, each with its person and part. Before the figure is mature it does not say who had the event."""

    caption = "The people behind the figure, those you may see"

    person = django_tables2.Column(orderable=False)
    counted_on = DayColumn(orderable=False)
    part = django_tables2.Column(verbose_name="Part of the figure", empty_values=(), orderable=False)

    class Meta:
        empty_text = (
            "Nobody you may see stands behind this. You see people while your team works with them and for 90 days "
            "after."
        )

    def __init__(self, *args: Any, indicator: Indicator, early: bool, **kwargs: Any) -> None:
        self.indicator, self.early = indicator, early
        super().__init__(*args, **kwargs)

    @property
    def people_shown(self) -> list[Person]:
        """Whom this page shows."""
        return [_kept(row.record) for row in self.page.object_list]

    def render_person(self, record: Any) -> SafeString:
        person = _kept(record)
        return format_html(_LINK, reverse("person_detail", args=[person.uuid]), person, person.crn)

    def render_part(self, record: Any) -> str:
        found = part_of(self.indicator, record)
        return SO_FAR if self.early and found.key in (NUMERATOR, OTHERS) else found.words


def rows_behind(
    user: Any,
    indicator: Indicator,
    place: ReportPlace,
    period: Period,
    at: ReportMoment,
    *,
    part: str = "",
    group: str = "",
) -> QuerySet:
    """The index rows of a figure about people the user may see, by day; of one part and one group, when named.

    A row whose record was merged since is of the person whose record was kept. An indicator that is about nobody has
    none.
    """
    if not is_about_people(indicator):
        return indicator.index.model._default_manager.none()
    seen = Person.objects.with_merged().seen_by(user).values("pk")
    quarters = quarters_shown(period, at) if indicator in (ANSWERS, SPELLS) else period.quarters
    rows = engine.placed(indicator, place.family, at, quarters, place.only)
    told = with_part(indicator, rows, at).filter(person__in=seen)
    if part:
        told = told.filter(in_part(indicator, part))
    if group:
        chosen = groups_of(indicator)[group]
        told = told.annotate(row_group=chosen.stratum.value(at)).filter(row_group=chosen.value)
    return (
        told.annotate(counted_on=F("index_on"))
        .select_related("person__merged_into")
        .order_by("counted_on", "pk")
    )


@dataclass(frozen=True)
class GroupNamed:
    """A group of people as the filter names it."""

    words: str
    stratum: Stratum
    value: str


def groups_of(indicator: Indicator) -> dict[str, GroupNamed]:
    """The groups by which a figure is told, by the key of each; none of one that is told of everybody alone."""
    return {
        keys.of_group("", stratum.title, words): GroupNamed(f"{stratum.title}: {words}", stratum, value)
        for stratum in GROUPINGS
        for value, words in stratum.values.items()
        if indicator.slug in INDICATORS
    }


def is_about_people(indicator: Indicator) -> bool:
    """Whether its rows are of people; those of sessions and their places are not."""
    return indicator.index.area is None


def is_early(indicator: Indicator, period: Period, at: ReportMoment) -> bool:
    """Whether the figure is immature, so that who had the event so far is not said."""
    return maturity(indicator, period, Parts(0, 0), at) == "immature"


def _kept(row: Any) -> Person:
    return row.person.merged_into or row.person
