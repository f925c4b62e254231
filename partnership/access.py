"""Who of a partnership may do what (product: Who uses it).

Officers keep the plan, decide on returns and keep scrutiny of their own partnership; users of a partner write for that
partner alone; members of the scrutiny committee ask, and read what is published.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from foundation.accounts.models import Organisation
from foundation.accounts.roles import Permission

from .states import PartnerKind

_K = Organisation.Kind
# Of which organisations a team may be that writes for a partner (decision 145).
WRITES_FOR: dict[str, frozenset[str]] = {
    PartnerKind.COUNCIL: frozenset({_K.PARTNER}),
    PartnerKind.POLICE: frozenset({_K.PARTNER}),
    PartnerKind.PROBATION: frozenset({_K.PARTNER, _K.PROBATION}),
    PartnerKind.HEALTH: frozenset({_K.PARTNER, _K.PARTNER_SERVICE}),
    PartnerKind.FIRE: frozenset({_K.PARTNER}),
    PartnerKind.OTHER: frozenset({_K.PARTNER, _K.PARTNER_SERVICE}),
}


def is_officer_of(user: Any, partnership: Any) -> bool:
    """Whether the user is in the partnership's own team."""
    return user.may(Permission.KEEP_PLAN) and partnership.team_id in user.team_ids


def is_of_partner(user: Any, partner: Any) -> bool:
    """Whether the user is in the partner's team, and the partner takes part today."""
    return partner.team_id in user.team_ids and partner.takes_part_on(timezone.localdate())


def scrutinises(user: Any, partnership: Any) -> bool:
    """Whether the user is on the committee that scrutinises the partnership."""
    return user.may(Permission.ASK_QUESTION) and partnership.scrutiny_id in user.team_ids


def keeps_plan(user: Any, plan: Any) -> bool:
    return is_officer_of(user, plan.partnership)


def enters_figures_of(user: Any, owner: Any) -> bool:
    """The partner that owns a measure enters its figures, or an officer for it."""
    return is_of_partner(user, owner) or is_officer_of(user, owner.partnership)


def writes_for_partner(user: Any, row: Any) -> bool:
    """Of whatever belongs to a partner."""
    return is_of_partner(user, row.partner)


def writes_return(user: Any, quarterly: Any) -> bool:
    return is_of_partner(user, quarterly.partner)


def decides_return(user: Any, quarterly: Any) -> bool:
    return is_officer_of(user, quarterly.partner.partnership)


def keeps_scrutiny(user: Any, row: Any) -> bool:
    """Of a question or a recommendation."""
    return is_officer_of(user, row.partner.partnership)


def answers_question(user: Any, question: Any) -> bool:
    return is_of_partner(user, question.partner)


def approves_response(user: Any, question: Any) -> bool:
    """An officer, and not the one who wrote the response."""
    return keeps_scrutiny(user, question) and question.answered_by_id != user.pk


def decides_correction(user: Any, correction: Any) -> bool:
    """An officer, and not the one who wrote it."""
    return keeps_scrutiny(user, correction.question) and correction.written_by_id != user.pk


def answers_recommendation(user: Any, recommendation: Any) -> bool:
    return is_of_partner(user, recommendation.partner)


def takes_question_back(user: Any, question: Any) -> bool:
    """Whoever asked, while they are on the committee; an officer who entered it for a member. Any officer, once whoever
    asked is here no longer.
    """
    partnership = question.partnership
    if question.asked_by_id == user.pk:
        return _asks_in(user, partnership)
    return is_officer_of(user, partnership) and not _asks_in(question.asked_by, partnership)


def _asks_in(user: Any, partnership: Any) -> bool:
    return user.is_active and (scrutinises(user, partnership) or is_officer_of(user, partnership))


def builds_pack(user: Any, pack: Any) -> bool:
    return is_officer_of(user, pack.partnership)
