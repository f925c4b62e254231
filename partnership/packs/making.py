"""Making a pack in one step, from what was published and submitted by today (outcomes: section 5)."""

import datetime

from outcomes.periods import Period

from ..models import Pack, Partnership, PlanVersion
from ..plans.value import as_adopted, changes_of
from . import annexes, measures, partners, scrutiny
from .availability import availability_of
from .value import WholePack, from_text


def whole_pack(
    partnership: Partnership, version: PlanVersion, period: Period, today: datetime.date
) -> WholePack:
    """Everything that the pack of a period says. The number of queries does not hang on the measures."""
    planned, former = as_adopted(version), last_published(partnership)
    courses = measures.courses_of(planned, period)
    reports = annexes.reports_behind(courses)
    rested = annexes.rests_on(reports, courses)
    why = version.why if former and former.version != version.number else ""
    changes = changes_of(version) if why else []
    return WholePack(
        partnership=partnership.name,
        area=partnership.area.name,
        period=period.label,
        plan=planned.title,
        version=version.number,
        built_on=today,
        sections=(
            measures.on_a_page(planned, courses),
            measures.since_the_last(former, courses, changes, why),
            measures.in_full(courses),
            partners.returns_of(partnership, period, today),
            partners.actions_of(partnership, period),
            partners.former_actions_of(partnership, period),
            availability_of(partnership, period, today, former),
            scrutiny.questions_of(partnership, period, today),
            scrutiny.recommendations_of(partnership, period),
            partners.attendance_of(partnership, period),
            scrutiny.assessment_of(partnership),
            annexes.data_quality(reports),
            annexes.method(reports, courses),
            annexes.sources(rested),
        ),
        rests_on=rested,
    )


def last_published(partnership: Partnership) -> WholePack | None:
    """What the pack said that was published last; None before there was one."""
    pack = (
        Pack.objects.filter(partnership=partnership)
        .readable()
        .select_related("content")
        .order_by("-number")
        .first()
    )
    return from_text(pack.content.said) if pack else None
