"""What each page of handovers says, gathered for its template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.requests import SignedInRequest
from foundation.design.dates import say_day, say_moment, today
from foundation.lifecycle import running
from foundation.lifecycle.models import Event

from ..models import Handover
from ..querysets.handovers import HandoverQuerySet
from . import attendance, can_do, duty, evidence, happened, scope, sharing
from .clocks import BY_RELEASE, DUTY_DAYS
from .states import Bridge, DutyAnswer, HandoverState
from .tables import HandedOverTable, HandoverTable


@dataclass(frozen=True)
class Tab:
    """One list of the service's queue."""

    slug: str
    label: str
    rows: Callable[[HandoverQuerySet], HandoverQuerySet]
    empty: str


QUEUE = (
    Tab("new", "New", lambda rows: rows.new().oldest_first(),
        "Nothing waits to be received. What is sent to your service comes here."),
    Tab("to_book", "To book", lambda rows: rows.to_book().oldest_first(), "Everybody you received has an appointment."),
    Tab("today", "Today", lambda rows: rows.expected_by(today()), "Nobody is expected today."),
    Tab("booked", "Booked", lambda rows: rows.expected_after(today()), "No appointment stands after today."),
    Tab("with_us", "Attended", lambda rows: rows.attended().oldest_first(),
        "Nobody who came is still open. A handover leaves this list when you close it or book again."),
    Tab("overdue", "Overdue", lambda rows: rows.overdue_on(today()), "Nothing is overdue."),
)  # fmt: skip
SENT_TABS = (("open", "With the service"), ("ended", "Ended"))


def queue(request: SignedInRequest) -> dict[str, Any]:
    """The service's queue: a tab for each thing there is to do, with its count."""
    user, wanted = request.user, request.GET.get("tab", "")
    rows = scope.handovers_seen_by(user).with_due_told()
    counts = rows.counted(today())
    tab = next((each for each in QUEUE if each.slug == wanted), QUEUE[0])
    table = HandedOverTable(
        tab.rows(rows), caption=f"Handed over to you: {tab.label.lower()}", empty_text=tab.empty
    )
    return {
        "tabs": [
            {"label": each.label, "url": f"?tab={each.slug}", "current": each == tab, "count": counts[each.slug]}
            for each in QUEUE
        ],
        "table": table.for_request(request),
    }  # fmt: skip


def at_home(user: User, *, limit: int) -> dict[str, Any]:
    """What the service's worker does today: the counts, who comes, and what waits longest."""
    rows = scope.handovers_seen_by(user).with_due_told()
    counts, url = rows.counted(today()), reverse("handed_over_list")
    tallies = [
        {"kind": kind, "count": counts[slug], "label": label, "url": f"{url}?tab={slug}"}
        for slug, kind, label in (
            ("overdue", "overdue", "overdue"), ("new", "today", "new"), ("to_book", "next", "to book"),
            ("today", "next", "expected today"),
        )
    ]  # fmt: skip
    expected, waiting = list(rows.expected_by(today())[:limit]), list(rows.new().oldest_first()[:limit])
    return {
        "tallies": tallies,
        "expected": HandedOverTable(expected, caption="Appointments today", orderable=False),
        "waiting": HandedOverTable(waiting, caption="New handovers", orderable=False),
        "people": [each.person for each in (*expected, *waiting)],
    }


def sent(request: SignedInRequest) -> dict[str, Any]:
    """What the user's teams handed over: still with the service, or ended."""
    shown = request.GET.get("show", "open")
    rows = scope.handovers_seen_by(request.user).of_teams_of(request.user).with_due().latest_first()
    is_ended = shown == "ended"
    empty = (
        "No handover has ended."
        if is_ended
        else "Nothing is with a service. Start from the page of a person."
    )
    table = HandoverTable(
        rows.ended() if is_ended else rows.open(), caption="Handovers of your team", empty_text=empty
    )
    return {
        "tabs": [
            {"label": label, "url": f"?show={slug}", "current": (slug == "ended") == is_ended}
            for slug, label in SENT_TABS
        ],
        "table": table.for_request(request),
    }


