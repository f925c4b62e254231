"""From a register to the induction of somebody on it."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import inducting


@require_safe
@requires(Permission.RECORD_INDUCTION)
def induction_at_hub(request: SignedInRequest, uuid: UUID, slug: str) -> HttpResponse:
    """To the page of the induction and back again; without an accepted referral, what has to come first and by whom."""
    person, hub = inducting.person_at(request.user, uuid, slug)
    trail.shown(request, [person], purpose="induction")
    referral, back = inducting.standing_referral(request.user, person, hub), inducting.way_back(request)
    if referral and referral.state in inducting.INDUCTED_FROM:
        query = f"?{urlencode({'next': back})}" if back else ""
        return redirect(reverse("induction_record", args=[referral.uuid]) + query)
    context = {"person": person, "hub": hub, "referral": referral, "back_to": back}
    return render(request, "referrals/induction_at_hub.html", context)
