"""The parts of a pack about the plan and its measures."""

from collections.abc import Iterator, Mapping, Sequence

from outcomes.pages.words import MARKERS, say_period
from outcomes.parts.directions import TOO_FEW
from outcomes.periods import Period
from outcomes.periods import period as period_named

from ..figures.course import DIRECTIONS, break_between, direction_of
from ..figures.rated import rating_of, shown_of
from ..figures.reading import figures_of
from ..figures.value import Figure
from ..figures.wording import say_counts, say_figure, say_interval_of, say_value
from ..models import Measure
from ..plans.value import Planned, PlannedMeasure, PlannedPriority
from ..states import Frequency, Rating
from .value import Block, Drawn, Headed, KeptFigure, Listed, Said, Section, Tabled, WholePack

PLAN_HEADS = ("Measure", "Baseline", "Now, 95% interval", "Target, floor", "Rating, direction", "Owner")
PLAN_WIDTHS = (122.0, 50.0, 110.0, 58.0, 88.0, 71.0)
COURSE_HEADS = ("Period", "Figure", "95% interval", "Counts", "Rating", "From")
COURSE_WIDTHS = (106.0, 52.0, 62.0, 64.0, 92.0, 123.0)
Courses = Mapping[str, Drawn]


def courses_of(planned: Planned, until: Period) -> Courses:
    """{uuid: course} of every measure, with the figures of periods that had ended by the end of the pack's."""
    rows = Measure.versions.filter(pk__in=[each.key for each in planned.measures])
    figures = figures_of(rows)
    return {
        measure.uuid: Drawn(
            measure, priority.title, tuple(_kept(measure, each) for each in _by(figures, measure, until))
        )
        for priority in planned.priorities
        for measure in priority.measures
    }


def _by(figures: Mapping[int, Sequence[Figure]], measure: PlannedMeasure, until: Period) -> Iterator[Figure]:
    return (each for each in figures.get(measure.key, ()) if each.period.ends_on <= until.ends_on)


def _kept(measure: PlannedMeasure, figure: Figure) -> KeptFigure:
    """Its numbers where they are told: the files of a pack hold no more than its page shows."""
    numbers = (figure.value, figure.low, figure.high, figure.numerator, figure.denominator)
    value, low, high, numerator, denominator = numbers if figure.is_told else (None,) * 5
    return KeptFigure(
        figure.period.label, value, figure.unsaid, figure.source, low, high, numerator, denominator, figure.withdrawn,
        rating_of(measure, figure), *((figure.maturity, figure.note) if figure.is_told else ("", "")),
    )  # fmt: skip


def last_told(drawn: Drawn) -> KeptFigure | None:
    """The figure that stands for the measure (`figures.rated.shown_of`)."""
    shown = shown_of([each.figure for each in drawn.course])
    return next((each for each in reversed(drawn.course) if each.figure == shown), None)


def on_a_page(planned: Planned, courses: Courses) -> Section:
    """The plan on a page."""
    rated = [(last.rating if (last := last_told(each)) else Rating.INSUFFICIENT) for each in courses.values()]
    counted = [f"{rated.count(rating)} {Rating(rating).label.partition(':')[0].lower()}" for rating in Rating]
    blocks: list[Block] = [Said(f"{len(rated)} measures: {', '.join(counted)}.", "lead")]
    if planned.purpose:
        blocks.append(Said(planned.purpose))
    rows = [row for priority in planned.priorities for row in _of_priority(priority, courses)]
    blocks.append(
        Tabled(
            "Measures by priority",
            PLAN_HEADS,
            PLAN_WIDTHS,
            (False,) * 6,
            tuple(rows),
        )
    )
    blocks.append(
        Said("A rating holds the last figure that can be told against target and floor. A direction is told from six "
             "figures on.", "note")
    )  # fmt: skip
    return Section("plan", "Plan on a page", tuple(blocks))


def _of_priority(priority: PlannedPriority, courses: Courses) -> Iterator[tuple[str, ...]]:
    yield (f"{priority.title}: {priority.why}" if priority.why else priority.title,)
    for measure in priority.measures:
        yield _row(courses[measure.uuid])


