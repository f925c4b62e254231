"""Pairs of people who may not meet. The other person is named by exact CRN only.

Someone in scope becomes a pair at once. Anyone else - hidden, held elsewhere or not on record at all - becomes a pair
to be confirmed, in the same way and with the same answer, so that nothing tells which of these it is.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events, facts
from foundation.lifecycle.reactions import happened
from foundation.lifecycle.transitions import Refused

from .. import rules
from ..causes import CONDITION_ADDED
from ..models import NoContact, PendingPair, Person
from ..rules import identifiers
from .conditions import insist_may_record
from .locking import locked


@transaction.atomic
def record_pair(
    person: Person,
    *,
    by: User,
    crn: str,
    reason: str,
    since: datetime.date,
    until: datetime.date | None = None,
) -> NoContact | PendingPair:
    """Keep the person and whoever has the CRN apart. A pair that stands, or waits, is given again.

    Raises Unfit (rules.of_pair), ValueError for a malformed CRN, NotYou.
    """
    insist_may_record(by, person)
    crn, reason = identifiers.clean_crn(crn), reason.strip()
    rules.insist(rules.of_pair(person, crn=crn, reason=reason, since=since, until=until))
    other = Person.objects.visible_to(by).filter(crn=crn, crn_confirmed=True).first()
    if other:
        return _pair(person, other, by=by, reason=reason, since=since, until=until)
    locked(person)
    if asked := person.pending_pairs.asked_for(crn).first():
        return asked
    pending = PendingPair.objects.create(
        person=person, asked_by=by, crn=crn, reason=reason, since=since, until=until
    )
    events.write([events.entry(pending, "asked", by=by, effective_on=since)])
    return pending


@transaction.atomic
def end_pair(pair: NoContact, person: Person, *, by: User, until: datetime.date, reason: str) -> NoContact:
    """They may meet from that day on. person: the one of the two on whose page it ends. Raises Unfit, NotYou."""
    insist_may_record(by, person)
    rules.insist(rules.of_ending(pair.since, until, reason))
    _locked_both(pair.first_id, pair.second_id)
    pair.refresh_from_db()
    facts.correct([(pair, {"until": until})], by=by, what="ended", words=reason)
    return pair


@transaction.atomic
def end_pending_pair(pending: PendingPair, *, by: User, until: datetime.date, reason: str) -> PendingPair:
    """End it, whether it waits, was confirmed or became a pair: the same answer each time.

    A pair that somebody else recorded of the same two people goes on. Raises Unfit, NotYou.
    """
    insist_may_record(by, pending.person)
    rules.insist(rules.of_ending(pending.since, until, reason))
    pending = PendingPair.objects.select_for_update().get(pk=pending.pk)
    if pending.pair and pending.pair.recorded_by_id == pending.asked_by_id:
        end_pair(pending.pair, pending.person, by=by, until=max(until, pending.pair.since), reason=reason)
    pending.until = until
    if pending.outcome:
        pending.save(update_fields=["until"])
        events.write([events.entry(pending, "ended", by=by, effective_on=until, words=reason)])
    else:
        pending.why = reason.strip()
        _answer(pending, PendingPair.Outcome.WITHDRAWN, by)
    return pending


@transaction.atomic
def confirm_pair(pending: PendingPair, *, by: User) -> PendingPair:
    """Let the pair stand: at once if anybody has the CRN, else from the day somebody has.

    The answer is the same either way. Raises Refused when it has its answer already, NotYou.
    """
    pending = _waiting(pending, by)
    _answer(pending, PendingPair.Outcome.CONFIRMED, by)
    join_pairs([pending.crn])
    pending.refresh_from_db()
    return pending


@transaction.atomic
def refuse_pair(pending: PendingPair, *, by: User, why: str) -> PendingPair:
    """Nobody is to be kept apart. Raises Unfit without a reason, Refused when it has its answer already, NotYou."""
    rules.insist(rules.of_reason(why, "Say why the pair is refused.", "why", most=rules.LONGEST_REASON))
    pending = _waiting(pending, by)
    pending.why = why.strip()
    _answer(pending, PendingPair.Outcome.REFUSED, by)
    return pending


def join_pairs(crns: Iterable[str]) -> int:
    """Make a pair of what was confirmed before anybody with these CRNs was on record; gives how many.

    Asked wherever a CRN comes to be confirmed. The pair is recorded by whoever asked for it.
    """
    unmet = (
        PendingPair.objects.confirmed_but_unmet()
        .filter(crn__in=list(crns))
        .select_related("person", "asked_by")
    )
    waiting = list(unmet)
    others = _who_have({each.crn for each in waiting})
    made = [(each, others[each.crn]) for each in waiting if others.get(each.crn, each.person) != each.person]
    for pending, other in made:
        said = {"reason": pending.reason, "since": pending.since, "until": pending.until}
        pending.pair = _pair(pending.person, other, by=pending.asked_by, **said)
        pending.save(update_fields=["pair"])
    return len(made)


def _who_have(crns: Iterable[str]) -> dict[str, Person]:
    """Who has each CRN confirmed; in place of a merged record, the one it was merged into."""
    found = Person.objects.with_merged().filter(crn__in=crns, crn_confirmed=True)
    return {each.crn: each.merged_into or each for each in found.select_related("merged_into")}


def _pair(
    one: Person, other: Person, *, by: User, reason: str, since: datetime.date, until: datetime.date | None
) -> NoContact:
    """The pair of these two; one that stands, or is to come, is made to reach as far as was said."""
    first, second = _locked_both(one.pk, other.pk)
    if standing := NoContact.objects.between(one, other).not_over_on(max(since, today())).first():
        ends = None if until is None or standing.until is None else max(until, standing.until)
        if facts.correct([(standing, {"since": min(since, standing.since), "until": ends})], by=by):
            _tell_above(standing, first, second, by=by)
        return standing
    made = facts.record(
        [NoContact(first=first, second=second, reason=reason, since=since, until=until, recorded_by=by)],
        by=by,
        what="added",
    )[0]
    _tell_above(made, first, second, by=by)
    return made


def _tell_above(pair: NoContact, *people: Person, by: User | None) -> None:
    """The pair is new, or holds longer than it did."""
    for person in people:
        happened(CONDITION_ADDED, by=by, person=person, condition=pair)


def _locked_both(one: int, other: int) -> list[Person]:
    """Both rows, the lower key first: two writers take them in one order and never wait for each other."""
    return list(Person.objects.select_for_update(no_key=True).filter(pk__in=(one, other)).order_by("pk"))


def _waiting(pending: PendingPair, by: User) -> PendingPair:
    ask(by, Permission.RESOLVE_IDENTIFIERS)
    found = PendingPair.objects.visible_to(by).select_for_update().get(pk=pending.pk)
    if found.outcome:
        raise Refused(f"This pair has its answer already: {found.get_outcome_display().lower()}.")
    return found


def _answer(pending: PendingPair, outcome: str, by: User) -> None:
    pending.outcome, pending.decided_by, pending.decided_at = outcome, by, timezone.now()
    pending.save()
    events.write([events.entry(pending, outcome, by=by)])
