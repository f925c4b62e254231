"""From one hub to another: asked for by one, agreed or refused by the other."""

from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.transitions import NotReady, Refused, WrongState, check, perform
from hubs import actions as hubs
from hubs.models import Hub
from people import actions as people_actions
from people.rules import says_nothing

from .. import access, notices, readiness, running_clocks
from ..models import Referral, Transfer
from ..states import HOLDABLE
from ..states import ReferralState as S
from .drafting import INVOLVED_FOR
from .ending import OFFERED_FOR, leave_sight, take_back
from .reasoning import one_open_at_a_hub


def check_transfer(referral: Referral, *, by) -> None:
    """Raise NotYou or WrongState when this user cannot ask for a transfer now: what a page asks before its form."""
    ask(by, Permission.MANAGE_REFERRAL)
    if not access.is_with_hub_of(by, referral):
        raise NotYou("Only the manager of the hub that has the referral can ask for a transfer.")
    if referral.state not in (*HOLDABLE, S.ON_HOLD):
        raise WrongState(
            "Only a referral that is waiting, accepted, started or on hold can move to another hub."
        )
    if Transfer.objects.standing().filter(referral=referral).exists():
        raise WrongState("Another hub is asked already. Cancel that request first.")


@transaction.atomic
def request_transfer(referral: Referral, *, by, to_hub: Hub | None, reason: str) -> Transfer:
    """Ask another hub to take the referral over; its manager may see the person until they answer.

    Raises NotReady without a hub or a reason, Refused for the same hub or while another hub is asked, WrongState,
    NotYou. (domain: Referral, transfer)
    """
    ask(by, Permission.MANAGE_REFERRAL)
    if not access.is_with_hub_of(by, referral):
        raise NotYou("Only the manager of the hub that has the referral can ask for a transfer.")
    if referral.state not in (*HOLDABLE, S.ON_HOLD):
        raise WrongState(
            "Only a referral that is waiting, accepted, started or on hold can move to another hub."
        )
    missing = [] if to_hub else ["the hub that is asked"]
    missing += ["a reason"] if says_nothing(reason) else []
    if missing or to_hub is None:
        raise NotReady(missing)
    if to_hub == referral.hub:
        raise Refused(f"{to_hub} has the referral already. Choose another hub.")
    if readiness.has_another_open(referral, to_hub):
        raise Refused(f"The person has another open referral to {to_hub}.")
    transfer = _ask(referral, by, to_hub, reason)
    people_actions.involve(referral.person, to_hub.team, purpose=OFFERED_FOR, by=by)
    tell(notices.TransferAsked(transfer), notices.managers_of(to_hub, referral), except_for=by)
    return transfer


def _ask(referral: Referral, by, to_hub: Hub, reason: str) -> Transfer:
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(
                referral=referral, person=referral.person, from_hub=referral.receiving_hub, to_hub=to_hub,
                reason=reason.strip(), requested_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Another hub is asked already. Cancel that request first.") from error
    events.write([events.entry(transfer, "requested", by=by, facts={"to_hub": to_hub})])
    return transfer


@transaction.atomic
def agree_transfer(
    transfer: Transfer, *, by, key_worker: User | None = None, over_capacity_reason: str = ""
) -> Transfer:
    """Take it over: the referral's hub changes and its place moves, all or nothing; both sides are told.

    key_worker: of the new hub, needed unless it only waits there. Raises HubFull, NotReady, AlreadyOpen, WrongState,
    LostRace, NotYou.
    """
    check(transfer, "agree", by=by)
    if missing := readiness.missing_to_agree(transfer, key_worker=key_worker):
        raise NotReady(missing)
    referral, from_hub, to_hub = transfer.referral, transfer.from_hub, transfer.to_hub
    told = {"from_hub": from_hub, "to_hub": to_hub, "key_worker": key_worker}
    former = referral.key_worker or referral.taken_by
    with one_open_at_a_hub(referral):
        perform(referral, "transfer", by=by, to_hub=to_hub, key_worker=key_worker, told=told)
    perform(transfer, "agree", by=by, key_worker=key_worker)
    hubs.move_place(referral.person, from_hub, to_hub, by=by, over_capacity_reason=over_capacity_reason)
    people_actions.involve(referral.person, to_hub.team, purpose=INVOLVED_FOR, by=by)
    leave_sight(transfer, by=by)
    people_actions.end_involvement(referral.person, from_hub.team, purpose=INVOLVED_FOR, by=by)
    running_clocks.move_to_hub(referral)
    gave_it_away = notices.who_may_see(referral, [transfer.requested_by, former])
    told_of_it = [*notices.referring_side(referral), *gave_it_away]
    tell(notices.TransferAgreed(referral, to_hub), told_of_it, except_for=by)
    tell(notices.KeyWorkerNamed(referral), notices.who_may_see(referral, [key_worker]), except_for=by)
    return transfer


@transaction.atomic
def refuse_transfer(transfer: Transfer, *, by, because: str) -> Transfer:
    """Say no and why; the referral stays where it is. Raises NotReady, WrongState, LostRace, NotYou."""
    perform(transfer, "refuse", by=by, because=because)
    leave_sight(transfer, by=by)
    referral, to_hub = transfer.referral, transfer.to_hub
    asking = notices.who_may_see(referral, [transfer.requested_by])
    asking = asking or notices.managers_of(transfer.from_hub, referral)
    tell(notices.TransferRefused(referral, to_hub), asking, except_for=by)
    return transfer


@transaction.atomic
def cancel_transfer(transfer: Transfer, *, by) -> Transfer:
    """The hub that asked asks no more. Raises WrongState, LostRace, NotYou."""
    take_back(transfer, by=by, told_by=by)
    return transfer
