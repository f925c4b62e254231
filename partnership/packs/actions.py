"""Building a pack in one step, publishing it, and taking it back (outcomes: section 5)."""

import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace, Refused, check, perform
from outcomes.periods import Period

from ..access import is_officer_of
from ..models import Pack, PackContent, PackFile, Partnership, PlanVersion
from ..states import PackState
from . import availability, notices
from .files import FORMATS
from .making import whole_pack
from .resting import lost_since, reworded_since, taken_back_since
from .value import as_text, from_text

NO_PLAN = "The partnership has adopted no plan for this period. Adopt one first."
LOST = "Build this pack anew: a report that its figures rest on stands no more."
TAKEN_BACK = "Build this pack anew: what it tells was taken back or put right since."
NOT_OVER = "The period has not ended. Choose one that has."


def build(partnership: Partnership, *, period: Period, by: Any, on: datetime.date | None = None) -> Pack:
    """Build the pack of a period that has ended, with all its files, for an officer to check.

    Raises NotYou, and Refused before a plan was adopted or the period has ended.
    """
    ask(by, Permission.BUILD_PACK)
    if not is_officer_of(by, partnership):
        raise NotYou("Only an officer of this partnership builds its pack.")
    built_on = on or today()
    if period.ends_on >= built_on:
        raise Refused(NOT_OVER)
    version = version_for(partnership, period)
    if version is None:
        raise Refused(NO_PLAN)
    built_at = timezone.now()  # before anything is read: what is entered meanwhile waits for the next pack
    whole = whole_pack(partnership, version, period, built_on)
    text = as_text(whole)
    with transaction.atomic():
        pack = Pack.objects.create(
            partnership=partnership,
            version_of_plan=version,
            period=period.label,
            built_by=by,
            built_at=built_at,
        )
        PackContent.objects.create(pack=pack, said=text, said_hash=_hash(text.encode()))
        files = ((name, each.content_type, each.write(whole)) for name, each in FORMATS.items())
        PackFile.objects.bulk_create(
            PackFile(pack=pack, format=name, content_type=kind, content=content, content_hash=_hash(content))
            for name, kind, content in files
        )
        events.write([events.entry(pack, "built", by=by)])
    return pack


def version_for(partnership: Partnership, period: Period) -> PlanVersion | None:
    """The version that stands of the plan in force on the last day of the period that a plan covers."""
    versions = PlanVersion.objects.standing().filter(plan__partnership=partnership)
    return versions.sharing_days_with(period.starts_on, period.ends_on).order_by("-begins_on").first()


def publish(pack: Pack, *, by: Any) -> Pack:
    """Open a pack to everybody; the one published before of the same period is marked as replaced.

    Raises NotYou, WrongState, LostRace, and Refused where a report that it rests on stands no more, something that it
    tells was taken back or put right since it was built, or another pack was published since and tells the availability
    of its quarters otherwise.
    """
    check(pack, "publish", by=by)
    try:
        with transaction.atomic():
            Partnership.objects.select_for_update().get(pk=pack.partnership_id)
            _ask_whether_it_stands(pack)
            mine = Pack.objects.filter(partnership=pack.partnership)
            for former in mine.filter(period=pack.period).standing():
                perform(former, "replace", by=by)
            number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
            perform(pack, "publish", by=by, number=number)
            notices.tell_published(pack, except_for=by)
    except IntegrityError as taken:
        raise LostRace(
            "Another pack was published at the same moment. Look at it, then publish this one."
        ) from taken
    return pack


def _ask_whether_it_stands(pack: Pack) -> None:
    """Raises Refused, saying why the pack is to be built anew."""
    if lost := [f"{report}. {told}" for report, _, told in lost_since(from_text(pack.content.said))]:
        raise Refused(f"{LOST} {' '.join(lost)}")
    if back := [*reworded_since(pack), *taken_back_since(pack)]:
        raise Refused(f"{TAKEN_BACK} {' '.join(back)}")
    told = availability.told_in(pack)
    first = availability.first_told(pack.partnership, pack.period_of)
    if any(told.get(label) != rows for label, rows in first.items()):
        raise Refused("Another pack of these quarters was published meanwhile: build this one anew.")


def withdraw(pack: Pack, *, by: Any, because: str) -> Pack:
    """Take a published pack back: it stays listed with the reason, and is no longer shown."""
    return perform(pack, "withdraw", by=by, because=because, reason=because[:200])


def discard(pack: Pack, *, by: Any) -> Pack:
    """Decide against a pack that was built."""
    return perform(pack, "discard", by=by)


def is_to_be_checked(pack: Pack) -> bool:
    return pack.state == PackState.BUILT


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
