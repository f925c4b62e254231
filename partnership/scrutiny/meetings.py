"""Recording a meeting of the committee: who came for which partner, and who did not (outcomes: section 5)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from foundation.accounts.models import User
from foundation.design.dates import say_day, today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import NotReady, Refused

from ..models import Meeting, MeetingAttendance, Partner, Partnership
from .recommending import WITHDRAWN, ask_who_keeps
from .wording import said


@dataclass(frozen=True)
class Came:
    """Whether somebody came for a partner: `who` by post, or the apology."""

    attended: bool
    who: str = ""
    apology: str = ""


@transaction.atomic
def record_meeting(
    partnership: Partnership, *, by: User, title: str, held_on: datetime.date, minutes: str = "",
    attendance: Mapping[Partner, Came],
) -> Meeting:  # fmt: skip
    """Record a meeting that was held, with one row for each partner of that day.

    Raises NotYou, NotReady without a title or a partner's row, and Refused for a day ahead, for a partner that was not
    in it then, and for a meeting that is recorded already.
    """
    ask_who_keeps(by, partnership)
    _ask_whether_complete(partnership, held_on, attendance)
    meeting = Meeting(
        partnership=partnership, title=said(title, "a title"), held_on=held_on, minutes=minutes.strip()
    )
    _save(meeting)
    MeetingAttendance.objects.bulk_create(_rows(meeting, attendance))
    events.write([events.entry(meeting, "recorded", by=by, effective_on=held_on)])
    return meeting


@transaction.atomic
def correct_meeting(
    meeting: Meeting, *, by: User, title: str, held_on: datetime.date, minutes: str = "",
    attendance: Mapping[Partner, Came], seen_as: str = "",
) -> Meeting:  # fmt: skip
    """Put right what was recorded; what stood there before is kept in the event. The same again changes nothing.

    seen_as: the version that `by` had read (`version_of`). Raises as `record_meeting`, and Refused where somebody else
    corrected it meanwhile.
    """
    ask_who_keeps(by, meeting.partnership)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.withdrawn_on:
        raise Refused(WITHDRAWN)
    _ask_whether_complete(meeting.partnership, held_on, attendance)
    before = _as_recorded(meeting)
    meeting.title, meeting.held_on, meeting.minutes = said(title, "a title"), held_on, minutes.strip()
    rows = _rows(meeting, attendance)
    after = _told(meeting, rows)
    if before == after:
        return meeting
    if seen_as and seen_as != version_of(meeting):
        raise Refused(
            "Somebody else corrected this meeting after you opened the page. Read what it says now."
        )
    _save(meeting)
    meeting.attendance.all().delete()
    MeetingAttendance.objects.bulk_create(rows)
    events.write(
        [events.entry(meeting, "corrected", by=by, effective_on=held_on, facts={"from": before, "to": after})]
    )
    return meeting


def version_of(meeting: Meeting) -> str:
    """Which record of the meeting this is: how often something was written about it."""
    return str(events.of(meeting).count())


def _ask_whether_complete(
    partnership: Partnership, held_on: datetime.date, attendance: Mapping[Partner, Came]
) -> None:
    if held_on > today():
        raise Refused("A meeting is recorded once it was held.")
    strangers = [each for each in attendance if not _was_there_to_come(each, partnership, held_on)]
    if strangers:
        raise Refused(f"{strangers[0]} was not in the partnership on {say_day(held_on)}.")
    lacking = [each for each in partnership.partners.in_it_on(held_on) if each not in attendance]
    if lacking:
        raise NotReady([f"whether somebody came for {partner}" for partner in lacking])


def _was_there_to_come(partner: Partner, partnership: Partnership, day: datetime.date) -> bool:
    return partner.partnership_id == partnership.pk and partner.takes_part_on(day)


def _rows(meeting: Meeting, attendance: Mapping[Partner, Came]) -> list[MeetingAttendance]:
    """One row a partner. Raises NotReady where somebody came and is not named by post."""
    return [
        MeetingAttendance(
            meeting=meeting,
            partner=partner,
            attended=came.attended,
            who=said(came.who, f"who came for {partner}, by post") if came.attended else "",
            apology="" if came.attended else came.apology.strip(),
        )
        for partner, came in attendance.items()
    ]


def _save(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as again:
        raise Refused("This meeting is recorded already: same day, same title.") from again


def _as_recorded(meeting: Meeting) -> dict[str, Any]:
    return _told(meeting, list(meeting.attendance.all()))


def _told(meeting: Meeting, rows: Sequence[MeetingAttendance]) -> dict[str, Any]:
    """The record as an event keeps it; it names posts, not people."""
    return {
        "title": meeting.title,
        "held_on": str(meeting.held_on),
        "minutes": meeting.minutes,
    } | _by_partner(rows)


def _by_partner(rows: Iterable[MeetingAttendance]) -> dict[str, Any]:
    return {
        str(row.partner_id): asdict(Came(row.attended, row.who, row.apology))
        for row in sorted(rows, key=lambda row: row.partner_id)
    }
