"""What becomes of referrals when something is recorded of the person below (domain: Referral, "The system")."""

from foundation.accounts.notices import tell
from foundation.design.dates import today
from foundation.lifecycle import facts, running
from foundation.lifecycle.models import Reason
from foundation.lifecycle.reactions import react
from pathways.causes import PLAN_MADE
from people import causes

from . import notices, running_clocks
from .actions.drafting import discard
from .actions.ending import end_early, withdraw
from .actions.supporting import hold
from .clocks import CONSENT_GONE
from .models import Referral
from .states import HOLDABLE, LIVE
from .states import ReferralState as S


def end_what_is_open(*, by, person, died_on) -> None:
    """Drafts are discarded; referrals that have not started are withdrawn, those that have end early: died."""
    for referral in _of(person).filter(state__in=(S.DRAFT, *LIVE)):
        if referral.state == S.DRAFT:
            discard(referral, by=None)
        elif S.STARTED in (referral.state, referral.held_from):
            end_early(
                referral, by=None, reason=_reason("end", "Died"), ended_on=_not_before(referral, died_on),
                recorded_by=by,
            )  # fmt: skip
        else:
            withdraw(
                referral, by=None, reason=_reason("withdraw", "Died"), ended_on=_not_before(referral, died_on),
                recorded_by=by,
            )  # fmt: skip


def hold_what_is_open(*, by, release) -> None:
    """Accepted, started and waiting referrals are put on hold: recalled to custody."""
    for referral in _of(release.person).filter(state__in=HOLDABLE):
        hold(referral, by=None, reason=_reason("hold", "Recalled to custody"), recorded_by=by)


def put_before_its_owner(*, by, consent) -> None:
    """Each open referral is put before the side that has it, with a clock."""
    for referral in _of(consent.person).filter(state__in=LIVE):
        running.start(CONSENT_GONE, referral, **running_clocks.of_owner(referral))
        tell(notices.ConsentWithdrawn(referral), notices.both_sides(referral), except_for=by)


def stop_asking_for_consent(*, by, consent) -> None:
    """The clocks that a withdrawn consent had started stop."""
    for referral in _of(consent.person).filter(state__in=LIVE):
        running.stop(referral, CONSENT_GONE)


def follow_the_caseload(*, by, person, caseload) -> None:
    """Open referrals and drafts of the team that held the person become those of the one that does."""
    moved = []
    for referral in _of(person).filter(state__in=(S.DRAFT, *LIVE), referrer__role="practitioner"):
        if referral.team_id == caseload.team_id and referral.referrer_id == caseload.practitioner_id:
            continue
        taken_over = {"team": caseload.team, "referrer": caseload.practitioner}
        if referral.state == S.DRAFT and _has_own_draft(person, taken_over["referrer"]):
            taken_over.pop("referrer")
        moved.append((referral, taken_over))
    facts.correct(moved, by=by, what="followed_the_caseload")
    for referral, _ in moved:
        if referral.state != S.DRAFT:
            running_clocks.hand_to_referrer(referral)


def stop_asking_for_the_plan(*, by, person, plan) -> None:
    """The clock that asks for a plan stops, and the plan’s reviews fall to the key worker."""
    for referral in _of(person).filter(state=S.STARTED):
        running_clocks.plan_is_made(referral)


def register() -> None:
    """Called by the app's `ready`."""
    for cause, handler in (
        (causes.DIED, end_what_is_open),
        (causes.RECALLED, hold_what_is_open),
        (causes.CONSENT_WITHDRAWN, put_before_its_owner),
        (causes.CONSENT_GIVEN, stop_asking_for_consent),
        (causes.CASELOAD_MOVED, follow_the_caseload),
        (PLAN_MADE, stop_asking_for_the_plan),
    ):
        react(cause, handler)


def _of(person):
    """Their referrals, one writer at a time in the order of their keys, with what the actions read."""
    return (
        Referral.objects.filter(person=person)
        .select_related("person", "hub__team", "team", "referrer")
        .order_by("pk")
    )


def _has_own_draft(person, referrer) -> bool:
    return Referral.objects.drafts().filter(person=person, referrer=referrer).exists()


def _not_before(referral: Referral, day):
    """The day they died, or the day the referral began where that is later, as when a death is learnt of late."""
    began = referral.started_on or (referral.submitted_at and referral.submitted_at.date())
    return min(max(day, began or day), today())


def _reason(list_name: str, reason: str) -> Reason:
    """The entry of the list; made where a database lacks it, so that a death is never refused for want of a word."""
    found, _ = Reason.objects.get_or_create(list=list_name, reason=reason, defaults={"group": "system"})
    return found
