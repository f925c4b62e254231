"""What this user can do now about a person, for the panel of that name. Nothing is offered that would be refused."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission, Role
from foundation.lifecycle.transitions import can
from pathways.models import Pathway
from referrals.models import Referral
from referrals.states import ReferralState as S

from ..known.about import About
from ..known.holding import is_handed_over_by

_AT_THE_HUB = (S.ACCEPTED, S.STARTED)
_HAS_A_PLACE = (*_AT_THE_HUB, S.ON_HOLD)


def acts_for(
    known: About, *, has_consent: bool, pathways: Sequence[Pathway] = (), has_next: bool = False
) -> list[dict[str, Any]]:
    """In order of weight; empty when it is somebody else's turn.

    has_next: the next action has a button, which is then the only green one of the page.
    """
    if known.person.died_on:
        return []
    found = [
        *_with_referrals(known),
        *_with_person(known, has_consent),
        *_at_the_hub(known, pathways),
        *_to_services(known),
        *_with_reminders(known),
        *_with_holding(known),
    ]
    return [act | {"outlined": True} for act in found] if has_next else found


def empty_words(known: About) -> str:
    """Why there is nothing to do here."""
    if known.person.died_on:
        return "A death is recorded. What happened before it can still be written down."
    if known.user.role == Role.PRACTITIONER and not known.is_held:
        return "Your team does not hold this person now. You can read the record for 90 days after it moved."
    if known.user.role == Role.DATA_STEWARD:
        return "You can read who this person is and their circumstances. The team that holds the person changes them."
    return "Nothing is for you to do here at the moment."


def _with_referrals(known: About) -> list[dict[str, Any]]:
    found = (_with_referral(known, referral) for referral in known.referrals)
    return [act for act in found if act]


def _with_referral(known: About, referral: Referral) -> dict[str, Any] | None:
    user, where = known.user, [referral.uuid]
    if can(user, "submit", referral):
        return _link(f"Go on with the referral {referral}", reverse("referral_tasks", args=where), "A draft.")
    if can(user, "start", referral) and known.is_at_liberty:
        needs = f"Starts the referral at {referral.hub}."
        return _link("Record the induction", reverse("induction_record", args=where), needs)
    if can(user, "take", referral) or can(user, "accept", referral):
        needs = f"Sent to {referral.hub}: accept it with a key worker, or decline it with a reason."
        return _link(f"Decide on the referral {referral}", reverse("referral_detail", args=where), needs)
    return None


def _with_person(known: About, has_consent: bool) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = []
    where = [known.person.uuid]
    if known.may_write and not has_consent:
        needs = "There is no live consent, and no referral can be submitted without it."
        acts.append(_link("Record consent", reverse("consent_record", args=where), needs))
    may_refer = known.is_held and known.user.may(Permission.WRITE_REFERRAL)
    drafts = [each for each in known.referrals if each.state == S.DRAFT and each.referrer_id == known.user.pk]
    if may_refer and not drafts:
        needs = "Opens a draft; you can finish it over several days."
        if known.referral:
            needs = f"There is a referral to {known.referral.hub} already: this one would go to another hub."
        acts.append(
            {
                "label": "Start a referral",
                "url": reverse("referral_start", args=where),
                "needs": needs,
                "outlined": not has_consent,
            }
        )
    return acts


def _at_the_hub(known: About, pathways: Sequence[Pathway]) -> list[dict[str, Any]]:
    """What staff of an involved hub do from week to week: milestones, jobs and homes, sessions."""
    user = known.user
    acts = []
    records = user.may(Permission.RECORD_PATHWAY) and known.is_involved
    for pathway in (each for each in pathways if records and each.is_under_way):
        noun = pathway.declaration.spell_noun
        needs = f"Claim a milestone, or record a {noun}." if noun else "Claim a milestone."
        acts.append(_link(f"{pathway} pathway", reverse("pathway_detail", args=[pathway.uuid]), needs))
    if user.may(Permission.RUN_SESSIONS) and any(each.state in _AT_THE_HUB for each in known.referrals):
        acts.append(
            _link("Book into a session", reverse("session_list"), "Choose the session, then the person.")
        )
        where = [known.person.uuid]
        needs = "A time of one person with one worker."
        acts.append(_link("Make an appointment", reverse("appointment_create", args=where), needs))
    return acts


def _to_services(known: About) -> list[dict[str, Any]]:
    """For those who work with the person today."""
    works_with = known.may_write or (known.is_involved and known.user.may(Permission.RECORD_PATHWAY))
    if not (works_with and known.user.may(Permission.SEND_HANDOVER)):
        return []
    url = reverse("handover_choose", args=[known.person.uuid])
    needs = "Treatment, housing (the duty to refer) or employment. The service sees only what you name."
    return [_link("Hand over to a service", url, needs) | {"outlined": True}]


def _with_reminders(known: About) -> list[dict[str, Any]]:
    """For whoever works with the person today: nobody else reads where they are written to."""
    has_place = any(
        each.state in _HAS_A_PLACE and each.hub and each.hub.team_id in known.user.team_ids
        for each in known.referrals
    )
    if not (known.may_write or (has_place and known.user.may(Permission.RUN_SESSIONS))):
        return []
    url = reverse("reminders_want", args=[known.person.uuid])
    return [_link("Reminders", url, "Before sessions, by text or e-mail, if they want.") | {"outlined": True}]


def _with_holding(known: About) -> list[dict[str, Any]]:
    """Who holds the person, and who may see the record."""
    user, where, acts = known.user, [known.person.uuid], []
    if user.may(Permission.MOVE_CASELOAD) and is_handed_over_by(user, known.holdings):
        needs = "To another practitioner or team. Your team reads the record for 90 days."
        acts.append(_link("Hand over", reverse("caseload_move", args=where), needs) | {"outlined": True})
    if user.may(Permission.LIMIT_ACCESS):
        needs = "Restrict the record, or exclude a user from it."
        acts.append(
            _link("Who may see this record", reverse("limit_list", args=where), needs) | {"outlined": True}
        )
    return acts


def _link(label: str, url: str, needs: str) -> dict[str, Any]:
    return {"label": label, "url": url, "needs": needs, "get": True}
