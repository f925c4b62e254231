"""Pages of measures, where the plan is worked on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.answering import answer_form, form_page, typed

from ... import scope
from .. import actions
from ..forms import LeaveOutForm, MeasureChangeForm, MeasureForm, SourceForm, declared_as
from .asked import plan_url


@requires(Permission.KEEP_PLAN)
@form_page
def measure_create(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is measured first; then whose it is, and what is to be reached."""
    priority = scope.priority_of(request.user, uuid)
    about = {"priority": priority, "plan": priority.plan}
    chosen = SourceForm(request.GET or None)
    if not chosen.is_valid():
        return render(request, "partnership/plans/measure_source.html", about | {"form": chosen})
    of = chosen.chosen
    form = MeasureForm(
        typed(request),
        plan=priority.plan,
        declared=of,
        initial={"title": of.title if of else "", "frequency": "quarterly"},
    )
    return answer_form(
        request,
        "partnership/plans/measure.html",
        form,
        lambda: actions.add_measure(priority, by=request.user, **form.said),
        done="The measure is added.",
        to=lambda: plan_url(priority.plan, "partnership_plan_work"),
        declared=of,
        **about,
    )


@requires(Permission.KEEP_PLAN)
@form_page
def measure_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Owner, baseline, target and floor said anew."""
    measure = scope.measure_of(request.user, uuid)
    form = MeasureChangeForm(
        typed(request), plan=measure.priority.plan, declared=declared_as(measure.indicator), measure=measure
    )
    return answer_form(
        request,
        "partnership/plans/measure.html",
        form,
        lambda: actions.change_measure(
            measure, by=request.user, seen_as=form.cleaned_data["seen_as"], **form.said
        ),
        done="Saved. Others read it with the next version of the plan.",
        to=lambda: plan_url(measure.priority.plan, "partnership_plan_work"),
        measure=measure,
        priority=measure.priority,
        plan=measure.priority.plan,
        declared=declared_as(measure.indicator),
    )


@requires(Permission.KEEP_PLAN)
@form_page
def measure_drop(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Leave a measure out: the next version says that the plan lost it."""
    measure = scope.measure_of(request.user, uuid)
    form = LeaveOutForm(typed(request), initial={"seen_as": measure.seen_as})
    return answer_form(
        request,
        "partnership/plans/measure_drop.html",
        form,
        lambda: actions.drop_measure(measure, by=request.user, **form.cleaned_data),
        done="The measure is left out. The next version of the plan says so.",
        to=lambda: plan_url(measure.priority.plan, "partnership_plan_work"),
        measure=measure,
        plan=measure.priority.plan,
    )
