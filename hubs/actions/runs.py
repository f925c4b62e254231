"""Telling the key worker, once, that somebody did not attend three times in a row at a hub (domain: Register)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from ..bookings import notices
from ..models import Booking, Hub, Session, ToldRun
from ..register.streaks import IN_A_ROW, runs_of_absence
from ..states import CAME, HELD, Mark, SessionState


def settle_runs_of(session: Session) -> None:
    """Tell the key worker of a third absence in a row that is the latest of a person there; take back what is wrong.

    Looks at those in the session who are absent, or of whom a run was told: few of a register's people. A run is told
    once, whatever follows, until an attendance breaks it or a correction undoes it. Absences count once those who hold
    the person were told of them. Three queries at most, and those of the notices.
    """
    told_here = ToldRun.objects.filter(booking__person=OuterRef("person"), booking__hub=OuterRef("hub"))
    rows = Booking.objects.booked().filter(session=session).annotate(has_run=Exists(told_here)).order_by()
    concerned = dict(
        rows.filter(Q(mark=Mark.DID_NOT_ATTEND) | Q(has_run=True)).values_list("person_id", "has_run")
    )
    if concerned:
        hub, with_run = session.hub, [person for person, has_run in concerned.items() if has_run]
        _settle(hub, _counted(hub, concerned), _told(hub, with_run) if with_run else {})


def _settle(hub: Hub, marks: Mapping[int, "list[_Counted]"], told: Mapping[int, int]) -> None:
    """marks: by person, those that count. told: by booking, the runs told of these people."""
    runs = [(run, each) for each in marks.values() for run in _long(each)]
    standing = {mark.booking for run, _ in runs for mark in run}
    _take_back(hub, [told[key] for key in told.keys() - standing])
    _tell(hub, [
        run[IN_A_ROW - 1].booking for run, each in runs
        if run[-1] is each[-1] and not told.keys() & {mark.booking for mark in run}
    ])  # fmt: skip


def _told(hub: Hub, people: Collection[int]) -> dict[int, int]:
    """The keys of the runs told of these people there, by the key of the booking."""
    runs = ToldRun.objects.filter(booking__hub=hub, booking__person__in=people)
    return dict(runs.values_list("booking_id", "pk"))


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
