"""What the page of the way through the gate says, gathered for its templates."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import Http404
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.design.dates import say_day, say_weekday, today
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import Refused
from people.access import may_write_about
from people.circumstances.release_dates import changes_of

from .. import pages
from ..actions.through_the_gate import check_gate
from ..models import HubContact, JointMeeting, Referral
from ..models.gate import GateRecord
from . import checklist, clocks
from .checklist import Gate, Item
from .warnings import warnings

R = TypeVar("R", bound=GateRecord)
OF_HUB = frozenset({"gate_contact_record"})  # the pages that only the hub writes


def showing(referral: Referral, user: User) -> dict[str, Any]:
    """The release, the checklist, which says what is missing, and everything recorded."""
    known = checklist.gate_of(referral)
    may = {page: may_record(referral, user, of_hub=page in OF_HUB) for page in (*OF_HUB, "")}
    return pages.about(referral, user) | {
        "gate": known,
        "warnings": warnings(known),
        "release_rows": _release_rows(known),
        "release_url": _release_url(known, user),
        "tasks": [
            _task(known, item, may[item.page if item.page in OF_HUB else ""]) for item in checklist.items_of(known)
        ],
        "changes": changes_of(known.release) if known.release else [],
        "meetings": [_meeting(meeting, referral, may[""]) for meeting in known.meetings],
        "contacts": [_contact(contact, referral, may["gate_contact_record"]) for contact in known.contacts],
        "acts": _acts(known, may),
        "clocks": _clocks(referral),
    }  # fmt: skip


def recording(referral: Referral, user: User, known: Gate) -> dict[str, Any]:
    """What stands around a form: the person, the referral and its release."""
    return pages.about(referral, user) | {"gate": known}


def recorded(records: Sequence[R], pk: int) -> R:
    """The meeting or contact of that key. Raises Http404 for one that is not this referral's."""
    for record in records:
        if record.pk == pk:
            return record
    raise Http404


def item_to_tick(slug: str) -> Item:
    """Raises Http404 for an item there is not, or that only a record answers."""
    item = checklist.item_called(slug)
    if item is None or not item.can_be_ticked:
        raise Http404
    return item


def may_record(referral: Referral, user: User, *, of_hub: bool = False) -> bool:
    """Whether the pages that record are open to the user now: nothing is offered that would be refused."""
    try:
        check_gate(referral, by=user, of_hub=of_hub)
    except (NotYou, Refused):
        return False
    return True


def _release_rows(known: Gate) -> list[tuple[str, str]]:
    release = known.release
    if release is None:
        return [("Release", "")]
    if release.recalled_on:
        return [("Prison", str(release.prison)), ("Released", say_day(release.day)),
                ("Recalled", say_day(release.recalled_on))]  # fmt: skip
    days = (release.day - today()).days
    ahead = f", in {days} days" if days > 1 else ", tomorrow" if days == 1 else ", today" if not days else ""
    said = f"{say_weekday(release.day)}{ahead if known.is_ahead else ''}"
    return [
        ("Prison", str(release.prison)),
        ("Kind of release", release.get_kind_display()),
        ("Released" if release.released_on else "Expected", said),
    ]


def _release_url(known: Gate, user: User) -> str:
    """Where the release is recorded or moved, for those who write about the person."""
    person, release = known.referral.person, known.release
    if not may_write_about(user, person):
        return ""
    if release is None or release.recalled_on:
        url = reverse("release_record", args=[person.uuid])
    else:
        url = reverse("release_change", args=[person.uuid, release.pk])
    return f"{url}?next={reverse('referral_gate', args=[known.referral.uuid])}"


def _task(known: Gate, item: Item, may: bool) -> dict[str, str]:
    answer, not_yet = item.answer(known), item.not_yet(known)
    task = {"label": item.title, "hint": answer or item.hint(known), "url": ""}
    if may and not not_yet:
        task["url"] = _url(known, item)
    if answer:
        tick = known.tick_of(item.slug)
        return task | {
            "status": "Done" if item.says(known) or not tick else tick.get_answer_display(),
            "kind": "done",
        }
    if not_yet:
        return task | {"status": not_yet, "kind": "blocked"}
    return task | {"status": "Missing", "kind": "problem" if _is_late(known, item) else "todo"}


def _is_late(known: Gate, item: Item) -> bool:
    """After release nothing of the list should be open any more, save contact that is still in time."""
    if item.slug == "first_contact":
        return bool(known.contact_due_on and known.contact_due_on < today())
    return known.released_on is not None


def _url(known: Gate, item: Item) -> str:
    referral = known.referral
    if item.page == "gate_treatment" and known.handed_over:
        return reverse("handover_detail", args=[known.handed_over.uuid])
    if item.page == "gate_item":
        return reverse(item.page, args=[referral.uuid, item.slug])
    return reverse(item.page, args=[referral.uuid])


def _acts(known: Gate, may: dict[str, bool]) -> list[dict[str, Any]]:
    """The next thing to record first, contact before all else once somebody is out; more of both stays possible."""
    open_now = [item for item in checklist.missing(known) if may[item.page if item.page in OF_HUB else ""]]
    open_now.sort(key=lambda item: item.page not in OF_HUB)
    found: list[dict[str, Any]] = [
        {"label": f"Record {item.lacks}", "url": _url(known, item), "needs": item.hint(known), "get": True}
        for item in open_now[:1]
    ]  # fmt: skip
    more = [
        ("gate_meeting_record", "meeting", may[""] and known.is_ahead, known.meetings),
        (
            "gate_contact_record",
            "contact",
            may["gate_contact_record"] and known.contact_due_on,
            known.contacts,
        ),
    ]
    for page, noun, is_open, recorded in more:
        url = reverse(page, args=[known.referral.uuid])
        if is_open and all(act["url"] != url for act in found):
            label = f"Record another {noun}" if recorded else f"Record a {noun}"
            found.append({"label": label, "url": url, "get": True, "quiet": True})
    return found


def _meeting(meeting: JointMeeting, referral: Referral, may: bool) -> dict[str, Any]:
    sides = (("Prison", "prison_side"), ("Hub", "hub_side"), ("Person", "person_side"))
    rows = [(name, "Came" if getattr(meeting, side) else f"Did not come: {getattr(meeting, f'{side}_why_not')}")
            for name, side in sides]  # fmt: skip
    if meeting.notes:
        rows.append(("Agreed", meeting.notes))
    correct = reverse("gate_meeting_correct", args=[referral.uuid, meeting.pk]) if may else ""
    return {
        "title": f"{say_day(meeting.held_on)}, {meeting.get_how_display().lower()}",
        "rows": rows,
        "url": correct,
    }


def _contact(contact: HubContact, referral: Referral, may: bool) -> dict[str, Any]:
    return {
        "title": contact.get_how_display(),
        "at": contact.made_on,
        "by": contact.made_by,
        "text": contact.note,
        "url": reverse("gate_contact_correct", args=[referral.uuid, contact.pk]) if may else "",
        "link": "Correct this contact",
    }


def _clocks(referral: Referral) -> list[RunningClock]:
    """The clocks of the gate that run, with what they were due before."""
    names = [clocks.JOINT_MEETING.name, clocks.FIRST_CONTACT.name]
    titles = {clock.name: clock.title for clock in (clocks.JOINT_MEETING, clocks.FIRST_CONTACT)}
    runs = list(RunningClock.objects.of(referral).running().filter(clock__in=names))
    for run in runs:
        run.title = titles[run.clock]
    return runs
