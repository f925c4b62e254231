"""From a register of a hub to the induction of somebody on it: which referral it belongs to, or who can do what."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.accounts.models import User
from foundation.accounts.requests import SignedInRequest
from hubs.models import Hub
from people.models import Person
from people.scope import person_seen_by

from .models import Referral
from .states import ReferralState as S

INDUCTED_FROM = (S.ACCEPTED, S.STARTED)
BEFORE = (S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED, S.WAITING, S.ON_HOLD)


def person_at(user: User, uuid: UUID, slug: str) -> tuple[Person, Hub]:
    """Raises Http404 for a person out of scope, and for a hub where the user does not work."""
    return person_seen_by(user, uuid), get_object_or_404(Hub.objects.worked_at_by(user), slug=slug)


def standing_referral(user: User, person: Person, hub: Hub) -> Referral | None:
    """The referral of the person to the hub that an induction would start, else one still on its way there."""
    theirs = Referral.objects.visible_to(user).filter(person=person, hub=hub)
    found = {each.state: each for each in theirs.filter(state__in=[*INDUCTED_FROM, *BEFORE])}
    return next((found[state] for state in (*INDUCTED_FROM, *BEFORE) if state in found), None)


def way_back(request: SignedInRequest) -> str:
    """Where the page was opened from (`next`), if that is ours; else nothing."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if is_ours else ""
