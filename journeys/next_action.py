"""What comes next for one person, as a table of rules (domain: Next action).

A rule reads what the page has fetched already and asks nothing. Several can apply: the one due soonest is the next
action, rules without a date come after those with one, and the order of the table decides between equals.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.design.dates import day_of, say_day, say_weekday, today
from foundation.lifecycle.transitions import can
from pathways.models import MilestoneClaim
from pathways.states import ClaimState
from people.models import Consent
from referrals.clocks import DRAFT_KEPT
from referrals.models import Referral
from referrals.states import WITH_HUB_FOR_DECISION
from referrals.states import ReferralState as S

from .about import About


@dataclass(frozen=True)
class NextAction:
    """One sentence; the button only for somebody who can press it. `whose`: in words, who must act."""

    text: str
    whose: str
    due_on: datetime.date | None = None
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Situation:
    """What the rules may look at. `lacking` is what each draft still needs, in words, by the draft's key."""

    known: About
    claims: Sequence[MilestoneClaim]
    consents: Sequence[Consent]
    lacking: dict[int, list[str]]

    @property
    def holder(self) -> str:
        """The practitioner who holds the person today, or the team."""
        for each in self.known.holdings:
            if each.is_caseload and each.stands:
                return f"{each.practitioner}, {each.team}" if each.practitioner else each.team
        return "the team that holds the person"

    def referrals_in(self, *states: str) -> list[Referral]:
        return [each for each in self.known.referrals if each.state in states]


@dataclass(frozen=True)
class Rule:
    """One line of the table. `finds` gives every action that is due by it."""

    name: str
    finds: Callable[[Situation], Iterator[NextAction]]


def _no_referral(situation: Situation) -> Iterator[NextAction]:
    known = situation.known
    if known.referrals or not known.may_write:
        return
    if any(consent.withdrawn_on is None for consent in situation.consents):
        yield NextAction(
            f"Refer {known.person} to a hub: there is no referral yet.", f"Falls to {situation.holder}."
        )
    else:
        url = reverse("consent_record", args=[known.person.uuid])
        text = f"Ask {known.person} for consent: without it nobody can be referred to a hub."
        yield NextAction(text, f"Falls to {situation.holder}.", url=url, label="Record consent")


def _draft_unfinished(situation: Situation) -> Iterator[NextAction]:
    for draft in situation.referrals_in(S.DRAFT):
        if lacks := situation.lacking.get(draft.pk):
            text = f"Finish the referral {draft}: {_counted(len(lacks))} missing."
            yield _about_draft(situation, draft, text, "referral_tasks", "Go on with the referral")


def _draft_to_submit(situation: Situation) -> Iterator[NextAction]:
    for draft in situation.referrals_in(S.DRAFT):
        if situation.lacking.get(draft.pk) == []:
            text = f"Check and submit the referral {draft} to {draft.hub}: nothing is missing."
            yield _about_draft(situation, draft, text, "referral_check", "Check and submit")


def _about_draft(situation: Situation, draft: Referral, text: str, url_name: str, label: str) -> NextAction:
    """A draft falls to whoever writes it, and is removed 28 days after its last edit."""
    due_on = DRAFT_KEPT.due_on(day_of(draft.recorded_at))
    whose = (
        f"Falls to {draft.referrer or draft.team}. Unsubmitted, the draft is removed after {say_day(due_on)}."
    )
    if not can(situation.known.user, "submit", draft):
        return NextAction(text, whose, due_on)
    return NextAction(text, whose, due_on, reverse(url_name, args=[draft.uuid]), label)


def _decision_waiting(situation: Situation) -> Iterator[NextAction]:
    for referral in situation.referrals_in(*WITH_HUB_FOR_DECISION):
        due_on = referral.decision_due_on
        when = f" by {say_day(due_on)}" if due_on else ""
        decides = any(can(situation.known.user, verb, referral) for verb in ("take", "accept", "decline"))
        yield NextAction(
            f"{referral.hub} is to decide on the referral {referral}{when}.",
            f"Falls to {f'{referral.taken_by}, ' if referral.taken_by else ''}{referral.hub}.",
            due_on,
            reverse("referral_detail", args=[referral.uuid]),
            "Decide on the referral" if decides else "Open the referral",
        )


def _induction(situation: Situation) -> Iterator[NextAction]:
    if not situation.known.is_at_liberty:
        return
    for referral in situation.referrals_in(S.ACCEPTED):
        text = f"Record the induction at {referral.hub}: the referral was accepted, and starts with it."
        whose = f"Falls to {referral.key_worker or referral.hub}."
        if can(situation.known.user, "start", referral):
            url = reverse("induction_record", args=[referral.uuid])
            yield NextAction(text, whose, url=url, label="Record the induction")
        else:
            yield NextAction(text, whose)


def _claim_returned(situation: Situation) -> Iterator[NextAction]:
    for claim in situation.claims:
        if claim.state != ClaimState.RETURNED:
            continue
        text = f"Mend the claim “{claim}”, which was returned: {claim.returned_reason.lower()}."
        whose = f"Falls to {claim.claimed_by}."
        if can(situation.known.user, "claim_again", claim):
            yield NextAction(
                text, whose, url=reverse("claim_again", args=[claim.uuid]), label="Mend the claim"
            )
        else:
            yield NextAction(text, whose)


def _no_address(situation: Situation) -> Iterator[NextAction]:
    release = situation.known.release
    if release is None or release.released_on or not situation.known.lacks_address:
        return
    days = (release.day - today()).days
    if days >= 0:
        day = say_weekday(release.day)
        text = f"Find somewhere to live before {day}: release is {_in(days)} and no address is recorded."
        yield NextAction(text, f"Falls to {situation.holder}.", release.expected_on)


def _release_day_passed(situation: Situation) -> Iterator[NextAction]:
    known = situation.known
    for release in known.releases:
        if release.released_on or release.day >= today():
            continue
        day = say_weekday(release.day)
        text = f"Record the release from {release.prison}, or move it: it was expected on {day}."
        url = reverse("release_change", args=[known.person.uuid, release.pk]) if known.may_write else ""
        whose = f"Falls to {situation.holder}."
        yield NextAction(text, whose, release.expected_on, url, "Record or move the release")


RULES: tuple[Rule, ...] = (
    Rule("decision waiting", _decision_waiting),
    Rule("release expected, and the day has passed", _release_day_passed),
    Rule("release within 28 days without an address", _no_address),
    Rule("accepted and released: induction", _induction),
    Rule("claim returned", _claim_returned),
    Rule("draft ready to submit", _draft_to_submit),
    Rule("draft unfinished", _draft_unfinished),
    Rule("no referral yet", _no_referral),
)


def due_for(situation: Situation) -> list[NextAction]:
    """Everything due for the person by the rules, the soonest first; nothing for somebody who has died."""
    if situation.known.person.died_on:
        return []
    found = [action for rule in RULES for action in rule.finds(situation)]
    return sorted(found, key=lambda action: (action.due_on is None, action.due_on or today()))


def _counted(number: int) -> str:
    return "1 thing is" if number == 1 else f"{number} things are"


def _in(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
