"""Changing what a referral says after it was submitted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused

from .. import actions, amending, scope, sections
from ..forms import AMENDING_FORMS, SectionForm
from ..models import Referral
from .answers import conflict


def _seen(request: SignedInRequest, uuid: UUID) -> Referral:
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    return referral


@require_safe
@requires(Permission.AMEND_REFERRAL)
def referral_amend(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the referral says, part by part, and what was changed already."""
    referral = _seen(request, uuid)
    actions.check_amend(referral, by=request.user)
    return render(request, "referrals/amend.html", amending.parts(referral, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.AMEND_REFERRAL)
def referral_amend_part(request: SignedInRequest, uuid: UUID, section: str) -> HttpResponse:
    """Change one part, and say why."""
    found, form_class = sections.section_called(section), AMENDING_FORMS.get(section)
    if found is None or form_class is None:
        raise Http404
    referral = _seen(request, uuid)
    form = form_class(request.POST or None, referral=referral)
    try:
        actions.check_amend(referral, by=request.user)
        if request.method == "POST" and form.is_valid():
            return _amended(request, referral, form)
    except actions.AmendedMeanwhile as changed:
        return _two_versions(request, found, changed, form_class)
    except Refused as refusal:
        return conflict(request, uuid, refusal, form)
    return _page(request, found, referral, {"form": form})


def _amended(request: SignedInRequest, referral: Referral, form: SectionForm) -> HttpResponse:
    made = actions.amend(referral, by=request.user, version=form.cleaned_data["version"], **form.answers())
    if made:
        messages.success(request, f"{referral.reference} is changed. The other side is told.")
    else:
        messages.info(request, "Nothing is changed: the referral said this already.")
    return redirect("referral_detail", referral.uuid)


def _two_versions(
    request: SignedInRequest,
    found: sections.Section,
    changed: actions.AmendedMeanwhile,
    form_class: type[SectionForm],
) -> HttpResponse:
    """409: what was typed stays in the form, what was saved meanwhile stands above it."""
    form = form_class(request.POST, referral=changed.now)
    form.with_version(changed.now.version)
    return _page(request, found, changed.now, {"form": form, "changed": changed}, status=409)


def _page(
    request: SignedInRequest,
    found: sections.Section,
    referral: Referral,
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context = amending.part(found, referral, request.user) | more
    return render(request, "referrals/amend_part.html", context, status=status)
