"""Writing a quarterly return, submitting it, and what officers decide about it (outcomes: section 5)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events, running
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import NotReady, Refused, WrongState, check, perform
from foundation.lifecycle.working_days import add_working_days

from ..access import writes_return
from ..clocks import RETURN, RETURN_DECISION
from ..models import Return, ReturnLine
from ..plans import standing
from . import notices, opening
from .agreed import said_of_lines
from .computed import computed_of
from .readiness import lacks, unreported, without_action

AGAIN = 10  # working days in which a return that was sent back is submitted again
CLOSED_SINCE = (
    "an open improvement action for “{}”, which is red: the last was closed since. Send the return back, so that the "
    "partner adds one"
)
OWED = (
    "The plan that stands names the partner as an owner in this quarter: it owes the return, and a late one is shown. "
    "Send it back if something in it is wrong; change the plan if the partner owns nothing."
)


def ask_whether_open(quarterly: Return, *, by: Any) -> None:
    """Raise NotYou but for a user of the partner, and WrongState once the return is submitted."""
    ask(by, Permission.WRITE_RETURN)
    if not writes_return(by, quarterly):
        raise NotYou("Only a user of the partner can do this.")
    if not quarterly.is_with_partner:
        state = str(quarterly.get_state_display()).lower()
        raise WrongState(f"This return is {state}: what it says stands, unless it is sent back.")


@transaction.atomic
def write_line(
    line: ReturnLine, *, by: Any, own_rating: str, behind: str, why_above: str = "", seen_as: str = ""
) -> ReturnLine:
    """What the partner says of one measure; as much of it as there is so far.

    seen_as: the version that `by` had read (`line.seen_as`). Raises NotYou, WrongState once the return is submitted,
    and ChangedMeanwhile.
    """
    _hold_to_write(line.of, by)
    standing = ReturnLine.objects.select_related("of__partner", "measure").get(pk=line.pk)
    if seen_as and standing.seen_as != seen_as:
        raise ChangedMeanwhile(standing)
    before = standing.seen_as
    standing.own_rating, standing.behind, standing.why_above = own_rating, behind, why_above
    if standing.seen_as != before:
        standing.save(update_fields=["own_rating", "behind", "why_above"])
        events.write([events.entry(standing, "write", by=by, facts={"own_rating": own_rating})])
    return standing


@transaction.atomic
def write_words(quarterly: Return, *, by: Any, words: str, seen_as: str = "") -> Return:
    """What the partner says of the quarter as a whole. Raises as `write_line` does."""
    standing = _hold_to_write(quarterly, by)
    if seen_as and standing.seen_as != seen_as:
        raise ChangedMeanwhile(standing, last=events.of(standing).filter(what="write").last())
    if words != standing.words:
        standing.words = words
        standing.save(update_fields=["words"])
        events.write([events.entry(standing, "write", by=by)])
    return standing


def submit(quarterly: Return, *, by: Any) -> Return:
    """Hand the return in; the computed ratings are kept on its lines as they stand now.

    Raises NotYou, WrongState, and NotReady with everything that is missing.
    """
    check(quarterly, "submit", by=by)
    opening.in_step_with_plan(quarterly, by=by)
    with transaction.atomic():
        held = _held(quarterly)
        check(held, "submit", by=by)
        told, plan = _keep_computed(held), standing.standing_of(held.plan)
        perform(held, "submit", by=by, told={"lines": told}, version_of_plan=plan.version if plan else None)
        running.stop(held, RETURN)
        running.start(
            RETURN_DECISION, held, team=held.partner.partnership.team, url=opening.page_of(held),
            reference=str(held)[: opening.REFERENCE],
        )  # fmt: skip
        notices.tell_submitted(held)
    return held


@transaction.atomic
def accept(quarterly: Return, *, by: Any) -> Return:
    """It stands as the partner's word of the quarter. Raises NotYou, WrongState, and NotReady where an action that a
    red measure rests on was closed since the return was submitted.
    """
    check(quarterly, "accept", by=by)
    held = _held(quarterly)
    lines = list(held.lines.select_related("measure__priority", "measure__owner"))
    if lacking := without_action(lines, _held_actions(held)):
        said = said_of_lines(held, lines)
        raise NotReady([CLOSED_SINCE.format(said[line.measure_id]) for line in lacking])
    perform(held, "accept", by=by)
    running.stop(held, RETURN_DECISION)
    notices.tell_accepted(held)
    return held


@transaction.atomic
def send_back(quarterly: Return, *, by: Any, because: str) -> Return:
    """The partner puts it right and submits it again within 10 working days, or by the day on which it was due at first
    if that is later. The computed ratings are worked out anew then; what they were stays in the event of the
    submission. Raises NotYou, WrongState, and NotReady without a reason.
    """
    check(quarterly, "send_back", by=by)
    if not because.strip():
        raise NotReady(["why it is sent back"])
    former = quarterly.due_on
    due_on = max(quarterly.first_due_on, add_working_days(timezone.localdate(), AGAIN))
    perform(
        quarterly, "send_back", by=by, because=because, due_on=due_on, words=because, told={"was_due_on": former}
    )  # fmt: skip
    running.stop(quarterly, RETURN_DECISION)
    quarterly.lines.update(computed_rating="", computed="")
    opening.start_clock(quarterly)
    notices.tell_sent_back(quarterly)
    return quarterly


@transaction.atomic
def withdraw(quarterly: Return, *, by: Any, because: str) -> Return:
    """Take away a return that the partner does not owe, before it is accepted; none is opened in its place, and packs
    tell it with the reason.

    Raises NotYou, WrongState, NotReady without a reason, and Refused while the plan that stands names the partner as an
    owner in the quarter.
    """
    check(quarterly, "withdraw", by=by)
    if opening.owes(quarterly):
        raise Refused(OWED)
    if not because.strip():
        raise NotReady(["why it is withdrawn"])
    perform(quarterly, "withdraw", by=by, because=because, words=because)
    running.stop(quarterly, RETURN, RETURN_DECISION, met=False)
    notices.tell_withdrawn(quarterly)
    return quarterly


def _hold_to_write(quarterly: Return, by: Any) -> Return:
    held = _held(quarterly)
    ask_whether_open(held, by=by)
    return held


def _held(quarterly: Return) -> Return:
    """The return as it stands, kept from others until the transaction ends."""
    return Return.objects.with_partner().select_for_update(of=("self",)).get(pk=quarterly.pk)


def _held_actions(quarterly: Return) -> set[int]:
    """The measures for which the partner has an open action, kept from being closed until the transaction ends."""
    held = quarterly.partner.actions.still_open().select_for_update(of=("self",)).order_by("pk")
    return {action.measure_id for action in held}


def _keep_computed(quarterly: Return) -> list[dict[str, Any]]:
    """Write the computed rating of each line; what is said of each, for the log. Raises NotReady."""
    lines = list(quarterly.lines.select_related("measure__priority", "measure__owner"))
    said = said_of_lines(quarterly, lines)
    computed = computed_of(lines, said, opening.quarter_of(quarterly))
    ratings = {key: each.rating for key, each in computed.items()}
    if lacking := lacks(lines, ratings, _held_actions(quarterly), unreported(quarterly), said):
        raise NotReady(lacking)
    for line in lines:
        line.computed_rating = computed[line.measure_id].rating
        line.computed = computed[line.measure_id].words
    ReturnLine.objects.bulk_update(lines, ["computed_rating", "computed"])
    return [
        {"measure": line.measure_id, "own": line.own_rating, "computed": line.computed_rating}
        for line in lines
    ]
