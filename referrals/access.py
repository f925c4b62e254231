"""Who may do what to a referral."""

from django.apps import apps

from foundation.accounts.roles import Permission
from hubs import access as hub_access

from .states import LIVE


def is_of_referring_team(user, referral) -> bool:
    """The user works in the team whose referral it is: whoever wrote it and has left that team reads, at most."""
    if referral.team_id is None:
        return referral.referrer_id == user.pk
    return referral.team_id in user.team_ids


def is_at_its_hub(user, referral) -> bool:
    """The user works at the hub it is sent to, or looks after that hub."""
    return referral.hub is not None and referral.hub.team_id in user.team_ids


def is_referrer(user, referral) -> bool:
    """Of the referring team, and may write: what is seen by break-glass alone is read (domain: Restricted records)."""
    return is_of_referring_team(user, referral) and _writes_about_its_person(user, referral)


def is_with_hub_of(user, referral) -> bool:
    """At its hub, and may write: what is seen by break-glass alone is read (domain: Restricted records)."""
    return is_at_its_hub(user, referral) and _writes_about_its_person(user, referral)


def _writes_about_its_person(user, thing) -> bool:
    """Without breaking the glass, the person of a referral or a transfer would not be hidden from the user either.

    Asked once for a thing fetched, if not with it: the page about it asks for every verb.
    """
    if vars(thing).get("asked_for") == user.pk:
        return thing.is_known
    known = vars(thing).setdefault("_known_without_glass", {})
    if user.pk not in known:
        people = apps.get_model("people", "Person").objects
        seen = people.not_hidden_from(user, behind_broken_glass=False)
        known[user.pk] = seen.filter(pk=thing.person_id).exists()
    return known[user.pk]


def can_refer(user, person) -> bool:
    """The person is on the caseload of the user's team today: a team that lost them reads, and no longer refers.

    Nor does anybody refer whom they see by break-glass alone.
    """
    people = apps.get_model("people", "Person").objects
    return people.known_to(user).held_by_teams_of(user).filter(pk=person.pk).exists()


def can_be_key_worker(user, hub, person) -> bool:
    """An active user who works at the hub, or looks after it, may record an induction, and may know of the person."""
    return (
        user.may(Permission.RECORD_INDUCTION) and hub.team_id in user.team_ids and may_know_of(user, person)
    )


def may_know_of(user, person) -> bool:
    """The record is not hidden from the user. Where it is, that they are no choice is said as of anybody else."""
    people = apps.get_model("people", "Person").objects
    return people.not_hidden_from(user).filter(pk=person.pk).exists()


def can_exceed_capacity(user, hub) -> bool:
    """The hub's own rule, asked here for its form."""
    return hub_access.may_exceed_capacity(user, hub)


def is_key_worker(user, referral) -> bool:
    """The one named at acceptance, or since."""
    return referral.key_worker_id == user.pk and is_with_hub_of(user, referral)


def is_on_either_side(user, referral) -> bool:
    """The referrer's side, or the hub's."""
    return is_referrer(user, referral) or is_with_hub_of(user, referral)


def can_amend(user, referral) -> bool:
    """On either side of it, from submission until it is over."""
    return referral.state in LIVE and is_on_either_side(user, referral)


def agrees_to_transfer(user, referral) -> bool:
    """The user manages the hub that a standing request asks to take the referral over."""
    transfers = apps.get_model("referrals", "Transfer").objects
    asked = transfers.standing().filter(referral=referral.pk, to_hub__team__in=user.team_ids)
    return asked.exists() and _writes_about_its_person(user, referral)


def asked_for_transfer(user, transfer) -> bool:
    """The user manages the hub that has the referral now."""
    return transfer.from_hub.team_id in user.team_ids and _writes_about_its_person(user, transfer)


def answers_transfer(user, transfer) -> bool:
    """The user manages the hub that was asked."""
    return transfer.to_hub.team_id in user.team_ids and _writes_about_its_person(user, transfer)