def _row(drawn: Drawn) -> tuple[str, ...]:
    measure, last = drawn.measure, last_told(drawn)
    figure = last.figure if last else None
    now = say_figure(measure.unit, figure)
    if figure and figure.is_told:
        interval = say_interval_of(measure.unit, figure)
        now = ", ".join(filter(None, [now, interval, say_period(figure.period)]))
    if drawn.course and last is not drawn.course[-1]:
        newest = drawn.course[-1]
        now += f". {say_period(newest.figure.period)}: {say_figure(measure.unit, newest.figure)}"
    agreed = say_value(measure.unit, measure.target) or "none"
    if measure.floor is not None:
        agreed += f", floor {say_value(measure.unit, measure.floor)}"
    baseline = say_value(measure.unit, measure.baseline)
    direction = direction_of(measure, [each.figure for each in drawn.course])
    rated = Rating(last.rating if last else Rating.INSUFFICIENT).label
    return (
        measure.title, f"{baseline}, {measure.baseline_period}" if baseline else "none", now, agreed,
        rated if direction == TOO_FEW else f"{rated}. {DIRECTIONS[direction]}", measure.owner,
    )  # fmt: skip


def in_full(courses: Courses) -> Section:
    """Every measure with its course, its figures, and what cannot yet be said."""
    blocks: list[Block] = []
    for drawn in courses.values():
        measure = drawn.measure
        better = "Higher is better" if measure.good == "up" else "Lower is better"
        frequency = Frequency(measure.frequency).label.lower()
        blocks += [
            Headed(measure.title),
            Said(f"{drawn.priority}. {better}; a figure {frequency}. Owner: {measure.owner}."),
        ]
        blocks += [drawn, _table(drawn)] if drawn.course else [Said("There is no figure yet.")]
        if unsaid := [f"{say_period(each.figure.period)}: {say_figure(measure.unit, each.figure)}"
                      for each in drawn.course if not each.figure.is_told]:  # fmt: skip
            blocks += [Said("What cannot be said:"), Listed(tuple(unsaid))]
        if notes := [f"{say_period(each.figure.period)}: {each.note}" for each in drawn.course if each.note]:
            blocks += [Said("What is to be known about its figures:"), Listed(tuple(notes))]
    return Section("measures", "Every measure in full", tuple(blocks))


def _table(drawn: Drawn) -> Tabled:
    rows = tuple(
        (say_period(each.figure.period), _in_brief(drawn.measure.unit, each.figure),
         say_interval_of(drawn.measure.unit, each.figure), say_counts(each.figure), Rating(each.rating).label,
         each.source)
        for each in reversed(drawn.course)
    )  # fmt: skip
    numbers = (False, True, True, True, False, False)
    return Tabled(f"{drawn.measure.title} by period", COURSE_HEADS, COURSE_WIDTHS, numbers, rows)


def _in_brief(unit: str, figure: Figure) -> str:
    """The number, or the marker of why there is none: its words stand below the table."""
    if figure.is_told:
        return say_figure(unit, figure)
    if figure.withdrawn:
        return "Withdrawn"
    return next((marker for marker, _ in MARKERS if figure.unsaid.startswith(marker)), "none")


def since_the_last(
    whole: WholePack | None, courses: Courses, versions: Sequence[tuple[str, Sequence[str]]]
) -> Section:
    """What changed since the last pack: ratings, and the plan.

    versions: why each version since was adopted, and what it changed.
    """
    if whole is None:
        return Section(
            "changed",
            "What changed since the last pack",
            (Said("There is no earlier pack to compare with."),),
        )
    former = {each.measure.uuid: each for each in whole.courses}
    told = [*_moved(former, courses), *_gone(former, courses)]
    of = say_period(period_named(whole.period))
    blocks: list[Block] = [
        Said(f"The last pack was of {of}, built on version {whole.version} of {whole.plan}.")
    ]
    blocks.append(
        Listed(tuple(told)) if told else Said("No measure has another rating, and none came or went.")
    )
    for why, changes in versions:
        blocks += [Headed("What the plan changed since"), Said(why, "quote"), Listed(tuple(changes))]
    return Section("changed", "What changed since the last pack", tuple(blocks))


def _moved(former: Courses, courses: Courses) -> Iterator[str]:
    for uuid, drawn in courses.items():
        if uuid not in former:
            yield f"New: {drawn.measure.title}."
            continue
        was, now = last_told(former[uuid]), last_told(drawn)
        before, after = (each.rating if each else Rating.INSUFFICIENT for each in (was, now))
        if before != after:
            broken = break_between(drawn.measure, was.figure.period, now.figure.period) if was and now else ""
            yield f"{drawn.measure.title}: was “{Rating(before).label}”, is “{Rating(after).label}”. {broken}".rstrip()


def _gone(former: Courses, courses: Courses) -> Iterator[str]:
    for uuid, drawn in former.items():
        if uuid not in courses:
            yield f"No longer measured: {drawn.measure.title}."
