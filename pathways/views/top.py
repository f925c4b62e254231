"""TOP forms: recorded, read, put right, and what changed between them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from people.models import Person

from .. import access
from .. import actions as pathways
from ..forms import CorrectProfileForm, ProfileForm, RemoveForm
from ..models import OutcomesProfile, Pathway
from ..profiles import change, reading
from .answering import about, attempt, form_page, typed

TOP = "treatment outcomes"


@require_safe
@requires(Permission.VIEW_TOP)
def top_list(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every form of the person, what changed since the start, and a picture of each item."""
    pathway = reading.pathway_with_forms(request.user, uuid)
    trail.shown(request, [pathway.person], purpose=TOP)
    profiles = reading.profiles_of(request.user, pathway.person)
    pair = change.pair_of(profiles)
    context = about(pathway) | {
        "profiles": profiles,
        "pair": pair,
        "sections": change.lines_of(profiles, pair),
        "may_record": access.may_record(request.user, pathway),
    }
    return render(request, "pathways/top_list.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY)
def top_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record a form that was filled in with the person."""
    pathway = reading.pathway_with_forms(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    trail.shown(request, [pathway.person], purpose=TOP)
    form, status = ProfileForm(typed(request)), 200
    if request.method == "POST" and form.is_valid():
        recorded: list[OutcomesProfile] = []

        def record() -> None:
            given = form.about_itself()
            recorded.append(
                pathways.record_top(pathway.person, by=request.user, answers=form.answers, **given)
            )

        status = attempt(form, record)
        if not status:
            messages.success(request, f"{recorded[0]} recorded")
            return redirect("top_detail", recorded[0].uuid)
    return render(request, "pathways/top_record.html", about(pathway) | {"form": form}, status=status)


@require_safe
@requires(Permission.VIEW_TOP)
def top_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One form: the days it asks about, every answer, and what corrections changed."""
    profile = reading.profile_for(request.user, uuid)
    trail.shown(request, [profile.person], purpose=TOP)
    return render(request, "pathways/top_detail.html", _about_form(request, profile) | {
        "sections": reading.answers_in_words(profile),
        "former": reading.former_versions(profile),
        "may_correct": _may_correct(request, profile),
    })  # fmt: skip


@form_page
@requires(Permission.RECORD_PATHWAY)
def top_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put a form right; what was written before is kept."""
    profile = reading.profile_for(request.user, uuid)
    access.ask_to_work_with(request.user, profile.person)
    trail.shown(request, [profile.person], purpose=TOP)
    form, status = CorrectProfileForm(typed(request), profile=profile), 200
    if request.method == "POST" and form.is_valid():

        def correct() -> None:
            given = form.about_the_correction()
            pathways.correct_top(profile, by=request.user, answers=form.answers, **given)

        status = attempt(form, correct)
        if not status:
            messages.success(request, f"{profile} corrected. What was written before is kept")
            return redirect("top_detail", profile.uuid)
    return render(
        request, "pathways/top_correct.html", _about_form(request, profile) | {"form": form}, status=status
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def top_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take out a form that is about somebody else. Sent twice, it is done once."""
    seen_by = reading.profile_ever_for if request.method == "POST" else reading.profile_for
    profile = seen_by(request.user, uuid)
    access.ask_to_work_with(request.user, profile.person)
    trail.shown(request, [profile.person], purpose=TOP)
    form, status = RemoveForm(typed(request), initial={"seen_as": profile.seen_as}), 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: pathways.remove_top(profile, by=request.user, **form.cleaned_data))
        if not status:
            messages.success(request, f"{profile} taken out as entered in error")
            return _back(reading.pathway_of(request.user, profile), profile)
    context = _about_form(request, profile) | {"form": form}
    return render(request, "pathways/top_remove.html", context, status=status)


def _back(pathway: Pathway | None, profile: OutcomesProfile) -> HttpResponse:
    """Back to the forms; to the person where they have no pathway with forms."""
    return redirect("top_list", pathway.uuid) if pathway else redirect("person_detail", profile.person.uuid)


def _about_form(
    request: SignedInRequest, profile: OutcomesProfile
) -> dict[str, OutcomesProfile | Pathway | Person | None]:
    pathway = reading.pathway_of(request.user, profile)
    return {"profile": profile, "person": profile.person, "pathway": pathway}


def _may_correct(request: SignedInRequest, profile: OutcomesProfile) -> bool:
    return request.user.may(Permission.RECORD_PATHWAY) and access.works_with(request.user, profile.person)
