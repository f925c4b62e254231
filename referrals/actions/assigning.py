"""Who has a referral: the hub manager gives it to a worker of the hub, a practitioner to a colleague."""

from django.db import transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState

from .. import access, notices, running_clocks
from ..models import Referral
from ..states import LIVE
from ..states import ReferralState as S

BEFORE_A_PLACE = (S.IN_REVIEW, S.INFORMATION_REQUESTED, S.WAITING)
WITH_A_PLACE = (S.ACCEPTED, S.STARTED)


def check_assign(referral: Referral, *, by: User) -> None:
    """Raise NotYou or WrongState when this user cannot give it to a worker now: what a page asks before its form."""
    ask(by, Permission.MANAGE_REFERRAL)
    if not access.is_with_hub_of(by, referral):
        raise NotYou("Only the manager of the hub can say who has this referral.")
    held_as(referral)


@transaction.atomic
def assign(referral: Referral, *, by: User, worker: User) -> Referral:
    """The worker has it now: as key worker once a place is open, before that as the one who decides on it.

    Giving it to the one who has it changes nothing. Raises WrongState for one that nobody has taken from the queue
    yet or that is over, Refused unless the worker works at the hub and may know of the person, in the same words for
    both, NotYou unless `by` manages the hub. Whoever had it before is told.
    (domain: Referral; roles: hub manager)
    """
    now = Referral.objects.select_for_update().get(pk=referral.pk)
    check_assign(now, by=by)
    name = held_as(now)
    if not access.can_be_key_worker(worker, now.receiving_hub, now.person):
        raise Refused(f"this needs a key worker who works at {now.hub}")
    if (former := getattr(now, name)) == worker:
        return now
    facts.correct([(now, {name: worker, "version": now.version + 1})], by=by, what="assigned")
    running_clocks.hand_on(now)
    message = notices.KeyWorkerNamed if name == "key_worker" else notices.ReferralGiven
    tell(message(now), notices.who_may_see(now, [worker]), except_for=by)
    tell(notices.ReferralGivenOn(now), notices.who_may_see(now, [former]), except_for=by)
    return now


def held_as(referral: Referral) -> str:
    """The field that says who has it at the hub. Raises WrongState when nobody can have it now."""
    if referral.state == S.SUBMITTED:
        raise WrongState("nobody has taken it from the queue yet: a worker takes it first")
    if referral.state in WITH_A_PLACE or (referral.state == S.ON_HOLD and referral.key_worker_id):
        return "key_worker"
    if referral.state in (*BEFORE_A_PLACE, S.ON_HOLD):
        return "taken_by"
    raise WrongState(f"it is {referral.get_state_display().lower()}: nobody has it any more")


@transaction.atomic
def give(referral: Referral, *, by: User, colleague: User) -> Referral:
    """The colleague is its referrer now: what the hub asks and decides is told to them.

    Raises WrongState for one that is over, Refused unless the colleague writes referrals in the team that referred or
    when they have a draft about the same person, or the person is hidden from them, NotYou unless `by` is of that team.
    """
    ask(by, Permission.WRITE_REFERRAL)
    now = Referral.objects.select_for_update().get(pk=referral.pk)
    if not access.is_referrer(by, now):
        raise NotYou("Only the team that referred can give it to a colleague.")
    if now.state not in (S.DRAFT, *LIVE):
        raise WrongState(f"it is {now.get_state_display().lower()}: there is nothing left to do")
    if now.referrer == colleague:
        return now
    writes = now.team_id in colleague.team_ids and colleague.may(Permission.WRITE_REFERRAL)
    if not writes or not access.may_know_of(colleague, now.person):
        raise Refused("this needs a colleague who writes referrals in the team that referred")
    if (
        now.state == S.DRAFT
        and Referral.objects.drafts().written_by(colleague).filter(person=now.person).exists()
    ):
        raise Refused(f"{colleague} has a draft about this person already")
    facts.correct([(now, {"referrer": colleague, "version": now.version + 1})], by=by, what="given")
    running_clocks.hand_to_referrer(now)
    tell(notices.ReferralGiven(now), notices.who_may_see(now, [colleague]), except_for=by)
    return now
