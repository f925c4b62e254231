"""Pages of priorities, where the plan is worked on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.answering import answer_form, form_page, typed

from ... import scope
from .. import priorities
from ..forms import LeaveOutForm, PriorityChangeForm, PriorityForm
from .asked import plan_url

WORK = "partnership_plan_work"


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_priority_create(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Add a priority."""
    plan = scope.plan_of(request.user, uuid)
    form = PriorityForm(typed(request))
    return answer_form(
        request,
        "partnership/plans/priority.html",
        form,
        lambda: priorities.put_priority(plan, by=request.user, **form.cleaned_data),
        done="The priority is added.",
        to=lambda: plan_url(plan, WORK),
        plan=plan,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_priority_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Word a priority anew."""
    priority = scope.priority_of(request.user, uuid)
    said = {name: getattr(priority, name) for name in ("title", "why", "seen_as")}
    form = PriorityChangeForm(typed(request), initial=said)
    return answer_form(
        request,
        "partnership/plans/priority.html",
        form,
        lambda: priorities.put_priority(priority.plan, by=request.user, of=priority, **form.cleaned_data),
        done="The priority is saved.",
        to=lambda: plan_url(priority.plan, WORK),
        plan=priority.plan,
        priority=priority,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def partnership_priority_drop(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Leave a priority out with its measures: the next version says that the plan lost them."""
    priority = scope.priority_of(request.user, uuid)
    form = LeaveOutForm(typed(request), initial={"seen_as": priority.seen_as})
    return answer_form(
        request,
        "partnership/plans/priority_drop.html",
        form,
        lambda: priorities.leave_out(priority, by=request.user, **form.cleaned_data),
        done="The priority is left out. The next version of the plan says so.",
        to=lambda: plan_url(priority.plan, WORK),
        plan=priority.plan,
        priority=priority,
    )


@requires(Permission.KEEP_PLAN)
@require_POST
def partnership_priority_raise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Move a priority up by one place."""
    priority = scope.priority_of(request.user, uuid)
    priorities.move_up(priority, by=request.user)
    messages.success(request, f"“{priority}” is moved up. Others read the new order with the next version.")
    return redirect(plan_url(priority.plan, WORK))
