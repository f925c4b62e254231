"""How a refusal is answered when something had been typed."""

from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from foundation.accounts.requests import SignedInRequest
from foundation.audit import trail
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused

from .. import history, scope


def conflict(
    request: SignedInRequest, uuid: UUID, refusal: Refused, form: BaseForm | None = None
) -> HttpResponse:
    """409: what happened meanwhile, and what was typed, to be copied. Http404 when it left the user's scope."""
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    context = {
        "refusal": refusal,
        "now": history.how_it_stands(referral),
        "back_url": history.page_of(referral),
    }
    if form is not None and form.is_bound:
        context["typed"] = words_of(form)
    return render(request, "409.html", context, status=409)
