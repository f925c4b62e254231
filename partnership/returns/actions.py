"""Writing a quarterly return, submitting it, and what officers decide about it (outcomes: section 5)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events, running
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import NotReady, WrongState, check, perform
from foundation.lifecycle.working_days import add_working_days

from ..access import writes_return
from ..clocks import RETURN, RETURN_DECISION
from ..models import Return, ReturnLine
from . import notices, opening
from .computed import computed_of
from .readiness import helped_by, lacks, unreported

AGAIN = 10  # working days in which a return that was sent back is submitted again


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
        told = _keep_computed(held)
        perform(held, "submit", by=by, told={"lines": told})
        running.stop(held, RETURN)
        running.start(
            RETURN_DECISION, held, team=held.partner.partnership.team, url=opening.page_of(held),
            reference=str(held)[: opening.REFERENCE],
        )  # fmt: skip
        notices.tell_submitted(held)
    return held


@transaction.atomic
def accept(quarterly: Return, *, by: Any) -> Return:
    """It stands as the partner's word of the quarter. Raises NotYou and WrongState."""
    perform(quarterly, "accept", by=by)
    running.stop(quarterly, RETURN_DECISION)
    notices.tell_accepted(quarterly)
    return quarterly


@transaction.atomic
def send_back(quarterly: Return, *, by: Any, because: str) -> Return:
    """The partner puts it right and submits it again within 10 working days. The computed ratings are worked out anew
    then; what they were stays in the event of the submission. Raises NotYou, WrongState, and NotReady without a reason.
    """
    check(quarterly, "send_back", by=by)
    if not because.strip():
        raise NotReady(["why it is sent back"])
    former, due_on = quarterly.due_on, add_working_days(timezone.localdate(), AGAIN)
    perform(
        quarterly, "send_back", by=by, because=because, due_on=due_on, words=because, told={"was_due_on": former}
    )  # fmt: skip
    running.stop(quarterly, RETURN_DECISION)
    quarterly.lines.update(computed_rating="", computed="")
    opening.start_clock(quarterly)
    notices.tell_sent_back(quarterly)
    return quarterly


def _hold_to_write(quarterly: Return, by: Any) -> Return:
    held = _held(quarterly)
    ask_whether_open(held, by=by)
    return held


def _held(quarterly: Return) -> Return:
    """The return as it stands, kept from others until the transaction ends."""
    return Return.objects.with_partner().select_for_update(of=("self",)).get(pk=quarterly.pk)


def _keep_computed(quarterly: Return) -> list[dict[str, Any]]:
    """Write the computed rating of each line; what is said of each, for the log. Raises NotReady."""
    lines = list(quarterly.lines.select_related("measure"))
    computed = computed_of((line.measure for line in lines), opening.quarter_of(quarterly))
    ratings = {key: each.rating for key, each in computed.items()}
    if lacking := lacks(lines, ratings, helped_by(quarterly.partner), unreported(quarterly)):
        raise NotReady(lacking)
    for line in lines:
        line.computed_rating = computed[line.measure_id].rating
        line.computed = computed[line.measure_id].words
    ReturnLine.objects.bulk_update(lines, ["computed_rating", "computed"])
    return [
        {"measure": line.measure_id, "own": line.own_rating, "computed": line.computed_rating}
        for line in lines
    ]
