"""The catalogue: every indicator, in the order of every report. Adding one is one file and one line here."""

from .attendance_rate import ATTENDANCE_RATE
from .continuity_of_care import CONTINUITY_OF_CARE
from .decided_in_time import DECIDED_IN_TIME
from .declaration import EXCLUSIONS, SPECIFICATION, Indicator
from .employed_6_months import EMPLOYED_6_MONTHS
from .employed_6_weeks import EMPLOYED_6_WEEKS
from .housed_on_release import HOUSED_ON_RELEASE
from .hub_availability import HUB_AVAILABILITY
from .job_sustained import JOB_SUSTAINED
from .milestones_verified import MILESTONES_VERIFIED
from .proven_reoffending import PROVEN_REOFFENDING
from .referral_started import REFERRAL_STARTED
from .settled_3_months import SETTLED_3_MONTHS
from .through_the_gate import THROUGH_THE_GATE
from .time_to_reoffence import TIME_TO_REOFFENCE
from .top_change import TOP_CHANGES
from .treatment_completed import TREATMENT_COMPLETED
from .wait_to_first_attendance import WAIT_TO_FIRST_ATTENDANCE
from .wellbeing_change import WELLBEING_CHANGES

CATALOGUE: tuple[Indicator, ...] = (
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

__all__ = ["CATALOGUE", "EXCLUSIONS", "SPECIFICATION", "Indicator", "batteries", "indicator", "led_by"]


def batteries() -> list[list[Indicator]]:
    """The catalogue in its order, indicators that are asked of the same rows together."""
    return [led_by(each) for each in CATALOGUE if not each.led_by]


def led_by(leader: Indicator) -> list[Indicator]:
    """The indicator with those that are asked of the same rows, in the order of the form; it alone leads nobody."""
    return [each for each in CATALOGUE if leader.slug in (each.slug, each.led_by)]


def indicator(slug: str) -> Indicator:
    """The indicator of a slug. Raises LookupError."""
    for each in CATALOGUE:
        if each.slug == slug:
            return each
    raise LookupError(f"there is no indicator {slug!r}")
