"""Checks: the work list, answered in one tap or two, and put right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused

from .. import access
from .. import actions as pathways
from ..actions.lasting import pathway_of, would_set_back
from ..checks.beside import reasons_for
from ..forms.checks import AnswerForm, CheckFilter
from ..models import Check
from ..reading import checks as reading
from .answering import form_page

JUST_ANSWERED = "check_just_answered"  # in the session: the check that the list offers to undo
PURPOSE = "checks"
_ANSWERS = requires(Permission.RECORD_PATHWAY, Permission.ANSWER_CHECK)


@require_safe
@requires(Permission.RECORD_PATHWAY)
def check_list(request: SignedInRequest) -> HttpResponse:
    """What the user's hubs are asked, the longest past first; each row is answered where it stands."""
    tab = next((each for each in reading.TABS if each.slug == request.GET.get("show")), reading.TABS[0])
    form = CheckFilter(request.GET, hubs=reading.hubs_of(request.user))
    page = reading.page_of_checks(request.user, tab, request.GET.get("page"), **form.wanted)
    undo = reading.check_again(request.user, request.session.pop(JUST_ANSWERED, None))
    shown = [line.asked.check.person for line in page.object_list]
    trail.shown(request, [*shown, *([undo.person] if undo else [])], purpose=PURPOSE)
    context = {"tab": tab, "tabs": _tabs(request, tab), "filter_form": form, "page": page, "undo": undo}
    return render(request, "pathways/check_list.html", context)


@form_page
@_ANSWERS
def check_answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One check: what is asked, what is on record, what was said so far, and the answer."""
    check = reading.check_for(request.user, uuid)
    access.ask_to_answer(request.user, check)
    trail.shown(request, [check.person], purpose=PURPOSE)
    form = _form(check, request.POST) if request.method == "POST" else _form(check, None, request.GET)
    if request.method == "GET" or not form.is_valid():
        return _page(request, check, form)
    if _must_be_sure(check, form):
        return redirect(
            f"{reverse('check_answer', args=[uuid])}?{urlencode({'answer': 'no', 'next': _back(request)})}"
        )
    if refused := _attempt(request, check, form):
        return _page(request, check, *refused)
    return _done(request, check)


@require_POST
@_ANSWERS
def check_undo(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take back an answer just given; the check is asked again."""
    check = reading.check_for(request.user, uuid)
    trail.shown(request, [check.person], purpose=PURPOSE)
    pathways.take_back_answer(check, by=request.user)
    messages.success(request, "The answer is undone, and the check is asked again")
    return redirect(_back(request))


def _form(check: Check, sent: QueryDict | None, asked: QueryDict | None = None) -> AnswerForm:
    """What was sent; or a form with the answer that the address asks for, else the one that stands."""
    before: dict[str, Any] = {"answer": check.answer, "seen_as": check.seen_as, "tried": "", "scope": ""}
    before[{"unknown": "tried", "out_of_scope": "scope"}.get(check.answer, "tried")] = check.reason
    if asked and asked.get("answer"):
        before["answer"] = asked["answer"]
    return AnswerForm(sent, initial=before, check=check, scopes=reasons_for(check))


def _must_be_sure(check: Check, form: AnswerForm) -> bool:
    """No would set the pathway back, and was said by one tap on a list."""
    given = form.cleaned_data
    return given["answer"] == Check.Answer.NO and not given["is_sure"] and would_set_back(check)


def _attempt(request: SignedInRequest, check: Check, form: AnswerForm) -> tuple[AnswerForm, int] | None:
    """Answer it. The form to show again and its status, when that is refused."""
    try:
        pathways.answer_check(check, by=request.user, **form.said())
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return form, 200
    except Refused as refusal:
        again = request.POST.copy()
        again["seen_as"] = check.seen_as  # what the others said stands on the page now
        form = _form(check, again)
        form.errors.clear()
        form.add_error(None, str(refusal))
        return form, 409
    return None


def _page(request: SignedInRequest, check: Check, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {
        "check": check,
        "person": check.person,
        "asked": reading.asked_of(check),
        "told": reading.answers_so_far(check),
        "pathway": pathway_of(check),
        "would_set_back": would_set_back(check),
        "form": form,
        "back": _back(request),
    }
    return render(request, "pathways/check_answer.html", context, status=status)


def _done(request: SignedInRequest, check: Check) -> HttpResponse:
    """Back to where it was answered; the work list offers to undo it."""
    back = _back(request)
    if back.partition("?")[0] == reverse("check_list"):
        request.session[JUST_ANSWERED] = str(check.uuid)
    else:
        messages.success(request, f"“{check.get_answer_display()}” recorded")
    return redirect(back)


def _back(request: SignedInRequest) -> str:
    """Where it was asked (`next`), if that is ours; else the work list that is the user's."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    has_checks = request.user.may(Permission.RECORD_PATHWAY)
    return wanted if is_ours else resolve_url("check_list" if has_checks else "due_list")


def _tabs(request: SignedInRequest, current: reading.Tab) -> list[dict[str, Any]]:
    """Each keeps the filters of the URL and starts from its first page; none is counted."""
    tabs = []
    for tab in reading.TABS:
        query = request.GET.copy()
        query.pop("page", None)
        query["show"] = tab.slug
        tabs.append({"label": tab.label, "url": f"?{query.urlencode()}", "current": tab == current})
    return tabs
