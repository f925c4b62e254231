"""Pages of one measure: its figures, and entering one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.answering import answer_form, form_page, typed
from foundation.lifecycle.transitions import Refused

from .. import access, scope
from . import entering, pages
from .forms import FigureForm
from .reading import entered_of


@requires(Permission.READ_PLAN)
@require_safe
def measure_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A measure: what it counts, every figure with where it is from, its course."""
    read = scope.measure_read_by(request.user, uuid)
    may_enter = read.said.is_entered and entering.may_enter(request.user, read.row)
    context = pages.about(read, may_enter=may_enter) | {
        "may_enter": may_enter,
        "keeps": access.keeps_plan(request.user, read.plan),
        "may_act": request.user.may(Permission.WRITE_RETURN) and not read.is_lost,
    }
    return render(request, "partnership/figures/measure.html", context)


@requires(Permission.ENTER_FIGURE)
@form_page
def figure_enter(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Enter the figure of a period, or put one right (`?period=`)."""
    read = scope.measure_read_by(request.user, uuid)
    measure = read.row
    entering.ask_who_enters(request.user, measure)
    if not measure.is_entered:
        raise Refused("Published reports give this measure its figures; nobody enters them.")
    standing = entered_of(measure, request.GET.get("period", ""))
    form = FigureForm(
        typed(request), measure=measure, standing=standing, initial={"period": request.GET.get("period", "")}
    )

    def save() -> None:
        try:
            entering.enter(measure, by=request.user, **form.said)
        except entering.NotEntered as wrong:
            raise form.error_on(wrong.field, str(wrong)) from wrong

    return answer_form(
        request,
        "partnership/figures/enter.html",
        form,
        save,
        done="The figure is saved.",
        to=lambda: reverse("measure_detail", args=[measure.uuid]),
        measure=read.said,
        counts_people=measure.counts_people,
        standing=standing,
    )
