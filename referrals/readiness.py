"""What a verb still lacks: everything, listed at once (domain: Referral table, "Needs")."""

import datetime
from dataclasses import dataclass

from django.apps import apps

from foundation.design.dates import day_of, say_day

from . import access
from .states import LIVE


@dataclass(frozen=True)
class Missing:
    """One missing item: what to say, the section of the task list that mends it, and the link's words there."""

    text: str
    section: str
    remedy: str = ""

    def __str__(self) -> str:
        return self.text


def missing_to_submit(referral, **facts) -> list[Missing]:
    """Every item that stops `submit`, in the order of the task list."""
    return [*_about_the_person(referral), *_about_the_referral(referral)]


def _about_the_person(referral) -> list[Missing]:
    person, found = referral.person, []
    if person.died_on:
        found.append(
            Missing(
                "a person who is alive: a death is recorded",
                "person",
                "A death is recorded: discard this draft",
            )
        )
    if not person.consents.live().exists():
        found.append(Missing("live consent to take part and to share", "consent", "Record consent"))
    if not (person.supervisions.exists() or person.releases.exists()):
        found.append(
            Missing("supervision or a release date", "supervision", "Record supervision or a release")
        )
    if not (referral.risk_not_yet_available or person.risks.exists()):
        found.append(
            Missing(
                "risk information, or that it is not yet available",
                "risk",
                "Give risk information, or say “not yet available”",
            )
        )
    return found


def _about_the_referral(referral) -> list[Missing]:
    found = []
    if not referral.needs.filter(dropped_at=None).exists():
        found.append(Missing("at least one need", "needs", "Say what help is needed"))
    if referral.source is None:
        found.append(Missing("the source of the referral", "source", "Choose the source"))
    elif referral.source.comment_required and not referral.source_comment.strip():
        found.append(Missing("a comment on the source", "source", "Comment on the source"))
    if referral.hub is None:
        found.append(Missing("the hub", "hub", "Choose a hub"))
    elif has_another_open(referral):
        text = f"another hub: this person already has an open referral to {referral.hub}, and only one can be open"
        found.append(
            Missing(text, "hub", f"Choose another hub: a referral to {referral.hub} is already open")
        )
    return found


def has_another_open(referral, hub=None) -> bool:
    """The person has an open referral to the hub, or to this one's, besides this one; whose it is, is not said."""
    referrals = apps.get_model("referrals", "Referral").objects
    return (
        referrals.filter(person=referral.person_id, hub=hub or referral.hub_id, state__in=LIVE)
        .exclude(pk=referral.pk)
        .exists()
    )


def missing_to_accept(referral, *, key_worker=None, **facts) -> list[str]:
    """A key worker who works at the hub."""
    if key_worker is None:
        return ["a key worker"]
    return (
        []
        if access.can_be_key_worker(key_worker, referral.hub)
        else [f"a key worker who works at {referral.hub}"]
    )


def missing_to_decline(referral, *, grounds=None, explanation="", signposting="", **facts) -> list[str]:
    """A reason of the list, an explanation, and where to go instead."""
    found = [] if grounds is not None and grounds.list == "decline" else ["a reason"]
    found += [] if explanation.strip() else ["an explanation"]
    return found + ([] if signposting.strip() else ["where to go instead"])


def missing_to_start(referral, *, started_on=None, **facts) -> list[str]:
    """The induction at the referral's hub on that day."""
    inducted = referral.person.inductions.filter(hub=referral.hub_id, inducted_on=started_on).exists()
    return [] if inducted else [f"an induction at {referral.hub}"]


def too_early_to_induct(referral, day: datetime.date) -> list[str]:
    """Why an induction on that day is too early: it follows consent and the hub's decision (domain: Hub)."""
    consent, found = referral.person.consents.live().order_by("given_on").first(), []
    if consent is None:
        found.append("live consent to take part and to share")
    elif day < consent.given_on:
        found.append(f"a day on or after consent was given, {say_day(consent.given_on)}")
    if referral.decided_at and day < (decided_on := day_of(referral.decided_at)):
        found.append(f"a day on or after the referral was accepted, {say_day(decided_on)}")
    return found
