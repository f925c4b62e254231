"""Rules about referrals: written, decided, started, ended."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.design.dates import day_of, say_day
from foundation.lifecycle.transitions import can
from referrals.clocks import DECISION, DRAFT_KEPT, TAKING
from referrals.models import Referral
from referrals.states import WITH_HUB_FOR_DECISION
from referrals.states import ReferralState as S

from .declaration import NextAction, Rule, Situation


def _no_referral(situation: Situation) -> Iterator[NextAction]:
    known = situation.known
    if known.referrals or not known.may_write or not situation.has_consent:
        return
    yield NextAction(
        f"Refer {known.person} to a hub", "there is no referral yet", f"Falls to {situation.holder}."
    )


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
        to_do, why = (
            f"Record the induction at {referral.hub}",
            "the referral was accepted, and starts with it",
        )
        whose = f"Falls to {referral.key_worker or referral.hub}."
        if can(situation.known.user, "start", referral):
            url = reverse("induction_record", args=[referral.uuid])
            yield NextAction(to_do, why, whose, url=url, label="Record the induction")
        else:
            yield NextAction(to_do, why, whose)


RULES = (
    Rule("decision waiting", _decision_waiting, says=(TAKING, DECISION)),
    Rule("accepted and released: induction", _induction),
    Rule("draft ready to submit", _draft_to_submit, says=(DRAFT_KEPT,)),
    Rule("draft unfinished", _draft_unfinished),
    Rule("no referral yet", _no_referral),
)
