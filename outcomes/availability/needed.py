"""What is needed of hubs: who waits, who was turned away for want of a place, who comes out soon and from how far."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import isinf

from django.db.models import Count, F, Q
from django.utils import timezone

from foundation.design.charts import Column
from foundation.design.dates import MONTHS, say_day
from foundation.lifecycle.dates import end_of_london_day, london_midnight
from hubs.directory.distances import distance
from hubs.models import Booking, Hub
from hubs.states import AHEAD, BookingState
from outcomes.moments import ReportMoment
from outcomes.places import area_on
from people.models import Release
from referrals.models import Referral
from referrals.states import ReferralState

from .asked import Asked, Of, People, median
from .sections import Chart, Section, column_chart

WEEKS_AHEAD = 12
WEEK = datetime.timedelta(days=7)
WAITED = ((14, "Under 2 weeks"), (42, "2 to 6 weeks"), (84, "6 to 12 weeks"), (None, "12 weeks or more"))
REACH = ((5, "Under 5 miles"), (15, "5 to 15 miles"), (30, "15 to 30 miles"), (None, "30 miles or more"))
UNKNOWN_AREA = "Area not known"


def waiting(asked: Asked) -> Section:
    """Referrals waiting for a place at each hub at the end of the period, with their age."""
    ages = _ages(asked)
    for_sessions = _waiting_for_sessions(asked)

    def figures(hubs: list[Hub]) -> tuple:
        days = [age for hub in hubs for age in ages[hub.pk]]
        middle = median(days) if asked.enough(len(days)) else None
        bands = (People(number) for number in _banded(days, WAITED))
        listed = People(sum(for_sessions[hub.pk] for hub in hubs))
        return People(len(days)), Of(0, lambda shown: middle if days else "–"), *bands, listed

    return Section(
        "waiting", "Waiting for a place", f"Referrals waiting on {say_day(asked.last)}, by how long",
        ("Hub", "Waiting", "Days, median", *(label for _, label in WAITED), "On lists of sessions today"),
        asked.by_hub(figures, within=[(0, range(2, 2 + len(WAITED)))]),
        note="A referral waits from the day the hub put it on its list. Waiting lists of single sessions are counted "
             "as they stand today.",
        empty="No hub serves this place.",
    )  # fmt: skip


def _ages(asked: Asked) -> dict[int, list[int]]:
    """Days waited by the last day, by hub, of those who had not left the list by then."""
    day_ends = end_of_london_day(asked.last)
    stood = (
        Referral.objects.filter(hub__in=asked.counted, waiting_at__lte=day_ends)
        .filter(Q(decided_at=None) | Q(decided_at__gt=day_ends))
        .filter(Q(ended_on=None) | Q(ended_on__gt=asked.last))
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
    )
    if asked.last == timezone.localdate():
        stood = stood.filter(state=ReferralState.WAITING)
    ages: dict[int, list[int]] = defaultdict(list)
    for hub, since in stood.order_by().values_list("hub", "waiting_at"):
        ages[hub].append((day_ends - since).days)  # type: ignore[operator]  # all of them wait
    return ages


def _waiting_for_sessions(asked: Asked) -> Counter[int]:
    listed = Booking.objects.filter(
        hub__in=asked.counted, state=BookingState.WAITING_LIST, session__state__in=AHEAD,
        session__ends_at__gt=london_midnight(asked.today),
    )  # fmt: skip
    return Counter(dict(listed.order_by().values_list("hub").annotate(number=Count("person", distinct=True))))


def declined(asked: Asked) -> Section:
    """Referrals declined, and those of them for want of a place."""
    within = (london_midnight(asked.first), end_of_london_day(asked.last))
    decided = Referral.objects.filter(
        hub__in=asked.counted, state=ReferralState.DECLINED, decided_at__range=within
    )
    counted = {
        each["hub"]: each
        for each in decided.order_by()
        .values("hub")
        .annotate(everybody=Count("pk"), for_capacity=Count("pk", filter=Q(reason__group="capacity")))
    }

    def figures(hubs: list[Hub]) -> tuple:
        rows = [counted[hub.pk] for hub in hubs if hub.pk in counted]
        for_capacity, everybody = (sum(row[name] for row in rows) for name in ("for_capacity", "everybody"))
        return People(for_capacity), People(everybody - for_capacity), People(everybody)

    return Section(
        "declined", "Declined for want of a place",
        f"Referrals declined, {say_day(asked.first)} to {say_day(asked.last)}",
        ("Hub", "Because the hub was at capacity", "For another reason", "All declined"),
        asked.by_hub(figures, within=[(2, (0, 1))]),
        empty="No hub serves this place.",
    )  # fmt: skip


def releases(asked: Asked) -> tuple[Section, ...]:
    """Releases expected in the next twelve weeks: by week, by area, by both, and by how far the nearest hub is.

    Week by area is for the staff of the hub alone: nearly every number in it is small.
    """
    expected = _expected(asked)
    both = [_by_week_and_area(asked, expected)] if asked.internal else []
    return _by_week(asked, expected), _by_area(asked, expected), *both, _by_distance(asked, expected)


Expected = dict[tuple[datetime.date, int | None], int]


def _expected(asked: Asked) -> Expected:
    """{(day, area): releases expected}, of the living, in the place's areas."""
    last = asked.today + WEEKS_AHEAD * WEEK - datetime.timedelta(days=1)
    coming = (
        Release.objects.expected()
        .filter(expected_on__range=(asked.today, last), person__died_on=None)
        .alias(index_on=F("expected_on"))
        .order_by()
        .values_list("expected_on")
        .annotate(lives_in=area_on(ReportMoment(asked.today)), number=Count("pk"))
        .values_list("expected_on", "lives_in", "number")
    )
    return {(day, area): number for day, area, number in coming if area in asked.areas}


