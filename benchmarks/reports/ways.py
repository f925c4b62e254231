"""The ways to the figures of the year: out of the rollup, counted live, and as whole reports that somebody reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from hubs.models import Hub
from outcomes import engine, rollup
from outcomes.exports.as_json import figures_hash
from outcomes.indicators import Indicator, batteries
from outcomes.models import Target
from outcomes.moments import ReportMoment, report_moment
from outcomes.pages.reading import reading
from outcomes.parts.ratings import rated_line, ratings_of
from outcomes.periods import Period, financial_year
from outcomes.places import HUBS, Kind, ReportPlace, place_named
from outcomes.publishing.months import last_month_end
from outcomes.report import Line, Report, outcome_report
from outcomes.whole import whole_report
from outcomes.working_out import cell_of
from people.models import ContractArea

YEAR = financial_year(2024)  # mature in every indicator but those that wait longest for a conviction
TARGET, FLOOR = 0.7, 0.5
BATTERIES: Mapping[str, Sequence[Indicator]] = {each[0].slug: each for each in batteries()}


def moment(*, live: bool) -> ReportMoment:
    return report_moment(timezone.localdate(), live=live)


def cells_of_the_year() -> int:
    """Every indicator of every hub and quarter out of the rollup: its cell with interval or quartiles, and its rating;
    how many cells.
    """
    at, made = moment(live=False), 0
    periods = {number: Period(f"{number // 4}-Q{number % 4 + 1}", (number,)) for number in YEAR.quarters}
    (found,) = rollup.read(at, rollup.Asked(list(BATTERIES.values()), HUBS, YEAR.quarters))
    for each in (each for battery in BATTERIES.values() for each in battery):
        waits = found.stops(each) if each.waits else {}
        for (place, quarter), parts in found.counts(each.slug).items():
            worked_out = cell_of(each, periods[quarter], parts, at, waits.get((place, quarter)))
            rated_line(Line(each, worked_out, {}), TARGET, FLOOR, "measured")
            made += 1
    return made


def counts_of_the_year() -> None:
    """What the statements by hand count, out of the rollup as a report reads it: everything at once."""
    asked = rollup.Asked(list(BATTERIES.values()), HUBS, YEAR.quarters)
    (found,) = rollup.read(moment(live=False), asked)
    for battery in BATTERIES.values():
        for each in battery:
            found.stops(each) if each.follow_up else found.counts(each.slug)


def counted_live(slug: str) -> Mapping[str, Any]:
    """What the engine counts of a battery, by the slug of its first, in all hubs and quarters of the year: parts or,
    of what is followed, when it stopped.
    """
    battery, at = BATTERIES[slug], moment(live=True)
    if battery[0].follow_up:
        return {slug: engine.stops(battery[0], HUBS, at, YEAR.quarters)}
    return engine.counts_together(battery, HUBS, at, YEAR.quarters)


def places_to_read() -> Mapping[str, ReportPlace]:
    """England, a contract area and a hub, the latter two with a target for each share."""
    lists: Mapping[Kind, Any] = {"contract_area": ContractArea, "hub": Hub}
    places = {kind: place_named(kind, model.objects.order_by("pk")[0].name) for kind, model in lists.items()}
    shares = [each for battery in BATTERIES.values() for each in battery if each.unit == "share"]
    Target.objects.bulk_create(
        Target(measure=each.slug, period=YEAR.label, target=TARGET, floor=FLOOR, **{f"{kind}_id": place.pk})
        for kind, place in places.items()
        for each in shares
    )
    return {
        "England": place_named("england"),
        "a contract area": places["contract_area"],
        "a hub": places["hub"],
    }


def rated_figures(place: ReportPlace) -> Report:
    """The table of a report of the year as everybody may read it: figures, intervals, control, ratings."""
    report = outcome_report(place, YEAR, last_month_end(timezone.localdate()))
    ratings_of(report, {})
    return report


def whole_reading(place: ReportPlace) -> None:
    """The whole report with flow, funnel, curves, groups and lateness, in words and pictures, with its hash."""
    whole = whole_report(rated_figures(place))
    reading(whole, figures_hash(whole))
