"""What happens to published reports and moves what is built on them (architecture: Effects)."""

from foundation.lifecycle.reactions import Cause, declare

REPORT_PUBLISHED = declare(Cause("report_published", "An outcome report is published", ("snapshot",)))
REPORT_WITHDRAWN = declare(
    Cause("report_withdrawn", "A published outcome report is withdrawn", ("snapshot",))
)
