"""Asking for a draft, publishing, correcting and withdrawing (outcomes: Snapshot)."""

import datetime
import logging
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from foundation.accounts.access import ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import events, reactions
from foundation.lifecycle.transitions import LostRace, Refused, check, perform
from outcomes.indicators import SPECIFICATION
from outcomes.models import Move, Snapshot, SnapshotContent, SnapshotFile, Suppression
from outcomes.moved.kept import move_to
from outcomes.periods import Period
from outcomes.places import ReportPlace

from . import drafting, notices, scope, verdicts
from .causes import REPORT_PUBLISHED, REPORT_WITHDRAWN
from .months import can_be_published
from .querysets import SnapshotQuerySet

log = logging.getLogger(__name__)

TAKEN = "Another report was published at the same moment. Read what the guard says of this draft now."
DISCARDED = "Discarded before it was published."
FAILED = "It could not be worked out. Ask for it again; if it fails again, tell the system administrator."


def begin(
    place: ReportPlace, period: Period, *, as_at: datetime.date, by: User, at_once: bool = False
) -> Snapshot:
    """Ask for the draft of a report; an open draft of it is given back. It is worked out in the background, or by the
    caller where it is wanted at once.

    It corrects the version that stands, if there is one. Raises NotYou, and Refused for a day that cannot be.
    """
    ask(by, Permission.PUBLISH_OUTCOMES)
    if not can_be_published(period, as_at, timezone.localdate()):
        raise Refused(
            "A report is published as at the last day of a month, after its period has ended. Choose one of the list."
        )
    mine = Snapshot.objects.of(place.kind, place.name, period.label)
    try:
        with transaction.atomic():
            snapshot = Snapshot.objects.create(
                kind=place.kind, place=place.name, period=period.label, as_at=as_at, known_at=timezone.now(),
                specification=SPECIFICATION, code_version=settings.CODE_VERSION,
                corrects=mine.standing().first(), asked_by=by,
            )  # fmt: skip
            events.write([events.entry(snapshot, "ask", by=by)])
    except IntegrityError:
        open_draft = mine.in_the_making().first()
        if open_draft is None:
            raise
        return open_draft
    if not at_once:
        transaction.on_commit(partial(work_out.enqueue, snapshot.pk))
    return snapshot


@task()
def work_out(pk: int) -> None:
    """The draft of a snapshot that waits for it; nothing for one that no longer does. Runs in the background (decision
    94), and tells by itself how it went: a failure is a state of the snapshot, not of the queue.
    """
    snapshot = Snapshot.objects.with_actors().get(pk=pk)
    if not snapshot.is_working:
        return
    try:
        draft = drafting.draft_of(snapshot, partial(_say_step, pk))
        move = move_to(snapshot)  # counted before anything is written: nobody waits for it
        with transaction.atomic():
            perform(snapshot, "work_out", by=None)
            SnapshotContent.objects.bulk_create([draft.content])
            SnapshotFile.objects.bulk_create(draft.files)
            Suppression.objects.bulk_create(draft.suppressions)
            Move.objects.bulk_create([move] if move else [])
            notices.tell_ready(snapshot)
    except LostRace:
        return  # somebody decided against it meanwhile
    except Exception:
        log.exception("a draft could not be worked out: snapshot %s", pk)
        _fail(pk)


def _say_step(pk: int, step: int) -> None:
    Snapshot.objects.filter(pk=pk).update(step=step)


def _fail(pk: int) -> None:
    snapshot = Snapshot.objects.with_actors().get(pk=pk)
    with transaction.atomic():
        perform(snapshot, "discard", by=None, because=FAILED)
        notices.tell_failed(snapshot)


def publish(snapshot: Snapshot, *, by: User) -> Snapshot:
    """Publish a draft; the version it corrects is marked as replaced. Raises NotYou, and Refused where the guard or a
    publication made meanwhile stands against it.
    """
    check(snapshot, "publish", by=by)
    turn = _one_more(
        "turn", Snapshot.objects.all()
    )  # before the guard looks: who publishes meanwhile takes it
    if refusal := verdicts.verdict(snapshot).refusal:
        raise Refused(refusal)
    mine = Snapshot.objects.of(snapshot.kind, snapshot.place, snapshot.period)
    try:
        with transaction.atomic():
            if snapshot.corrects is not None:
                perform(snapshot.corrects, "correct", by=by)
            perform(snapshot, "publish", by=by, number=_one_more("number", mine), turn=turn)
            notices.tell_published(snapshot, scope.publishers())
            reactions.happened(REPORT_PUBLISHED, by=by, snapshot=snapshot)
    except IntegrityError as taken:
        raise LostRace(TAKEN) from taken
    return snapshot


def _one_more(field: str, among: SnapshotQuerySet) -> int:
    return (among.aggregate(last=Max(field))["last"] or 0) + 1


def withdraw(snapshot: Snapshot, *, by: User, because: str) -> Snapshot:
    """Take a published version back: it stays listed with the reason, and its figures are no longer shown."""
    with transaction.atomic():
        perform(snapshot, "withdraw", by=by, because=because, reason=because[:200])
        notices.tell_withdrawn(snapshot, scope.publishers())
        reactions.happened(REPORT_WITHDRAWN, by=by, snapshot=snapshot)
    return snapshot


def discard(snapshot: Snapshot, *, by: User) -> Snapshot:
    """Decide against a draft, or against waiting for it."""
    return perform(snapshot, "discard", by=by, because=DISCARDED)
