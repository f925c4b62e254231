"""Jobs, homes and treatment from day to day; milestones claimed and verified; checks answered."""

from typing import Any

from django.db.models import Case, CharField, F, Q, Subquery, Value, When
from django.db.models.functions import Concat

from foundation.accounts.roles import Permission
from pathways.kinds import KINDS, kind_of_spells, spell_rules_of
from pathways.models import AccommodationCode, Check, MilestoneClaim, Spell
from pathways.states import ClaimState

from ..entries import Row, Said, Source, dated

_home = AccommodationCode.objects.of_spells()
_SPELL: dict[str, Any] = {
    "code": "kind",
    "words": Case(
        When(kind=Spell.Kind.ACCOMMODATION, then=Subquery(_home.values("label")[:1])), default=F("code")
    ),
    "who": "detail",
}
_NOT_DRAWN = "not_drawn"
_CLAIM_STANDS: dict[str, str] = {
    _NOT_DRAWN: "claimed; not drawn for checking",
    ClaimState.CLAIMED: "awaiting verification",
    ClaimState.VERIFIED: "verified",
    ClaimState.RETURNED: "returned for more evidence",
    ClaimState.REVOKED: "revoked since",
}


def _spell_words(row: Row) -> str:
    """Employed, Strood Dairy Co-op: `words` is the code, or for a home its label already."""
    label = spell_rules_of(row.code).codes.get(row.words, row.words)
    return f"{label}, {row.who}" if row.who else label


def _say_started(row: Row) -> Said:
    begun, kind = spell_rules_of(row.code).begun, kind_of_spells(row.code)
    return Said(f"{begun} started: {_spell_words(row)}", kind.title.lower())


def _say_ended(row: Row) -> Said:
    rules, kind = spell_rules_of(row.code), kind_of_spells(row.code)
    reason = rules.end_reasons.get(row.more, row.more)
    detail = f"{kind.title.lower()}. {reason}" if reason else kind.title.lower()
    return Said(f"{rules.begun} ended: {_spell_words(row)}", detail)


def _say_claim(row: Row) -> Said:
    """`code` is the pathway's kind, `words` the milestone and after a slash its value, `more` where the claim stands,
    `who` the verifier.
    """
    slug, _, value = row.words.partition("/")
    kind, stands = KINDS[row.code], _CLAIM_STANDS[row.more]
    milestone = kind.milestone(slug)
    which = f": {milestone.values.get(value, value)}" if value else ""
    by = f" by {row.who}" if row.who and row.more == ClaimState.VERIFIED else ""
    return Said(f"{milestone.title}{which}", f"milestone, {kind.title.lower()}, {stands}{by}")


def _say_check(row: Row) -> Said:
    answer = Check.Answer(row.words).label
    return Said(
        f"{Check.Name(row.code).label}: {answer.lower()}", f"check. {row.more}" if row.more else "check"
    )


_SEES = Permission.VIEW_REFERRAL
_claims = dated(
    MilestoneClaim,
    "reached_on",
    code="pathway__kind",
    words=Concat("milestone", Value("/"), "value"),
    more=Case(
        When(state=ClaimState.CLAIMED, asked_on=None, then=Value(_NOT_DRAWN)),
        default=F("state"),
        output_field=CharField(),
    ),
    who="verified_by__name",
)
_checks = dated(
    Check, "point_on", known_by="answer", where=~Q(answer=""), code="name", words="answer", more="reason"
)

SOURCES = (
    Source("spell_started", "spell", _SEES, dated(Spell, "started_on", **_SPELL), _say_started),
    Source("spell_ended", "spell", _SEES, dated(Spell, "ended_on", more="end_reason", **_SPELL), _say_ended),
    Source("milestone", "milestone", _SEES, _claims, _say_claim),
    Source("check", "check", _SEES, _checks, _say_check),
)
