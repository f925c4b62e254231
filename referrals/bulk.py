"""Doing one thing to several referrals, each for itself: what was done is said, and what was not, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused

from . import actions
from .models import Referral


@dataclass
class Given:
    """What came of giving referrals to somebody, by reference."""

    to: User
    given: list[str] = field(default_factory=list)
    had_already: list[str] = field(default_factory=list)
    not_given: dict[str, list[str]] = field(default_factory=dict)

    def in_words(self) -> list[tuple[int, str]]:
        """(level, sentence) for each thing to say: what was done first, then why the rest was not."""
        said = []
        if self.given:
            said.append(
                (messages.SUCCESS, f"{_counted(self.given)} given to {self.to}: {_listed(self.given)}.")
            )
        if self.had_already:
            said.append(
                (messages.INFO, f"Left as it was, since {self.to} has it: {_listed(self.had_already)}.")
            )
        for why, references in self.not_given.items():
            said.append((messages.ERROR, f"Not given: {_listed(references)}. Why: {why.rstrip('.')}."))
        return said


def give(referrals: list[Referral], to: User, *, by: User) -> Given:
    """Give each to a worker of the hub (by its manager) or to a colleague of the referrer (by their team)."""
    done = Given(to)
    for referral in referrals:
        _give_one(referral, to, by, done)
    return done


def _give_one(referral: Referral, to: User, by: User, done: Given) -> None:
    act: Callable[..., Any] = _as_manager if by.may(Permission.MANAGE_REFERRAL) else _as_colleague
    try:
        after = act(referral, to, by)
    except (Refused, NotYou) as refusal:
        done.not_given.setdefault(str(refusal), []).append(referral.reference)
    else:
        (done.given if after.version != referral.version else done.had_already).append(referral.reference)


def _as_manager(referral: Referral, to: User, by: User) -> Referral:
    return actions.assign(referral, by=by, worker=to)


def _as_colleague(referral: Referral, to: User, by: User) -> Referral:
    return actions.give(referral, by=by, colleague=to)


def _counted(references: list[str]) -> str:
    return f"{len(references)} referral{'' if len(references) == 1 else 's'}"


def _listed(references: list[str]) -> str:
    *first, last = references
    return f"{', '.join(first)} and {last}" if first else last
