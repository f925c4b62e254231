"""Search before create, and the list of people."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import LOOKING_UP, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation

from .. import actions, scope
from ..finding import lists, searches
from ..finding.matching import Match, Sought
from ..forms import CaseloadFilter, PersonForm, SearchForm
from ..tables.people import PersonTable
from .writing import typed


@requires(Permission.SEARCH_PEOPLE)
@require_http_methods(["GET", "POST"])
@limited(LOOKING_UP)
def person_search(request: SignedInRequest) -> HttpResponse:
    """The search page, and where the search box of every page posts its `q`. What is typed never enters an address."""
    form = SearchForm()
    if request.method == "POST":
        form = (
            SearchForm.of_words(request.POST["q"])
            if "q" in request.POST
            else SearchForm.of_fields(request.POST)
        )
        if form.is_valid():
            return redirect("person_search_results", searches.keep(request, form.sought))
    return render(request, "people/person_search.html", {"form": form})


@requires(Permission.SEARCH_PEOPLE)
@require_safe
def person_search_results(request: SignedInRequest, token: uuids.UUID) -> HttpResponse:
    """Who was found, with why each was. One audit event with everybody shown; an empty answer is recorded too."""
    sought = searches.kept(request, token)
    matches = _shown(request, sought)
    return render(
        request,
        "people/person_search_results.html",
        {
            "token": token,
            "sought": sought,
            "exact": [match for match in matches if match.is_exact],
            "near": [match for match in matches if not match.is_exact],
            "most": scope.MOST_SHOWN,
            "may_create": request.user.may(Permission.CREATE_PERSON),
        },
    )


@requires(Permission.CREATE_PERSON)
@require_http_methods(["GET", "POST"])
@limited(LOOKING_UP)
def person_create(request: SignedInRequest, token: uuids.UUID) -> HttpResponse:
    """Add the person who was not found; only from a search of this session. A second click opens the first's person."""
    sought = searches.kept(request, token)
    if made := scope.made_from(request.user, token):
        return redirect("person_detail", made.uuid)
    form = PersonForm(typed(request), initial=PersonForm.start_from(sought))
    status = 200
    matches = _shown(request, form.sought if form.is_valid() else sought)
    if form.is_valid() and _were_looked_at(request, matches):
        try:
            person = actions.create_person(by=request.user, uuid=token, **form.cleaned_data)
        except actions.AlreadyRecorded as refusal:
            status = 409
            for field in refusal.fields:
                form.add_error(
                    field, "A person you can see has this number. Open that record, or check the number."
                )
        else:
            trail.shown(request, [person], operation=Operation.COLLECTION)
            return redirect("person_detail", person.uuid)
    context = {"form": form, "token": token, "matches": matches}
    return render(request, "people/person_create.html", context, status=status)


def _were_looked_at(request: SignedInRequest, matches: list[Match]) -> bool:
    """Whether the page that was sent had shown every near match; what is typed may bring up others."""
    looked_at = set(request.POST.getlist("looked_at"))
    return all(match.is_exact or str(match.person.uuid) in looked_at for match in matches)


def _shown(request: SignedInRequest, sought: Sought) -> list[Match]:
    matches = scope.matches_seen_by(request.user, sought)
    trail.shown(request, [match.person for match in matches], purpose="search")
    return matches


@requires(Permission.VIEW_PERSON)
@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    """The caseload: mine, my team's, or those that moved away lately; for a hub, the people it works with."""
    tabs = lists.tabs_for(request.user, request.GET.get("held", ""))
    filter_form = CaseloadFilter(request.GET)
    people = lists.people_on(request.user, tabs, filter_form)
    table = PersonTable(
        people,
        exclude=lists.columns_without_news(request.user, tabs),
        empty_text=lists.empty_text(request.user, filter_form),
    ).for_request(request)
    trail.shown(request, [row.record for row in table.page.object_list])
    context = {
        "table": table,
        "tabs": tabs,
        "filter_form": filter_form,
        "hands_over": lists.hands_over(request.user, tabs),
        "ways": lists.ways(request.user),
    }
    return render(request, "people/person_list.html", context)
