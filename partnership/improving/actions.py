"""Improvement actions: adding one, telling how far it is, and closing it (outcomes: section 5)."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import NotReady, Refused, check, perform

from ..access import is_of_partner
from ..clocks import ACTION
from ..models import ActionProgress, ImprovementAction, Measure, Partner, Return
from ..states import ActionState
from .following import start_clock

PAST = "An action is done by today or a later day."
CLOSED_WHEN = "An action ends from the day it was added to today."


@dataclass(frozen=True)
class Planned:
    """What an action is: its fields as a partner writes them. owner: a post, never a person's name."""

    what: str
    owner: str
    due_on: datetime.date
    resource: str
    expected_effect: str


@transaction.atomic
def add(measure: Measure, partner: Partner, *, by: Any, planned: Planned) -> ImprovementAction:
    """A partner says what it will do for a measure. It belongs to the return in which it is added: the partner's last
    that is still with it and asks about the measure. Sent twice, it is added once.

    Raises NotYou, NotReady with everything that is missing, and Refused for a day that is over or a measure elsewhere.
    """
    _ask_who(partner, by)
    if partner.partnership_id != measure.priority.plan.partnership_id:
        raise Refused("This measure is of another partnership.")
    _ask_whether_whole(planned)
    said = {"measure": measure, "partner": partner, "added_on": timezone.localdate(), **asdict(planned)}
    if (same := ImprovementAction.objects.still_open().filter(**said).first()) is not None:
        return same
    action = ImprovementAction.objects.create(raised_in=_open_return_about(measure, partner), **said)
    events.write([events.entry(action, "add", by=by, facts={"due_on": action.due_on})])
    start_clock(action)
    return action


@transaction.atomic
def begin(action: ImprovementAction, *, by: Any) -> ImprovementAction:
    """Somebody works on it. Raises NotYou and WrongState."""
    return perform(action, "begin", by=by)


@transaction.atomic
def report(action: ImprovementAction, *, by: Any, words: str, evidence: str = "") -> ActionProgress:
    """How far it is. evidence: where that can be checked. Raises NotYou, WrongState, and NotReady without words."""
    check(action, "report", by=by)
    if not words.strip():
        raise NotReady(["what was done"])
    perform(action, "report", by=by)
    return ActionProgress.objects.create(action=action, words=words, evidence=evidence, reported_by=by)


@transaction.atomic
def close(
    action: ImprovementAction,
    *,
    by: Any,
    as_: str,
    outcome: str,
    on: datetime.date,
    successor: ImprovementAction | None = None,
) -> ImprovementAction:
    """What became of it, and on which day. successor: the open action of the partner that it is superseded by.

    Raises NotYou, WrongState, NotReady with everything that is missing, and Refused for a day or a successor that
    cannot be.
    """
    check(action, "close", by=by)
    missing = [] if outcome.strip() else ["what became of it"]
    if as_ == ActionState.SUPERSEDED and successor is None:
        missing.append("the action that takes its place")
    if missing:
        raise NotReady(missing)
    if not action.added_on <= on <= timezone.localdate():
        raise Refused(CLOSED_WHEN)
    if successor is not None:
        _ask_whether_it_follows(action, successor, as_)
    perform(action, "close", by=by, as_=as_, outcome=outcome, on=on, successor=successor, effective_on=on)
    running.stop(action, ACTION)
    return action


@transaction.atomic
def supersede(action: ImprovementAction, *, by: Any, outcome: str, planned: Planned) -> ImprovementAction:
    """Close it today for another one of the same measure, which is added at once and given back. Raises as `add` and
    `close` do.
    """
    check(action, "close", by=by)
    successor = add(action.measure, action.partner, by=by, planned=planned)
    today = timezone.localdate()
    close(action, by=by, as_=ActionState.SUPERSEDED, outcome=outcome, on=today, successor=successor)
    return successor


def _ask_who(partner: Partner, by: Any) -> None:
    ask(by, Permission.WRITE_RETURN)
    if not is_of_partner(by, partner):
        raise NotYou("Only a user of the partner can do this.")


def _ask_whether_whole(planned: Planned) -> None:
    said = {
        "what is done": planned.what,
        "the post that answers for it": planned.owner,
        "what it takes": planned.resource,
        "what it should change": planned.expected_effect,
    }
    if missing := [name for name, text in said.items() if not text.strip()]:
        raise NotReady(missing)
    if planned.due_on < timezone.localdate():
        raise Refused(PAST)


def _open_return_about(measure: Measure, partner: Partner) -> Return | None:
    about = Return.objects.waiting_for_partner().filter(partner=partner, lines__measure=measure)
    return about.order_by("-period").first()


def _ask_whether_it_follows(action: ImprovementAction, successor: ImprovementAction, as_: str) -> None:
    if as_ != ActionState.SUPERSEDED:
        raise Refused("Only an action that is superseded has another in its place.")
    if successor.pk == action.pk or not successor.is_open or successor.partner_id != action.partner_id:
        raise Refused("An action is superseded by another open action of the same partner.")