def _by_week(asked: Asked, expected: Expected) -> Section:
    weeks = Counter[int]()
    for (day, _), number in expected.items():
        weeks[(day - asked.today).days // 7] += number
    starts = [asked.today + number * WEEK for number in range(WEEKS_AHEAD)]
    shown = asked.people_of_all([weeks[number] for number in range(WEEKS_AHEAD)])
    rows = tuple((f"Week from {say_day(start)}", number) for start, number in zip(starts, shown, strict=True))
    return Section(
        "releases", "Expected releases by week", f"Releases expected from {say_day(asked.today)}, by week",
        ("Week", "Releases"), rows if expected else (), chart=_chart(asked, expected, starts, shown),
        note="From the release dates held today; a date can move. People without a known area are counted for England "
             "only.",
        empty="No release is expected in the next twelve weeks.",
    )  # fmt: skip


def _chart(
    asked: Asked, expected: Expected, starts: list[datetime.date], shown: Sequence[int | None]
) -> Chart | None:
    total = asked.people(sum(expected.values()))
    if not any(shown) or total is None:
        return None
    return column_chart(
        f"{total:,} releases are expected in {WEEKS_AHEAD} weeks",
        f"Releases expected in {asked.place} by week. The figures are in the table.", "Releases",
        [Column(_short(start), number) for start, number in zip(starts, shown, strict=True)],
        f"{asked.place}, by the week that begins on the day named, as at {say_day(asked.today)}",
    )  # fmt: skip


def _by_area(asked: Asked, expected: Expected) -> Section:
    of_area = Counter[int | None]()
    for (_, its_area), number in expected.items():
        of_area[its_area] += number
    near, listed = nearest_hubs(asked), [*asked.area_rows, None]
    shown = dict(zip(listed, asked.people_of_all([of_area[pk] for pk in listed]), strict=True))
    rows = []
    for area in asked.area_rows.values():
        if of_area[area.pk]:
            hub, miles = near[area.pk]
            rows.append((area.name, shown[area.pk], hub or "–", _say_miles(miles)))
    if of_area[None]:
        rows.append((UNKNOWN_AREA, shown[None], "–", "–"))
    return Section(
        "areas", "Expected releases by area", f"Releases expected in twelve weeks from {say_day(asked.today)}, by area",
        ("Area", "Releases", "Nearest hub", "Miles"), tuple(rows),
        note="Miles are straight lines between the centre of the area and the town of the hub: a road is longer.",
        empty="No release is expected in the next twelve weeks.",
    )  # fmt: skip


def _by_week_and_area(asked: Asked, expected: Expected) -> Section:
    found = Counter[tuple[int | None, int]]()
    for (day, area), number in expected.items():
        found[area, (day - asked.today).days // 7] += number
    starts = [asked.today + number * WEEK for number in range(WEEKS_AHEAD)]
    named: dict[int | None, str] = {area.pk: area.name for area in asked.area_rows.values()}
    named[None] = UNKNOWN_AREA
    rows: list[tuple[str | int, ...]] = [
        (name, *(found[area, week] for week in range(WEEKS_AHEAD)))
        for area, name in named.items()
        if any(found[area, week] for week in range(WEEKS_AHEAD))
    ]
    return Section(
        "weeks-and-areas", "Expected releases by week and area", "Releases expected in each area, by the week from",
        ("Area", *(_short(start) for start in starts)), tuple(rows),
        empty="No release is expected in the next twelve weeks.",
    )  # fmt: skip


def _short(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month][:3].capitalize()}"


def _by_distance(asked: Asked, expected: Expected) -> Section:
    near, reach, unknown = nearest_hubs(asked), Counter[str](), 0
    for (_, area), number in expected.items():
        miles = near[area][1] if area in near else float("inf")
        if isinf(miles):
            unknown += number
        else:
            reach[_band(miles, REACH)] += number
    labels = [*(label for _, label in REACH), UNKNOWN_AREA]
    numbers = asked.people_of_all([*(reach[label] for _, label in REACH), unknown])
    rows = zip(labels, numbers, strict=True)
    return Section(
        "distance", "How far the nearest hub is", "Releases expected in twelve weeks, by distance to the nearest hub",
        ("Distance", "Releases"), tuple(rows) if expected else (),
        note="The nearest of all hubs and satellites, wherever they belong.",
        empty="No release is expected in the next twelve weeks.",
    )  # fmt: skip


def nearest_hubs(asked: Asked) -> dict[int | None, tuple[str, float]]:
    """The nearest hub of each area of the place, with the miles between them."""
    hubs = asked.every_hub
    near: dict[int | None, tuple[str, float]] = {}
    for area in asked.area_rows.values():
        miles, name = min(((distance(area, hub), hub.name) for hub in hubs), default=(float("inf"), ""))
        near[area.pk] = (name, miles)
    return near


def _say_miles(miles: float) -> str:
    return "–" if isinf(miles) else f"{miles:.0f}"


def _band(number: float, bands: tuple) -> str:
    return next(label for below, label in bands if below is None or number < below)


def _banded(numbers: Iterable[float], bands: tuple) -> list[int]:
    counted = Counter(_band(number, bands) for number in numbers)
    return [counted[label] for _, label in bands]
