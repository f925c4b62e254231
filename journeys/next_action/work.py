"""Rules about the work at the hub and with the record: consent, absences, claims, numbers."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from foundation.lifecycle.transitions import can
from hubs.register.streaks import IN_A_ROW, absent_in_a_row
from hubs.states import Mark
from pathways.models import MilestoneClaim, Pathway
from pathways.states import ClaimState
from people.models import Person
from referrals.clocks import CONSENT_GONE
from referrals.states import LIVE
from referrals.states import ReferralState as S

from ..contacts import may_keep
from .declaration import NextAction, Rule, Situation, Words
from .sets import HELD, Among, Standing, holding, working


def _consent_missing(situation: Situation) -> Iterator[NextAction]:
    """Without live consent nobody can be referred; a withdrawal has a clock of its own."""
    known = situation.known
    if situation.has_consent or situation.runs_of(CONSENT_GONE):
        return
    live = [each for each in known.referrals if each.state in LIVE and each.state != S.DRAFT]
    if not live and not (known.may_write and not known.referrals):
        return
    words = _consent_words(known.person, live[0].reference if live else "")
    url = reverse("consent_record", args=[known.person.uuid]) if known.may_write else ""
    yield NextAction(*words, f"Falls to {situation.holder}.", url=url, label="Record consent")


def _consent_words(person: Person, goes_on: str) -> Words:
    why = (
        f"none is live, and the referral {goes_on} goes on"
        if goes_on
        else "without it nobody can be referred to a hub"
    )
    return Words(f"Ask {person} for consent", why)


def _absences(situation: Situation) -> Iterator[NextAction]:
    """Three absences in a row at one hub, and nobody has reached the person, who alone knows why, since the last."""
    known = situation.known
    marks = situation.attendance.marks if situation.attendance else ()
    for referral in situation.referrals_in(S.STARTED):
        there = [each for each in marks if referral.hub and each.hub == referral.hub.name]
        absent = absent_in_a_row(each.mark for each in there)
        if absent < IN_A_ROW:
            continue
        last = next(each.held_on for each in there if each.mark == Mark.DID_NOT_ATTEND)
        if situation.reached_on and situation.reached_on >= last:
            continue
        words = _absence_words(known.person, referral.receiving_hub.name, absent, last)
        url = reverse("contact_record", args=[known.person.uuid]) if may_keep(known) else ""
        whose = f"Falls to {referral.key_worker or referral.hub}."
        yield NextAction(*words, whose, url=url, label="Record a contact")


def _absence_words(person: Person, hub: str, times: int, last: datetime.date) -> Words:
    why = f"they were absent {times} times in a row, last on {say_day(last)}"
    return Words(f"Ask {person} what keeps them from {hub}", why)


def _claim_returned(situation: Situation) -> Iterator[NextAction]:
    for claim in situation.claims:
        if claim.state != ClaimState.RETURNED:
            continue
        mends = can(situation.known.user, "claim_again", claim)
        yield NextAction(
            *_returned_words(str(claim), claim.returned_reason),
            f"Falls to {claim.claimed_by}.",
            url=reverse("claim_again", args=[claim.uuid]) if mends else "",
            label="Mend the claim",
        )


def _returned_words(claim: str, reason: str) -> Words:
    return Words(f"Mend the claim “{claim}”", f"it was returned, {reason[:1].lower()}{reason[1:]}")


def _claim_named(row: Mapping[str, Any]) -> str:
    """As a claim says itself, of the columns of a list."""
    return str(
        MilestoneClaim(pathway=Pathway(kind=row["kind"]), milestone=row["milestone"], value=row["value"])
    )


def _number_contested(situation: Situation) -> Iterator[NextAction]:
    """Told to data stewards alone: to others it would say that a hidden record exists."""
    known = situation.known
    if not known.user.may(Permission.RESOLVE_IDENTIFIERS):
        return
    person = known.person
    numbers = (
        ("crn", person.crn, person.crn_confirmed),
        ("prison-number", person.prison_number, person.prison_number_confirmed),
    )
    for slug, given, is_sure in numbers:
        if given and not is_sure:
            url = reverse("identifier_decide", args=[known.person.uuid, slug])
            words = _contested_words(_CONTESTED[slug])
            yield NextAction(*words, "Falls to the data stewards.", url=url, label="Decide")


_CONTESTED = {"crn": "CRN", "prison-number": "prison number"}


def _number_of(row: Standing) -> str:
    """The one to decide first; the other stands in the list once this one is decided."""
    return "crn" if row.person.crn and not row.more["crn_is_sure"] else "prison-number"


def _contested_words(label: str) -> Words:
    return Words(f"Decide whose the {label} is", "another record has the same")


RETURNED = Among(
    working.claims_returned,
    lambda row: _returned_words(_claim_named(row.more), row.more["reason"]),
    day="since",
    seen_with=Permission.RECORD_PATHWAY,
    team="team",
    worker="claimed_by",
    more={
        "claim": "uuid",
        "kind": "pathway__kind",
        "milestone": "milestone",
        "value": "value",
        "reason": "returned_reason",
    },
    url=lambda row: reverse("claim_detail", args=[row.uuid("claim")]),
)
CONSENT = Among(
    holding.without_consent,
    lambda row: _consent_words(row.person, row.more["goes_on"] or ""),
    day="since",
    more={"goes_on": "goes_on"},
    url=lambda row: reverse("consent_record", args=[row.person.uuid]),
    done_with=Permission.RECORD_CIRCUMSTANCES,
    **HELD,
)
ABSENCES = Among(
    working.absent_in_a_row,
    lambda row: _absence_words(row.person, row.more["hub"], row.more["times"], row.day),
    day="last_on",
    team="hub__team",
    worker="key_worker",
    more={"hub": "hub__name", "times": "times"},
    seen_with=Permission.DECIDE_REFERRAL,
    url=lambda row: reverse("contact_record", args=[row.person.uuid]),
    done_with=Permission.KEEP_CONTACTS,
)
CONTESTED = Among(
    working.number_contested,
    lambda row: _contested_words(_CONTESTED[_number_of(row)]),
    day="since",
    person="",
    seen_with=Permission.RESOLVE_IDENTIFIERS,
    more={"crn_is_sure": "crn_confirmed"},
    url=lambda row: reverse("identifier_decide", args=[row.person.uuid, _number_of(row)]),
)

RULES = (
    Rule("claim returned", _claim_returned, among=RETURNED),
    Rule("consent missing", _consent_missing, among=CONSENT, may_wait=0),
    Rule("three absences in a row", _absences, among=ABSENCES, may_wait=2),
    Rule("number that two records have", _number_contested, among=CONTESTED),
)
