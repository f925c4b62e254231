"""The versions of the specification: which indicators a report of each version is made of (outcomes: Reports).

A released version is never changed. A declaration that must change keeps its earlier form beside it in its own file,
under the same slug; a new version then lists the new form, and the released ones go on listing the old. So a report
made by an earlier version still computes by its own definitions.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, fields

from .attendance_rate import ATTENDANCE_RATE
from .continuity_of_care import CONTINUITY_OF_CARE
from .decided_in_time import DECIDED_IN_TIME
from .declaration import Indicator
from .employed_6_months import EMPLOYED_6_MONTHS
from .employed_6_weeks import EMPLOYED_6_WEEKS
from .housed_on_release import HOUSED_ON_RELEASE
from .hub_availability import HUB_AVAILABILITY
from .hub_engagement import HUB_ENGAGEMENT
from .job_sustained import JOB_SUSTAINED
from .milestones_verified import MILESTONES_VERIFIED
from .proven_reoffending import PROVEN_REOFFENDING
from .referral_started import REFERRAL_STARTED
from .reoffences import REOFFENCES
from .settled_3_months import SETTLED_3_MONTHS
from .through_the_gate import THROUGH_THE_GATE
from .time_to_reoffence import TIME_TO_REOFFENCE
from .top_change import TOP_CHANGES
from .treatment_completed import TREATMENT_COMPLETED
from .wait_to_first_attendance import WAIT_TO_FIRST_ATTENDANCE
from .wellbeing_change import WELLBEING_CHANGES

_2026_1: tuple[Indicator, ...] = (
    DECIDED_IN_TIME,
    REFERRAL_STARTED,
    WAIT_TO_FIRST_ATTENDANCE,
    ATTENDANCE_RATE,
    HUB_AVAILABILITY,
    MILESTONES_VERIFIED,
    *WELLBEING_CHANGES,
    THROUGH_THE_GATE,
    EMPLOYED_6_WEEKS,
    EMPLOYED_6_MONTHS,
    JOB_SUSTAINED,
    HOUSED_ON_RELEASE,
    SETTLED_3_MONTHS,
    CONTINUITY_OF_CARE,
    *TOP_CHANGES,
    TREATMENT_COMPLETED,
    PROVEN_REOFFENDING,
    TIME_TO_REOFFENCE,
)

_2026_2: tuple[Indicator, ...] = (
    DECIDED_IN_TIME,
    REFERRAL_STARTED,
    WAIT_TO_FIRST_ATTENDANCE,
    *HUB_ENGAGEMENT,
    ATTENDANCE_RATE,
    HUB_AVAILABILITY,
    MILESTONES_VERIFIED,
    *WELLBEING_CHANGES,
    THROUGH_THE_GATE,
    EMPLOYED_6_WEEKS,
    EMPLOYED_6_MONTHS,
    JOB_SUSTAINED,
    HOUSED_ON_RELEASE,
    SETTLED_3_MONTHS,
    CONTINUITY_OF_CARE,
    *TOP_CHANGES,
    TREATMENT_COMPLETED,
    PROVEN_REOFFENDING,
    *REOFFENCES,
    TIME_TO_REOFFENCE,
)

SPECIFICATIONS: Mapping[str, tuple[Indicator, ...]] = {"2026.1": _2026_1, "2026.2": _2026_2}
SPECIFICATION = "2026.2"  # the version that a report is made by when none is named


def catalogue(specification: str = SPECIFICATION) -> tuple[Indicator, ...]:
    """Every indicator of a version, in the order of its reports. Raises LookupError for a version there is not."""
    if specification not in SPECIFICATIONS:
        raise LookupError(
            f"there is no specification {specification!r}; known are {', '.join(SPECIFICATIONS)}"
        )
    return SPECIFICATIONS[specification]


def batteries(specification: str = SPECIFICATION) -> list[list[Indicator]]:
    """The catalogue in its order, indicators that are asked of the same rows, or counted once, together."""
    whole = catalogue(specification)
    return [
        [each for each in whole if first.slug in (each.slug, each.led_by, each.counted_with)]
        for first in whole
        if not (first.led_by or first.counted_with)
    ]


def led_by(leader: Indicator, specification: str = SPECIFICATION) -> list[Indicator]:
    """The indicator with those that are asked of the same rows, in the order of the form; it alone leads nobody."""
    return [each for each in catalogue(specification) if leader.slug in (each.slug, each.led_by)]


def indicator(slug: str, specification: str = SPECIFICATION) -> Indicator:
    """The indicator of a slug, as that version declares it. Raises LookupError."""
    for each in catalogue(specification):
        if each.slug == slug:
            return each
    raise LookupError(f"there is no indicator {slug!r} in specification {specification}")


def fingerprint(specification: str) -> str:
    """A hash of what a version declares: its texts, windows, parts and exclusions, indicator by indicator.

    What is as it is by default is left out, so that a new kind of declaration leaves the earlier versions' alone.
    """
    said = "\n".join(line for each in catalogue(specification) for line in _said(each))
    return hashlib.sha256(said.encode()).hexdigest()


def _said(indicator: Indicator) -> list[str]:
    return [f"{name}: {value}" for name, value in _values(indicator).items()]


def _values(indicator: Indicator) -> dict[str, str]:
    """Each declared field in words; of an expression, that there is one."""
    found = {}
    for field in fields(indicator):
        value = getattr(indicator, field.name)
        if value == (field.default if field.default_factory is MISSING else field.default_factory()):
            continue
        if field.name == "index":
            value = value.name
        elif field.name == "parts":
            value = ", ".join(
                f"{code}={part.name} {part.reason}".strip() for code, part in sorted(value.items())
            )
        elif field.name == "weighs":
            value = ", ".join(sorted(value))
        found[field.name] = "declared" if callable(value) else str(value)
    return found
