"""Making a pack in one step, from what was published and submitted by today (outcomes: section 5)."""

import datetime

from outcomes.freezing import CannotThaw
from outcomes.periods import Period

from ..models import Pack, Partnership, PlanVersion
from ..plans.value import as_adopted, changes_of
from . import annexes, improvements, measures, partners, scrutiny
from .availability import availability_of
from .value import WholePack, from_text


def whole_pack(
    partnership: Partnership, version: PlanVersion, period: Period, today: datetime.date
) -> WholePack:
    """Everything that the pack of a period says. The number of queries does not hang on the measures."""
    planned, (pack, former) = as_adopted(version), last_published(partnership)
    courses = measures.courses_of(planned, period)
    reports = annexes.reports_behind(courses)
    rested = annexes.rests_on(reports, courses)
    return WholePack(
        partnership=partnership.name,
        area=partnership.area.name,
        period=period.label,
        plan=planned.title,
        version=version.number,
        built_on=today,
        sections=(
            measures.on_a_page(planned, courses),
            measures.since_the_last(former, courses, versions_since(pack, version)),
            measures.in_full(courses),
            partners.returns_of(partnership, period, today),
            improvements.actions_of(partnership, period),
            improvements.former_actions_of(partnership, period),
            availability_of(partnership, period, today),
            scrutiny.responses_of(partnership, period, today, former.built_on if former else None),
            scrutiny.recommendations_of(partnership, period),
            partners.attendance_of(partnership, period),
            scrutiny.assessment_of(partnership),
            annexes.data_quality(reports),
            annexes.method(reports, courses),
            annexes.sources(rested),
        ),
        rests_on=rested,
    )


def versions_since(pack: Pack | None, version: PlanVersion) -> list[tuple[str, list[str]]]:
    """Of each version of the same plan adopted since the last pack, the oldest first: why, and what it changed."""
    if pack is None or pack.version_of_plan.plan_id != version.plan_id:
        return []
    since = version.plan.versions.filter(
        number__gt=pack.version_of_plan.number, number__lte=version.number
    ).order_by("number")
    return [(each.why, changes_of(each)) for each in since]


def last_published(partnership: Partnership) -> tuple[Pack, WholePack] | tuple[None, None]:
    """The pack that was published last, with what it said; None before there was one, and of one that can be read no
    more.
    """
    packs = Pack.objects.filter(partnership=partnership).readable()
    pack = packs.select_related("content", "version_of_plan").order_by("-number").first()
    try:
        return (pack, from_text(pack.content.said)) if pack else (None, None)
    except CannotThaw:
        return None, None
