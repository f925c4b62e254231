"""Telling the key worker, once, that somebody did not attend three times in a row at a hub (domain: Register)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from ..bookings import notices
from ..models import Booking, Hub, Session, ToldRun
from ..register.standing import Marked, in_a_row
from ..register.streaks import IN_A_ROW, runs_of_absence


def settle_runs_of(session: Session) -> None:
    """Tell the key worker of a third absence in a row that is the latest of a person there; take back what is wrong.

    Looks at those of the session who did not attend and at those of whom a run was told. A run is told once, whatever
    follows, until an attendance breaks it or a correction undoes it. One query, and those of the notices.
    """
    found = in_a_row(session)
    marks: dict[int, list[Marked]] = defaultdict(list)
    for each in found:
        if each.counts:
            marks[each.person].append(each)
    _settle(session.hub, marks, {each.booking: each.run for each in found if each.run})


def _settle(hub: Hub, marks: Mapping[int, list[Marked]], told: Mapping[int, int]) -> None:
    """marks: by person, those that count. told: by booking, the runs told of these people."""
    runs = [(run, each) for each in marks.values() for run in _long(each)]
    standing = {mark.booking for run, _ in runs for mark in run}
    _take_back(hub, [told[key] for key in told.keys() - standing])
    _tell(hub, [
        run[IN_A_ROW - 1].booking for run, each in runs
        if run[-1] is each[-1] and not told.keys() & {mark.booking for mark in run}
    ])  # fmt: skip


def _long(rows: Sequence[Marked]) -> list[list[Marked]]:
    return [run for run in runs_of_absence(rows, lambda row: row.mark) if len(run) >= IN_A_ROW]


def _tell(hub: Hub, thirds: Collection[int]) -> None:
    """Where nobody is the key worker yet, the next absence asks again."""
    if thirds:
        told = notices.tell_three_in_a_row(hub, _with_people(thirds))
        ToldRun.objects.bulk_create(ToldRun(booking=booking) for booking in told)


def _take_back(hub: Hub, runs: Collection[int]) -> None:
    if runs:
        rows = _with_people(ToldRun.objects.filter(pk__in=runs).values_list("booking_id", flat=True))
        ToldRun.objects.filter(pk__in=runs).delete()
        notices.tell_run_taken_back(hub, rows)


def _with_people(bookings: Collection[int]) -> list[Booking]:
    return list(Booking.versions.filter(pk__in=list(bookings)).select_related("person").order_by("pk"))
