"""Rules about referrals: written, decided, started, ended."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day
from foundation.lifecycle.transitions import can
from pathways.states import PathwayState
from people.models import Person
from referrals.clocks import DECISION, DRAFT_KEPT, TAKING
from referrals.models import Referral
from referrals.states import WITH_HUB_FOR_DECISION
from referrals.states import ReferralState as S

from .declaration import NextAction, Rule, Situation, Words
from .sets import AT_THE_HUB, HELD, Among, holding, working


def _no_referral(situation: Situation) -> Iterator[NextAction]:
    known = situation.known
    if known.referrals or not known.may_write or not situation.has_consent:
        return
    yield NextAction(*_no_referral_words(known.person), f"Falls to {situation.holder}.")


def _no_referral_words(person: Person) -> Words:
    return Words(f"Refer {person} to a hub", "there is no referral yet")


def _draft_unfinished(situation: Situation) -> Iterator[NextAction]:
    for draft in situation.referrals_in(S.DRAFT):
        if lacks := situation.lacks(draft):
            missing = "1 thing is missing" if len(lacks) == 1 else f"{len(lacks)} things are missing"
            to_do = f"Finish the referral {draft}"
            yield _about_draft(situation, draft, to_do, missing, "referral_tasks", "Go on with the referral")


def _draft_to_submit(situation: Situation) -> Iterator[NextAction]:
    for draft in situation.referrals_in(S.DRAFT):
        if situation.lacks(draft) == []:
            to_do = f"Check and submit the referral {draft} to {draft.hub}"
            yield _about_draft(
                situation, draft, to_do, "nothing is missing", "referral_check", "Check and submit"
            )


def _about_draft(
    situation: Situation, draft: Referral, to_do: str, why: str, url_name: str, label: str
) -> NextAction:
    """A draft falls to whoever writes it, and is removed 28 days after its last edit."""
    due_on = DRAFT_KEPT.due_on(day_of(draft.recorded_at))
    removed = f"Unsubmitted, the draft is removed after {say_day(due_on)}."
    whose = f"Falls to {draft.referrer or draft.team}. {removed}"
    if not can(situation.known.user, "submit", draft):
        return NextAction(to_do, why, whose, due_on)
    return NextAction(to_do, why, whose, due_on, reverse(url_name, args=[draft.uuid]), label)


def _decision_waiting(situation: Situation) -> Iterator[NextAction]:
    for referral in situation.referrals_in(*WITH_HUB_FOR_DECISION):
        due_on = referral.decision_due_on
        when = f" by {say_day(due_on)}" if due_on else ""
        sent = (
            f"it was submitted on {say_day(referral.submitted_at)}" if referral.submitted_at else "it waits"
        )
        decides = any(can(situation.known.user, verb, referral) for verb in ("take", "accept", "decline"))
        yield NextAction(
            f"{referral.hub} is to decide on the referral {referral}{when}",
            sent,
            f"Falls to {f'{referral.taken_by}, ' if referral.taken_by else ''}{referral.hub}.",
            due_on,
            reverse("referral_detail", args=[referral.uuid]),
            "Decide on the referral" if decides else "Open the referral",
        )


def _induction(situation: Situation) -> Iterator[NextAction]:
    if not situation.known.is_at_liberty:
        return
    for referral in situation.referrals_in(S.ACCEPTED):
        url = reverse("induction_record", args=[referral.uuid])
        yield _of_hub(situation, referral, "start", _induction_words(referral.receiving_hub.name), url)


def _induction_words(hub: str) -> Words:
    return Words(f"Record the induction at {hub}", "the referral was accepted, and starts with it")


def _to_sum_up(situation: Situation) -> Iterator[NextAction]:
    """A pathway is sustained and none is still worked on: support can end as planned (domain: Referral, complete)."""
    states = {each.state for each in situation.pathways if each.is_under_way}
    if states != {PathwayState.SUSTAINED}:
        return
    for referral in situation.referrals_in(S.STARTED):
        url = reverse("referral_complete", args=[referral.uuid])
        yield _of_hub(situation, referral, "complete", _to_sum_up_words(referral.receiving_hub.name), url)


def _to_sum_up_words(hub: str) -> Words:
    to_do = f"Sum up the support at {hub}, or review what is still needed"
    return Words(to_do, "what was reached has lasted, and no pathway is still worked on")


def _of_hub(situation: Situation, referral: Referral, verb: str, words: Words, url: str) -> NextAction:
    """Falls to the key worker; the button for those who may."""
    whose = f"Falls to {referral.key_worker or referral.hub}."
    if not can(situation.known.user, verb, referral):
        return NextAction(*words, whose)
    label = {"start": "Record the induction", "complete": "Sum up the support"}[verb]
    return NextAction(*words, whose, url=url, label=label)


NO_REFERRAL = Among(
    holding.without_referral,
    lambda row: _no_referral_words(row.person),
    day="since",
    seen_with=Permission.RECORD_CIRCUMSTANCES,
    **HELD,
)
INDUCTION = Among(
    working.not_inducted,
    lambda row: _induction_words(row.more["hub"]),
    day="since",
    url=lambda row: reverse("induction_record", args=[row.uuid("referral")]),
    done_with=Permission.RECORD_INDUCTION,
    **AT_THE_HUB,
)
TO_SUM_UP = Among(
    working.to_be_summed_up,
    lambda row: _to_sum_up_words(row.more["hub"]),
    day="started_on",
    url=lambda row: reverse("referral_detail", args=[row.uuid("referral")]),
    **AT_THE_HUB,
)

RULES = (
    Rule("decision waiting", _decision_waiting, says=(TAKING, DECISION)),
    Rule("accepted and released: induction", _induction, among=INDUCTION, may_wait=2),
    Rule("end of support to be summed up", _to_sum_up, among=TO_SUM_UP, may_wait=14),
    Rule("draft ready to submit", _draft_to_submit, says=(DRAFT_KEPT,)),
    Rule("draft unfinished", _draft_unfinished),
    Rule("no referral yet", _no_referral, among=NO_REFERRAL),
)
