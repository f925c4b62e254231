"""Drafts that nobody edits: announced to their writers, and removed after 28 days (domain: Referral, draft)."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.accounts.notices import tell
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from .. import notices
from ..clocks import DRAFT_KEPT
from ..models import Referral
from ..querysets import ReferralQuerySet
from .drafting import discard

ANNOUNCED = "removal_announced"
NOTICE_DAYS = 3


def announce_removals() -> int:
    """Tell the writer of each draft that goes within three days, once since its last edit; gives how many."""
    due = _kept_at_most(NOTICE_DAYS).filter(~Exists(_announcements()))
    return sum(_announce(draft) for draft in due.select_related("hub", "referrer", "team"))


def purge_drafts() -> int:
    """Remove drafts whose 28 days are over and say so; gives how many. The trail of their events is kept.

    One whose writer was not told three days before, since nobody ran this command, waits until they have been.
    """
    long_ago = _midnight(today() - datetime.timedelta(days=NOTICE_DAYS - 1))
    told = Exists(_announcements().filter(recorded_at__lt=long_ago))
    return sum(_purge(key) for key in _kept_at_most(-1).filter(told).values_list("pk", flat=True))


@transaction.atomic
def _announce(draft: Referral) -> bool:
    events.write([events.entry(draft, ANNOUNCED, by=None)])
    tell(notices.DraftToBeRemoved(draft), notices.referring_side(draft))
    return True


@transaction.atomic
def _purge(key: int) -> bool:
    """Not if somebody edited it since it was looked for: its days then count from that edit."""
    draft = _kept_at_most(-1).select_for_update().filter(pk=key).first()
    if draft is None:
        return False
    writers, message = notices.referring_side(draft), notices.DraftRemoved(draft)
    discard(draft, by=None)
    tell(message, writers)
    return True


def _announcements():
    """What was said of the removal of a draft since its last edit."""
    return Event.objects.filter(
        what=ANNOUNCED, subject_type=Referral._meta.label_lower, subject_id=OuterRef("pk"),
        recorded_at__gte=OuterRef("recorded_at"),
    )  # fmt: skip


def _kept_at_most(days: int) -> ReferralQuerySet:
    """Drafts that are kept so many days more, or fewer, unless somebody edits them."""
    last_edit = today() - datetime.timedelta(days=DRAFT_KEPT.length - days)
    return Referral.objects.drafts().filter(recorded_at__lt=_midnight(last_edit + datetime.timedelta(days=1)))


def _midnight(day: datetime.date) -> datetime.datetime:
    """The first moment of a London day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
