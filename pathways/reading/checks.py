"""Checks: the work list, one check with its answers so far, and those of a pathway."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from foundation.design.dates import today
from foundation.design.paging import CountFreePage, CountFreePaginator
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, RunningClock
from hubs.models import Hub

from ..checks.lives import lives_of
from ..checks.points import Life, points_of
from ..checks.recorded import Asked, asked
from ..checks.running import SUBJECT
from ..kinds import KINDS
from ..models import Check, Pathway
from ..querysets import CheckQuerySet

ROWS = 25
ANSWERS = ("answered", "answer_corrected", "answer_undone", "out_of_scope", "asked_again", "moved")


@dataclass(frozen=True)
class Tab:
    """One list of checks: `slug` stands in the address, `title` heads the page."""

    slug: str
    label: str
    title: str
    empty: str


TABS = (
    Tab("due", "To answer", "Checks to answer",
        "No check waits for an answer. Checks come here by themselves: on release, and when a job, a home or treatment "
        "is recorded."),
    Tab("overdue", "Overdue", "Checks overdue", "No check is overdue."),
    Tab("coming", "Coming up", "Checks coming up", "No check is coming up for the people your hub works with."),
    Tab("mine", "Answered by me", "Checks you answered", "You have answered no check yet."),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row of the work list, with the clock that asks for it while it is not answered."""

    asked: Asked
    run: RunningClock | None


def check_for(user: Any, uuid: UUID) -> Check:
    """The check, if the user may see the person; else 404."""
    found = Check.objects.visible_to(user).select_related("person", "answered_by")
    return get_object_or_404(found, uuid=uuid)


def check_again(user: Any, uuid: str | None) -> Check | None:
    """The check just answered, to be undone; None when there is none that the user may see."""
    found = Check.objects.visible_to(user).answered().select_related("person")
    return found.filter(uuid=uuid, answered_by=user).first() if uuid else None


def page_of_checks(user: Any, tab: Tab, number: Any, *, kind: str, team: int | None) -> CountFreePage:
    """One page of a tab: its lines by the day they are about, in a fixed number of queries."""
    checks = checks_on(tab, user, team=team)
    if kind:
        checks = checks.of_names(rule.name for rule in KINDS[kind].checks)
    page = CountFreePaginator(checks.select_related("person", "answered_by"), ROWS).page(number)
    rows = list(page.object_list)
    runs = RunningClock.objects.filter(
        subject_type=SUBJECT, subject_id__in=[row.pk for row in rows], stopped_at=None
    ).select_related("team")
    by_check = {run.subject_id: run for run in runs}
    page.object_list = [Line(each, by_check.get(each.check.pk)) for each in asked(rows)]
    return page


def checks_on(tab: Tab, user: Any, *, team: int | None = None) -> CheckQuerySet:
    """The checks of one tab that fall to the user's hubs, or that the user answered."""
    visible = Check.objects.visible_to(user)
    if tab.slug == "mine":
        return visible.answered().filter(answered_by=user).order_by("-answered_at", "-id")
    if tab.slug == "coming":
        return visible.falling_to(user, team=team).coming()
    overdue = Q(due_on__lt=today()) if tab.slug == "overdue" else Q()
    return visible.falling_to(user, overdue, team=team).to_answer()


def hubs_of(user: Any) -> list[Hub]:
    """The hubs to choose between, for those who work at several."""
    return list(Hub.objects.filter(team__in=user.team_ids).order_by("name"))


def asked_of(check: Check) -> Asked:
    """One check with its question and what is on record."""
    return asked([check])[0]


def answers_so_far(check: Check) -> list[Event]:
    """What was said of it and put right, the latest last; each with `says`."""
    told = [event for event in events.of(check) if event.what in ANSWERS]
    for event in told:
        answer = event.facts.get("to", {}).get("answer")
        event.says = Check.Answer(answer).label if answer else ""  # type: ignore[attr-defined]
    return told


@dataclass(frozen=True)
class OnPathway:
    """A check on the page of its pathway; `strays`: the day it is about follows from nothing on record any more."""

    asked: Asked
    strays: bool


def checks_of(pathway: Pathway) -> list[OnPathway]:
    """The checks of the pathway's kind, by the day they are about."""
    kind = pathway.declaration
    names = [rule.name for rule in kind.checks]
    if not names:
        return []
    found = (
        Check.objects.filter(person=pathway.person_id).of_names(names).select_related("person", "answered_by")
    )
    points = points_of(kind, lives_of([pathway.person_id]).get(pathway.person_id, Life()))
    return [
        OnPathway(each, (each.check.name, each.check.point_on) not in points) for each in asked(list(found))
    ]
