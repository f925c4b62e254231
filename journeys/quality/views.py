"""The pages of the quality sample: hubs, one hub's scores and records, and reading one record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import access, actions, course, reading, record
from .forms import ReadingForm
from .questions import questions_of


@require_safe
@requires(Permission.READ_QUALITY)
def quality_list(request: SignedInRequest) -> HttpResponse:
    """The user's hubs: what is left to read, and the latest scores."""
    return render(request, "journeys/quality/list.html", {"hubs": reading.hubs_for(request.user)})


@require_safe
@requires(Permission.READ_QUALITY)
def quality_hub(request: SignedInRequest, slug: str) -> HttpResponse:
    """Scores by month and by question, and the records of the latest sample."""
    user: Any = request.user
    samples = reading.samples_of(user, slug)
    latest = samples[0]
    found = reading.records_of(user, latest.sample)
    trail.shown(request, [each.referral for each in found], purpose=f"case-quality sample, {latest.sample}")
    context = {
        "samples": samples,
        "latest": latest,
        "picture": course.course_of(samples),
        "records": [(each, reading.state_for(user, each), latest.by_record.get(each.pk)) for each in found],
    }
    return render(request, "journeys/quality/hub.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_QUALITY)
def quality_read(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A record with the questions about it, while it is this user's to read; read twice, what both said."""
    user: Any = request.user
    drawn = reading.record_for(user, uuid)
    trail.shown(request, [drawn.referral], purpose=f"case-quality sample, {drawn.sample}")
    if drawn.is_read_twice and request.method != "POST":
        context = {"record": drawn, "answers": reading.answers_of(drawn)}
        return render(request, "journeys/quality/read.html", context)
    access.ask_to_read(user, drawn)
    form = ReadingForm(request.POST or None, questions=questions_of(drawn.sample.questions))
    if request.method == "POST" and form.is_valid():
        try:
            actions.read_record(drawn, by=user, scores=form.scores, remark=form.cleaned_data["remark"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Your answers are recorded.")
            return redirect("quality_hub", drawn.sample.hub.slug)
    context = {"record": drawn, "form": form} | record.about(drawn)
    return render(request, "journeys/quality/record.html", context)
