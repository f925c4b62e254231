"""Rules about the work at the hub and with the record: consent, absences, claims, numbers."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from foundation.lifecycle.transitions import can
from hubs.register.streaks import IN_A_ROW, absent_in_a_row
from pathways.states import ClaimState
from referrals.clocks import CONSENT_GONE
from referrals.states import LIVE
from referrals.states import ReferralState as S

from ..contacts import may_keep
from .declaration import NextAction, Rule, Situation


def _consent_missing(situation: Situation) -> Iterator[NextAction]:
    """Without live consent nobody can be referred; a withdrawal has a clock of its own."""
    known = situation.known
    if situation.has_consent or situation.runs_of(CONSENT_GONE):
        return
    live = [each for each in known.referrals if each.state in LIVE and each.state != S.DRAFT]
    if not live and not (known.may_write and not known.referrals):
        return
    why = f"none is live, and the referral {live[0]} goes on" if live else _NOBODY
    url = reverse("consent_record", args=[known.person.uuid]) if known.may_write else ""
    to_do = f"Ask {known.person} for consent"
    yield NextAction(to_do, why, f"Falls to {situation.holder}.", url=url, label="Record consent")


_NOBODY = "without it nobody can be referred to a hub"


def _absences(situation: Situation) -> Iterator[NextAction]:
    """Three absences in a row at one hub, and no contact with the person since the last of them."""
    known = situation.known
    marks = situation.attendance.marks if situation.attendance else ()
    for referral in situation.referrals_in(S.STARTED):
        there = [each for each in marks if referral.hub and each.hub == referral.hub.name]
        absent = absent_in_a_row(each.mark for each in there)
        if absent < IN_A_ROW:
            continue
        last = there[0].held_on
        if any(note.was_reached and note.on_day >= last for note in situation.notes):
            continue
        why = f"they were absent {absent} times in a row, last on {say_day(last)}"
        url = reverse("contact_record", args=[known.person.uuid]) if may_keep(known) else ""
        to_do = f"Ask {known.person} what keeps them from {referral.hub}"
        whose = f"Falls to {referral.key_worker or referral.hub}."
        yield NextAction(to_do, why, whose, url=url, label="Record a contact")


def _claim_returned(situation: Situation) -> Iterator[NextAction]:
    for claim in situation.claims:
        if claim.state != ClaimState.RETURNED:
            continue
        mends = can(situation.known.user, "claim_again", claim)
        yield NextAction(
            f"Mend the claim “{claim}”",
            f"it was returned, {claim.returned_reason[:1].lower()}{claim.returned_reason[1:]}",
            f"Falls to {claim.claimed_by}.",
            url=reverse("claim_again", args=[claim.uuid]) if mends else "",
            label="Mend the claim",
        )


def _number_contested(situation: Situation) -> Iterator[NextAction]:
    """Told to data stewards alone: to others it would say that a hidden record exists."""
    known = situation.known
    if not known.user.may(Permission.RESOLVE_IDENTIFIERS):
        return
    person = known.person
    numbers = (
        ("crn", "CRN", person.crn, person.crn_confirmed),
        ("prison-number", "prison number", person.prison_number, person.prison_number_confirmed),
    )
    for slug, label, given, is_sure in numbers:
        if given and not is_sure:
            url = reverse("identifier_decide", args=[known.person.uuid, slug])
            to_do, why = f"Decide whose the {label} is", "another record has the same"
            yield NextAction(to_do, why, "Falls to the data stewards.", url=url, label="Decide")


RULES = (
    Rule("claim returned", _claim_returned),
    Rule("consent missing", _consent_missing),
    Rule("three absences in a row", _absences),
    Rule("number that two records have", _number_contested),
)
