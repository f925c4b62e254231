"""Which reports take too long for a page that somebody waits for (outcomes: Outputs, long runs)."""

from outcomes import rollup
from outcomes.moments import ReportMoment
from people.models import Release

MANY = 20_000  # releases: with more, counting everything anew takes longer than a reader waits


def takes_long(at: ReportMoment, internal: bool) -> bool:
    """Whether a report has to be counted anew for every place of a large nation, as one under control is; that of a hub
    for its own staff counts the hub alone.
    """
    if internal or rollup.is_kept_moment(at):
        return False
    return Release.objects.order_by()[MANY : MANY + 1].exists()