# --- the side that sends ------------------------------------------------------------------------------------------


def loop(handover: Handover, user: User) -> dict[str, Any]:
    """The whole loop for the side that sent it: what was asked, where it stands, and what came back."""
    return {
        "handover": handover,
        "person": handover.person,
        "sent_rows": _sent_rows(handover),
        "answer_rows": answer_rows(handover),
        "duty_rows": duty_rows(handover) if handover.is_duty_to_refer else [],
        "events": told(scope.happened_to(handover)),
        "clocks": _clocks(handover),
        "why_no_evidence": evidence.why_no_evidence(handover) if handover.is_open else "",
        "acts": can_do.acts_of_sender(handover, user),
        "turn": can_do.turn_for_sender(handover),
    }


def _sent_rows(handover: Handover) -> list[tuple[str, str]]:
    rows = [
        ("Service", f"{handover.service}, {handover.service.get_kind_display().lower()}"),
        ("Asked to", handover.purpose),
        ("Sent", f"{say_moment(handover.sent_at)} by {handover.sent_by}, {handover.team}"),
        ("Shared", ", ".join(sharing.labels_of(handover.fields))),
        ("Agreed", f"{say_day(handover.agreed_on)}, {handover.get_agreed_how_display().lower()}"),
    ]
    rows += [(label, words) for label, words in _written(handover) if words]
    if handover.is_for_treatment:
        goes_on = "Yes: an appointment is asked for on or before the day of release"
        rows.append(("Treatment goes on from custody", goes_on if handover.continues_treatment else "No"))
        if handover.bridge:
            rows.append(("Medication bridge", str(Bridge(handover.bridge).label)))
    return rows


def _written(handover: Handover) -> list[tuple[str, str]]:
    return [(each.label, getattr(handover, each.typed)) for each in sharing.SHARED if each.typed]


def answer_rows(handover: Handover) -> list[tuple[str, str]]:
    """Where it stands, and everything the service has said."""
    rows = [("State", str(handover.get_state_display()))]
    if handover.received_at:
        rows.append(
            ("Received", f"{say_moment(handover.received_at)} by {handover.received_by or 'the service'}")
        )
    if handover.appointment_at:
        place = f", {handover.appointment_place}" if handover.appointment_place else ""
        rows.append(("Appointment", f"{say_moment(handover.appointment_at)}{place}"))
    if handover.attended_on:
        rows.append(("First attended", say_day(handover.attended_on)))
    if handover.spell:
        began = attendance.treatment_from(handover) or handover.spell.started_on
        rows.append(("Treatment started", say_day(began)))
    if handover.ended_at:
        ended = {"closed": "Outcome", "refused": "Refused", "withdrawn": "Withdrawn"}[handover.state]
        rows.append((ended, f"{handover.end_reason}, {say_day(handover.ended_at)}"))
        if handover.end_text:
            rows.append(("In words", handover.end_text))
    return rows


def as_it_stands(handover: Handover) -> list[tuple[str, str]]:
    """For who is told that somebody was first: everything that a form of either side changes."""
    rows = answer_rows(handover)
    if handover.bridge:
        rows.append(("Medication bridge", str(Bridge(handover.bridge).label)))
    return rows + duty_rows(handover) if handover.is_duty_to_refer else rows


def duty_rows(handover: Handover) -> list[tuple[str, str]]:
    """The record of a duty-to-refer: made on, authority, accepted or not, outcome."""
    answer = str(DutyAnswer(handover.duty_answer).label) if handover.duty_answer else "Not answered yet"
    rows = [("Made on", say_day(handover.sent_at)), ("Authority", str(handover.service)), ("Answer", answer)]
    if handover.duty_answered_on:
        rows.append(("Answered on", say_day(handover.duty_answered_on)))
    if handover.duty_owed:
        rows.append(("Duty owed", str(handover.get_duty_owed_display())))
    if handover.duty_reason:
        rows.append(("Why not", handover.duty_reason))
    return [*rows, ("Outcome", handover.end_reason if handover.state == HandoverState.CLOSED else "Open")]


