"""Pages of the plan: read, worked on, adopted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.answering import answer_form, form_page, typed
from foundation.lifecycle.transitions import can, check

from ... import access, scope
from ...models import Plan, PlanVersion
from .. import actions, pages
from ..forms import AdoptForm, BecauseForm, PlanChangeForm, PlanForm
from ..working_copy import WorkingCopy
from .asked import READS, plan_url


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_plan_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Draft a plan."""
    partnership = scope.partnership_of(request.user, slug)
    form, made = PlanForm(typed(request)), []
    return answer_form(
        request,
        "partnership/plans/plan.html",
        form,
        lambda: made.append(actions.draft(partnership, by=request.user, **form.cleaned_data)),
        done="The plan is drafted. Add its priorities.",
        to=lambda: plan_url(made[0], "partnership_plan_work"),
        partnership=partnership,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_plan_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say title, days and purpose anew."""
    plan = scope.plan_of(request.user, uuid)
    said = {name: getattr(plan, name) for name in ("title", "begins_on", "ends_on", "purpose", "seen_as")}
    form = PlanChangeForm(typed(request), initial=said)
    return answer_form(
        request,
        "partnership/plans/plan.html",
        form,
        lambda: actions.change(plan, by=request.user, **form.cleaned_data),
        done="Saved. Others read it with the next version.",
        to=lambda: plan_url(plan, "partnership_plan_work"),
        partnership=plan.partnership,
        plan=plan,
    )


@requires(*READS)
@require_safe
def partnership_plan_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The plan on a page, as it was adopted last; a draft leads its officers to where they work on it.

    Members of the committee read the figures that are public.
    """
    plan = scope.plan_of(request.user, uuid)
    version = scope.standing_version(plan)
    if version is None:
        return redirect("partnership_plan_work", plan.uuid)
    return _plan_page(request, plan, version)


@requires(*READS)
@require_safe
def partnership_plan_version(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """A version of the plan, with what it changed and why."""
    plan = scope.plan_of(request.user, uuid)
    return _plan_page(request, plan, scope.version_of(plan, number))


def _plan_page(request: SignedInRequest, plan: Plan, version: PlanVersion) -> HttpResponse:
    reads_plan = request.user.may(Permission.READ_PLAN)
    context = pages.on_a_page(plan, version, public=not reads_plan) | {
        "versions": scope.versions_of(plan),
        "keeps": access.keeps_plan(request.user, plan),
        "opens_measures": reads_plan,
    }
    return render(request, "partnership/plans/detail.html", context)


@requires(Permission.KEEP_PLAN)
@require_safe
def partnership_plan_work(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The plan as it is worked on, with what would change and what is still missing."""
    plan = scope.plan_of(request.user, uuid)
    context = pages.as_worked_on(plan, scope.standing_version(plan))
    context["may_abandon"] = can(request.user, "abandon", plan)
    return render(request, "partnership/plans/work.html", context)


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_plan_adopt(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Adopt the plan as it is worked on: what would change is read first."""
    plan = scope.plan_of(request.user, uuid)
    version = scope.standing_version(plan)
    check(plan, "revise" if version else "adopt", by=request.user)
    shown = pages.as_worked_on(plan, version)
    seen_as = WorkingCopy(plan, shown["planned"]).seen_as
    form = AdoptForm(typed(request), initial={"adopted_on": today(), "seen_as": seen_as})
    return answer_form(
        request,
        "partnership/plans/adopt.html",
        form,
        lambda: actions.adopt(
            plan,
            by=request.user,
            why=form.cleaned_data["why"],
            on=form.cleaned_data["adopted_on"],
            seen_as=form.cleaned_data["seen_as"],
        ),
        done="The plan is adopted. Everybody reads this version now.",
        to=lambda: plan_url(plan),
        **shown,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_plan_abandon(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Give up a draft."""
    plan = scope.plan_of(request.user, uuid)
    check(plan, "abandon", by=request.user)
    form = BecauseForm(typed(request))
    return answer_form(
        request,
        "partnership/plans/abandon.html",
        form,
        lambda: actions.abandon(plan, by=request.user, because=form.cleaned_data["because"]),
        done="The draft is abandoned.",
        to=lambda: reverse("partnership_detail", args=[plan.partnership.slug]),
        plan=plan,
    )
