"""Changing what a referral says after it was submitted: before, after, who and why are kept and told."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import NotReady, Refused, WrongState
from pathways import actions as pathways
from people.rules import says_nothing

from .. import access, notices
from ..models import Amendment, Need, Referral
from ..models.amendment import ANSWERS, NEED
from ..states import LIVE
from .drafting import NeedsInWords, compare_needs

Changes = dict[str, tuple[str, str]]  # what is changed: (before, after), in the words of the page


class AmendedMeanwhile(Refused):
    """Somebody else changed the same referral since the page was opened; `.now` is the referral as it stands."""

    def __init__(self, now: Referral) -> None:
        self.now = now
        super().__init__(
            "This referral was changed after you opened this page. Nothing of yours was saved yet."
        )


def check_amend(referral: Referral, *, by: Any) -> None:
    """Raise NotYou unless `by` is on either side, WrongState unless the referral is with a hub and not over."""
    ask(by, Permission.AMEND_REFERRAL)
    if not access.is_on_either_side(by, referral):
        raise NotYou(
            "Only the team that referred and the workers of the hub can change what a referral says."
        )
    if referral.state not in LIVE:
        raise WrongState(
            "This referral is over, or not submitted yet: what it says can no longer be changed here."
        )


@transaction.atomic
def amend(
    referral: Referral,
    *,
    by: Any,
    version: int,
    reason: str,
    needs: NeedsInWords | None = None,
    **answers: Any,
) -> list[Amendment]:
    """Change answers of a submitted referral and tell the other side; `needs`, when given, are all its needs.

    version: the referral's when the page was opened. A need added once a place is open opens its pathway; one dropped
    leaves its pathway to the key worker. Saving what already stands there changes nothing. Raises AmendedMeanwhile
    when somebody amended it since that version, NotReady without a reason or with something required left empty,
    WrongState unless it is with a hub, NotYou. (domain: Referral, amending)
    """
    if unknown := set(answers) - set(ANSWERS):
        raise TypeError(f"No amendment changes {', '.join(sorted(unknown))}.")
    now = Referral.objects.select_for_update().get(pk=referral.pk)
    check_amend(now, by=by)
    answers = {name: value for name, value in answers.items() if getattr(now, name) != value}
    added, altered = compare_needs(now, needs) if needs is not None else ([], [])
    changes = _in_words(now, answers) | _needs_in_words(now, added, altered)
    if not changes:
        return []
    if now.amendments.filter(version__gt=version).exists():
        raise AmendedMeanwhile(now)
    if lacks := _missing(now, answers, needs, reason):
        raise NotReady(lacks)
    _write(now, answers, added, altered, by=by, told=sorted(changes))
    if added and now.decision == Referral.Decision.ACCEPTED:
        pathways.open_pathways(now.person, [need.kind for need in added], by=by)
    tell(notices.ReferralAmended(now), _other_side(now, by), except_for=by)
    return _keep(now, changes, by=by, reason=reason.strip())


def _keep(now: Referral, changes: Changes, *, by: Any, reason: str) -> list[Amendment]:
    return Amendment.objects.bulk_create(
        Amendment(
            referral=now,
            what=what,
            before=before,
            after=after,
            reason=reason,
            version=now.version,
            amended_by=by,
        )
        for what, (before, after) in changes.items()
    )


def _write(
    now: Referral, answers: dict[str, Any], added: Any, altered: Any, *, by: Any, told: list[str]
) -> None:
    stepped = answers | {"version": now.version + 1}
    facts.correct([(now, stepped)], by=by, what="amended", source={"changed": told})
    facts.record(added, by=by)
    facts.correct(altered, by=by)


def _in_words(now: Referral, answers: dict[str, Any]) -> Changes:
    return {name: (_said(name, getattr(now, name)), _said(name, value)) for name, value in answers.items()}


def _said(name: str, value: Any) -> str:
    if name == "risk_not_yet_available":
        return "Not yet available" if value else "Available"
    return str(value or "")


def _needs_in_words(now: Referral, added: Iterable[Need], altered: Iterable[tuple[Need, dict]]) -> Changes:
    """Of each need that changes; one that is not named, or dropped, is ""."""
    changes = {f"{NEED}{need.kind}": ("", need_in_words(need.detail, need.in_place)) for need in added}
    for need, wanted in altered:
        before = "" if need.dropped_at else need_in_words(need.detail, need.in_place)
        after = "" if wanted["dropped_at"] else need_in_words(wanted["detail"], wanted["in_place"])
        changes[f"{NEED}{need.kind}"] = (before, after)
    return changes


def need_in_words(detail: str, in_place: str) -> str:
    """Help with a CV; in place: bank account"""
    return "; in place: ".join(filter(None, [detail or "Help is needed", in_place]))


def _missing(now: Referral, answers: dict[str, Any], needs: NeedsInWords | None, reason: str) -> list[str]:
    """What `submit` asked of these answers is asked again, and why they change."""
    found = ["why it is changed"] if says_nothing(reason) else []
    source, comment = (answers.get(name, getattr(now, name)) for name in ("source", "source_comment"))
    if "source" in answers and source is None:
        found.append("the source of the referral")
    elif source and source.comment_required and not comment.strip():
        found.append("a comment on the source")
    return found if needs is None or needs else [*found, "at least one need"]


def _other_side(referral: Referral, by: User) -> list[User]:
    """Who has to know: whoever has it at the hub; and of what the hub changed, the referrer."""
    return (
        notices.hub_side(referral)
        if access.is_of_referring_team(by, referral)
        else notices.referring_side(referral)
    )
