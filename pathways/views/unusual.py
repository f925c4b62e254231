"""What looks unusual among claims and attendance, and what was found out about it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from foundation.accounts.access import NotYou, requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.paging import CountFreePaginator

from .. import actions as pathways
from .. import reading
from ..claims import anomalies
from ..forms import ExplainForm
from .answering import attempt, form_page, typed
from .tabs import tabs_of

PER_PAGE = 25


@require_safe
@requires(Permission.VERIFY_MILESTONE)
def unusual_list(request: SignedInRequest) -> HttpResponse:
    """What the rules find, the newest first; `?rule=` narrows it to one, `?show=explained` is what was looked into."""
    user: Any = request.user
    rule, explained = request.GET.get("rule", ""), request.GET.get("show") == "explained"
    looked = anomalies.look(user, rule)
    found = looked.explained if explained else looked.open
    page = CountFreePaginator(found, PER_PAGE).page(request.GET.get("page"))
    findings = list(page.object_list)
    told = anomalies.explanations_of(user, findings) if explained else {}
    page.object_list = [(each, told.get((each.rule.slug, each.found.about))) for each in findings]
    people = [finding.found.person for finding in findings if finding.found.person]
    trail.shown(request, people, purpose="unusual claims")
    context = {
        "page": page,
        "opened": reading.open_among([claim for finding in findings for claim in finding.found.claims], user),
        "looked": looked,
        "rules": list(anomalies.RULES.values()),
        "rule": anomalies.RULES.get(rule),
        "explained": explained,
        "tabs": tabs_of(user, "unusual_list"),
    }
    return render(request, "pathways/unusual_list.html", context)


@form_page
@requires(Permission.VERIFY_MILESTONE)
def unusual_explain(request: SignedInRequest, rule: str, about: int) -> HttpResponse:
    """Say what was found out about one of them."""
    user: Any = request.user
    finding = anomalies.finding_of(user, rule, about)
    if finding is None:
        raise Http404
    if finding.found.was_recorded_by(user):
        raise NotYou("Somebody who did not record it says what was found out about it.")
    trail.shown(request, [finding.found.person] if finding.found.person else [], purpose="unusual claims")
    form = ExplainForm(typed(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: pathways.explain(finding, by=user, **form.cleaned_data))
        if not status:
            messages.success(request, "What you found out is recorded")
            return redirect("unusual_list")
    opened = reading.open_among(finding.found.claims, user)
    context = {"finding": finding, "found": finding.found, "opened": opened, "form": form}
    return render(request, "pathways/unusual_explain.html", context, status=status)
