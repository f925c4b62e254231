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
from .proven_reoffending import PROVEN_REOFFENDING
from .referral_started import REFERRAL_STARTED
from .settled_3_months import SETTLED_3_MONTHS
from .through_the_gate import THROUGH_THE_GATE
from .time_to_reoffence import TIME_TO_REOFFENCE
from .wait_to_first_attendance import WAIT_TO_FIRST_ATTENDANCE

CATALOGUE: tuple[Indicator, ...] = (
    DECIDED_IN_TIME,
    REFERRAL_STARTED,
    WAIT_TO_FIRST_ATTENDANCE,
    ATTENDANCE_RATE,
    HUB_AVAILABILITY,
    THROUGH_THE_GATE,
    EMPLOYED_6_WEEKS,
    EMPLOYED_6_MONTHS,
    JOB_SUSTAINED,
    HOUSED_ON_RELEASE,
    SETTLED_3_MONTHS,
    CONTINUITY_OF_CARE,
    PROVEN_REOFFENDING,
    TIME_TO_REOFFENCE,
)

__all__ = ["CATALOGUE", "EXCLUSIONS", "SPECIFICATION", "Indicator", "indicator"]


def indicator(slug: str) -> Indicator:
    """The indicator of a slug. Raises LookupError."""
    for each in CATALOGUE:
        if each.slug == slug:
            return each
    raise LookupError(f"there is no indicator {slug!r}")
