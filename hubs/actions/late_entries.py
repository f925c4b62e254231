"""Taking the register of a session of more than three months ago: one asks and says why, a second person agrees."""

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.rules import says_too_much

from ..models import LateEntry, Session
from ..register import entries as register
from ..register import notices
from ..states import AHEAD
from .asked import locked


@transaction.atomic
def ask_for_late_entry(session: Session, *, by, reason: str) -> LateEntry:
    """Ask for a register to be opened that is older than three months; one that stands already is given back.

    Raises WrongState for a session that is recent enough, not held or recorded, and NotYou for somebody from elsewhere.
    (domain: Register)
    """
    if not reason.strip():
        raise Refused("Say why the register is taken only now.")
    if too_long := says_too_much(reason, 300):
        raise Refused(too_long)
    session = locked(session, by)
    check_needs_late_entry(session)
    if standing := LateEntry.objects.standing().filter(session=session).first():
        return standing
    late = LateEntry(session=session, hub=session.hub, asked_by=by, reason=reason.strip())
    late.save()
    events.write([events.entry(late, "asked", by=by, words=late.reason, facts={"session": session})])
    notices.tell_late_entry_asked(late, by=by)
    return late


@transaction.atomic
def decide_late_entry(late: LateEntry, *, by, agrees: bool) -> LateEntry:
    """Agree, so that the register opens, or refuse. Raises NotYou for the one who asked."""
    late = LateEntry.objects.select_for_update(of=("self",)).with_session().get(pk=late.pk)
    late = perform(late, "agree" if agrees else "refuse", by=by)
    notices.tell_late_entry_decided(late, by=by)
    return late


def check_needs_late_entry(session: Session) -> None:
    """Raises WrongState for a session whose register is open to its workers as it is, or closed for good."""
    register.refuse_unless_begun(session)
    if session.state not in AHEAD:
        raise WrongState("The register of this session is submitted. It can be corrected, with a reason.")
    if not register.is_long_ago(session.held_on, timezone.localdate()):
        raise WrongState("This session was less than 3 months ago. Its register can be taken as it is.")
