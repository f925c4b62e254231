"""Telling the key worker, once, that somebody did not attend three times in a row at a hub (domain: Register)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from ..bookings import notices
from ..models import Booking, Hub, Session, ToldRun
from ..register.streaks import IN_A_ROW, runs_of_absence
from ..states import CAME, HELD, Mark, SessionState


def settle_runs_of(session: Session, absent: Collection[int] | None = None) -> None:
    """Tell the key worker of a third absence in a row that is the latest of a person there; take back what is wrong.

    absent: the keys of those in the session who did not attend, where they are known. Looks at these and at those of
    whom a run was told: few of a register's people. A run is told once, whatever follows, until an attendance breaks it
    or a correction undoes it. Absences count once those who hold the person were told of them. Three queries at most,
    and those of the notices.
    """
    there = Booking.objects.booked().filter(session=session).order_by().values_list("person_id", flat=True)
    if absent is None:
        absent = list(there.filter(mark=Mark.DID_NOT_ATTEND))
    told = _told(session.hub, there)
    if concerned := {*absent, *(run.person for run in told)}:
        _settle(session.hub, _counted(session.hub, concerned), {run.booking: run.key for run in told})


def _settle(hub: Hub, marks: Mapping[int, "list[_Counted]"], told: Mapping[int, int]) -> None:
    """marks: by person, those that count. told: by booking, the runs told of these people."""
    runs = [(run, each) for each in marks.values() for run in _long(each)]
    standing = {mark.booking for run, _ in runs for mark in run}
    _take_back(hub, [told[key] for key in told.keys() - standing])
    _tell(hub, [
        run[IN_A_ROW - 1].booking for run, each in runs
        if run[-1] is each[-1] and not told.keys() & {mark.booking for mark in run}
    ])  # fmt: skip


class _Told(NamedTuple):
    """A run that was told of: its own key, and whose third absence it names."""

    key: int
    booking: int
    person: int


def _told(hub: Hub, people: QuerySet) -> list[_Told]:
    runs = ToldRun.objects.filter(booking__hub=hub, booking__person__in=people).order_by()
    return list(map(_Told._make, runs.values_list("pk", "booking_id", "booking__person_id")))


class _Counted(NamedTuple):
    """A mark that counts, and whose; no more of the booking is read, for these are many."""

    booking: int
    person: int
    mark: str


def _counted(hub: Hub, people: Collection[int]) -> Mapping[int, list[_Counted]]:
    """By person the marks that count, in the order of the sessions."""
    is_told = Q(mark__in=CAME) | Q(session__state__in=HELD) | Q(told_absence__isnull=False)
    rows = (
        Booking.objects.booked()
        .filter(is_told, hub=hub, person__in=people)
        .exclude(mark__in=("", Mark.NOT_EXPECTED))
        .exclude(session__state=SessionState.NOT_HELD)
        .order_by("session__starts_at", "pk")
    )
    found: dict[int, list[_Counted]] = defaultdict(list)
    for row in map(_Counted._make, rows.values_list("pk", "person_id", "mark")):
        found[row.person].append(row)
    return found


def _long(rows: Sequence[_Counted]) -> list[list[_Counted]]:
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
