"""One referral."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import listing, pages, scope
from ..states import ReferralState as S
from ..summary import page as summary


@require_safe
@requires(Permission.VIEW_REFERRAL)
def referral_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One referral: what it says, what can be done now, what is missing and what has happened."""
    referral = scope.referral_seen_by(request.user, uuid)
    if referral.state == S.DRAFT:
        return redirect("referral_tasks", uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    context = pages.detail(referral, request.user) | {"back_url": listing.way_back(request)}
    return render(request, "referrals/detail.html", context)


@require_safe
@requires(Permission.VIEW_REFERRAL)
def referral_summary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The summary at the end of support; the referral itself where support goes on, or ended in another way."""
    referral = scope.summary_seen_by(request.user, uuid)
    if referral.state != S.COMPLETED:
        return redirect("referral_detail", uuid)
    trail.shown(request, [referral], purpose=f"end of support {referral.reference}")
    context = pages.about(referral, request.user) | summary.about(referral)
    context["sees_referral"] = scope.still_seen(request.user, referral)
    return render(request, "referrals/summary/summary.html", context)
