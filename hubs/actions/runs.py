"""Telling the key worker, once, that somebody did not attend three times in a row at a hub (domain: Register)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q

from .. import booking_notices as notices
from ..models import Booking, Hub, Session, ToldRun
from ..states import CAME, HELD, Mark, SessionState
from ..streaks import IN_A_ROW, runs_of_absence


def settle_runs_of(session: Session) -> None:
    """Look again at those in the session who are absent, or of whom a run was told: few of a register's people."""
    told = ToldRun.objects.filter(booking__person=OuterRef("person"), booking__hub=OuterRef("hub"))
    concerned = Booking.objects.booked().filter(Q(mark=Mark.DID_NOT_ATTEND) | Exists(told), session=session)
    settle_runs(session.hub, set(concerned.order_by().values_list("person_id", flat=True)))


def settle_runs(hub: Hub, people: Collection[int]) -> None:
    """Tell the key worker of a third absence in a row that is the latest of a person there; take back what is wrong.

    A run is told once, whatever follows, until an attendance breaks it or a correction undoes it. Absences count once
    those who hold the person were told of them. Four queries at most, and those of the notices.
    """
    if not people:
        return
    told = {
        run.booking_id: run
        for run in ToldRun.objects.filter(booking__hub=hub, booking__person__in=people).select_related(
            "booking__person", "booking__session__category"
        )
    }
    rows = _counted(hub, people)
    standing = {row.pk for each in rows.values() for run in _long(each) for row in run}
    _take_back(hub, [run for key, run in told.items() if key not in standing])
    _tell(hub, [
        run[IN_A_ROW - 1] for each in rows.values() for run in _long(each)
        if run[-1] is each[-1] and not told.keys() & {row.pk for row in run}
    ])  # fmt: skip


def _counted(hub: Hub, people: Collection[int]) -> Mapping[int, list[Booking]]:
    """By person the bookings whose marks count, in the order of the sessions."""
    is_told = Q(mark__in=CAME) | Q(session__state__in=HELD) | Q(told_absence__isnull=False)
    rows = (
        Booking.objects.booked()
        .filter(is_told, hub=hub, person__in=people)
        .exclude(mark__in=("", Mark.NOT_EXPECTED))
        .exclude(session__state=SessionState.NOT_HELD)
        .select_related("session__category", "person")
        .order_by("session__starts_at", "pk")
    )
    found: dict[int, list[Booking]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _long(rows: Sequence[Booking]) -> list[list[Booking]]:
    return [run for run in runs_of_absence(rows, lambda row: row.mark) if len(run) >= IN_A_ROW]


def _tell(hub: Hub, thirds: Sequence[Booking]) -> None:
    """Where nobody is the key worker yet, the next absence asks again."""
    told = notices.tell_three_in_a_row(hub, thirds)
    ToldRun.objects.bulk_create(ToldRun(booking=booking) for booking in told)


def _take_back(hub: Hub, runs: Sequence[ToldRun]) -> None:
    if runs:
        ToldRun.objects.filter(pk__in=[run.pk for run in runs]).delete()
        notices.tell_run_taken_back(hub, [run.booking for run in runs])
