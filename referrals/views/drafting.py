"""Writing a referral, part by part, in any order."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import say_time
from foundation.lifecycle.transitions import NotReady, Refused, check
from people.scope import person_seen_by

from .. import actions, pages, scope, sections
from ..forms import SECTION_FORMS, SectionForm
from ..models import Referral
from ..states import ReferralState as S
from .answers import conflict

_DISCARDED = "discarded_draft"  # the draft this session discarded last, of which no row is left


def _draft(request: SignedInRequest, uuid: UUID) -> Referral:
    """The referral, if it is a draft this user writes; else 404, NotYou (403) or WrongState (409)."""
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    check(referral, "submit", by=request.user)
    return referral


def _read_elsewhere(request: SignedInRequest, uuid: UUID) -> HttpResponse | None:
    """Going back to a page of the draft after it was submitted leads to the referral's own page."""
    is_read = request.method in ("GET", "HEAD")
    if is_read and scope.referral_seen_by(request.user, uuid).state != S.DRAFT:
        return redirect("referral_detail", uuid)
    return None


@require_POST
@requires(Permission.WRITE_REFERRAL)
def referral_start(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Begin a draft about a person in scope, or go on with the one this user has."""
    person = person_seen_by(request.user, uuid)
    trail.shown(request, [person], purpose="referral")
    referral = actions.begin_draft(person, by=request.user)
    return redirect("referral_tasks", referral.uuid)


@require_safe
@requires(Permission.WRITE_REFERRAL)
def referral_tasks(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The task list."""
    if elsewhere := _read_elsewhere(request, uuid):
        return elsewhere
    return render(request, "referrals/tasks.html", pages.tasks(_draft(request, uuid), request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_REFERRAL)
def referral_section(request: SignedInRequest, uuid: UUID, section: str) -> HttpResponse:
    """One part: a form, or what is recorded about the person with the pages that record it."""
    found = sections.section_called(section)
    if found is None:
        raise Http404
    if elsewhere := _read_elsewhere(request, uuid):
        return elsewhere
    referral = _draft(request, uuid)
    form_class = SECTION_FORMS.get(section)
    if form_class is None:
        return render(request, "referrals/section_read.html", pages.section(found, referral, request.user))
    form = form_class(request.POST or None, referral=referral)
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill(referral, by=request.user, version=form.cleaned_data["version"], **form.answers())
        except actions.DraftChanged as changed:
            return _two_versions(request, found, changed, form_class)
        return redirect("referral_tasks", uuid)
    context = pages.section(found, referral, request.user) | {"form": form}
    return render(request, f"referrals/section_{_template_of(section)}.html", context)


@require_POST
@requires(Permission.WRITE_REFERRAL)
def referral_section_save(request: SignedInRequest, uuid: UUID, section: str) -> JsonResponse:
    """Save a part while it is written. The page's script reads the new `version`, or what is `missing` before that."""
    form_class = SECTION_FORMS.get(section)
    if form_class is None:
        raise Http404
    referral = _draft(request, uuid)
    form = form_class(request.POST, referral=referral)
    if not form.is_valid():
        return JsonResponse({"missing": next(iter(form.errors.values()))[0]})
    try:
        saved = actions.fill(
            referral, by=request.user, version=form.cleaned_data["version"], **form.answers()
        )
    except actions.DraftChanged as changed:
        return JsonResponse({"refusal": str(changed)}, status=409)
    return JsonResponse({"version": saved.version, "at": say_time(timezone.now())})


def _template_of(section: str) -> str:
    return section if section in ("needs", "risk") else "form"


def _two_versions(
    request: SignedInRequest,
    found: sections.Section,
    changed: actions.DraftChanged,
    form_class: type[SectionForm],
) -> HttpResponse:
    """409: what was typed stays in the form, what was saved meanwhile stands above it."""
    form = form_class(request.POST, referral=changed.now)
    form.with_version(changed.now.version)
    context = pages.section(found, changed.now, request.user) | {"form": form, "changed": changed}
    return render(request, f"referrals/section_{_template_of(found.slug)}.html", context, status=409)


@require_safe
@requires(Permission.WRITE_REFERRAL)
def referral_check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Check your answers; submit when nothing is missing."""
    if elsewhere := _read_elsewhere(request, uuid):
        return elsewhere
    return render(request, "referrals/check.html", pages.check_answers(_draft(request, uuid), request.user))


@require_POST
@requires(Permission.WRITE_REFERRAL)
def referral_submit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Send it to the hub. A second click on the same page leads to the same confirmation."""
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    if scope.was_submitted_from(referral, request.POST.get("version", ""), by=request.user):
        return redirect("referral_submitted", uuid)
    try:
        actions.submit(referral, by=request.user)
    except (NotReady, actions.AlreadyOpen) as refusal:
        draft = scope.referral_seen_by(request.user, uuid)
        context = pages.check_answers(draft, request.user) | {"refusal": refusal}
        return render(request, "referrals/check.html", context, status=409)
    return redirect("referral_submitted", uuid)


@require_safe
@requires(Permission.WRITE_REFERRAL)
def referral_submitted(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The confirmation: the reference and what happens next."""
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    if referral.state == S.DRAFT:
        return redirect("referral_tasks", uuid)
    return render(request, "referrals/submitted.html", {"referral": referral})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_REFERRAL)
def referral_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask, then remove the draft. Sent twice, there is nothing left to say but that it is gone."""
    if request.method == "POST" and request.session.get(_DISCARDED) == str(uuid):
        return redirect("referral_list")
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    check(referral, "discard", by=request.user)
    if request.method != "POST":
        return render(request, "referrals/discard.html", pages.about(referral, request.user))
    try:
        actions.discard(referral, by=request.user)
    except Refused as refusal:
        return conflict(request, uuid, refusal)
    request.session[_DISCARDED] = str(uuid)
    messages.success(request, f"Draft {referral.reference} is discarded.")
    return redirect("referral_list")