def duty_context(known: duty.Context) -> str:
    """The 56 days of the law beside the release, in one sentence; "" without a release to come."""
    if known.owed_from is None or known.release is None:
        return ""
    when = "That day has come." if known.is_within else f"That is {say_day(known.owed_from)}."
    return (
        f"Release is expected on {say_day(known.release.day)}. A duty-to-refer is owed {DUTY_DAYS} days before it. "
        f"{when} Accepted, the authority has {DUTY_DAYS} days to prevent homelessness."
    )


def told(events: list[Event]) -> list[dict[str, Any]]:
    """What was done, for the timeline of the page. Corrections name nobody."""
    return [
        {"title": _DONE.get(event.what, event.what.replace("_", " ").capitalize()), "at": event.recorded_at,
         "by": event.by or "the system", "line": event.reason,
         "text": event.why if event.what == "put_right" else ""}
        for event in events
    ]  # fmt: skip


_DONE = {
    "sent": "Sent", "receive": "Received", "refuse": "Refused", "book": "Appointment booked", "attend": "Attended",
    "miss": "Did not attend",
    "put_right": "Put right who came", "start_treatment": "Treatment started", "answer_duty": "Duty-to-refer answered",
    "close": "Closed", "withdraw": "Withdrawn", "bridge_arranged": "Medication bridge changed",
    "read_by_nobody": "A limit hides the record from the whole service",
    "read_again": "Somebody of the service can read the record again",
    "followed_the_caseload": "Followed by the team that holds the person now",
}  # fmt: skip


def _clocks(handover: Handover) -> list[Any]:
    runs, titles = scope.clocks_of(handover), running.titles()
    for run in runs:
        run.title = titles[run.clock]  # type: ignore[attr-defined]
    return runs


def _clocks_told(handover: Handover) -> list[Any]:
    """Without those that follow a release which is not shared: that one begins or ends would tell of it."""
    by_release = {clock.name for clock in BY_RELEASE}
    tells_all = sharing.shares_release(handover)
    return [run for run in _clocks(handover) if tells_all or run.clock not in by_release]


# --- the service --------------------------------------------------------------------------------------------------


def handed_over(handover: Handover, user: User) -> dict[str, Any]:
    """What the service may see, and what it can do now."""
    return {
        "handover": handover,
        "shared_rows": sharing.rows_of(handover),
        "asked_rows": _asked_rows(handover),
        "answer_rows": answer_rows(handover),
        "duty_rows": duty_rows(handover) if handover.is_duty_to_refer else [],
        "events": told(happened.between_the_two(handover)),
        "clocks": _clocks_told(handover),
        "forms": scope.forms_of(handover),
        "acts": can_do.acts_of_service(handover, user),
    }


def said_of_evidence(handover: Handover) -> str:
    """For the service, which does not read the person's pathways: that what it records is no evidence now."""
    if not evidence.why_no_evidence(handover):
        return ""
    return " No milestone can be claimed with what you record now; the side that sent the handover sees why."


def _asked_rows(handover: Handover) -> list[tuple[str, str]]:
    rows = [
        ("You are asked to", handover.purpose),
        ("Sent by", f"{handover.sent_by}, {handover.team}"),
        ("Sent", say_moment(handover.sent_at)),
        ("The person agreed", f"{say_day(handover.agreed_on)}, {handover.get_agreed_how_display().lower()}"),
    ]
    if handover.continues_treatment:
        rows.append(
            ("Treatment", "Goes on from custody: an appointment is asked for on or before the day of release")
        )
    if handover.bridge:
        rows.append(("Medication until then", str(Bridge(handover.bridge).label)))
    return rows
