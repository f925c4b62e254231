"""Asking for help without a login: the public form, page by page."""

import uuid as uuids

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.limits import Limit, each_address, limited, too_often

from ..actions import enquiring as enquiries
from ..enquiries import answers, steps
from ..enquiries.answers import Answers
from ..forms.enquiring import SendForm

# A waiting room may share one address; nobody fills in the form so often in an hour.
SENDING = Limit("sending_enquiries", times=10, seconds=3600, who=each_address)
TURNING_PAGES = Limit("turning_pages_of_enquiries", times=200, seconds=3600, who=each_address)


@login_not_required
@never_cache
@require_safe
def enquiry_start(request: HttpRequest) -> HttpResponse:
    """What a hub is, who may ask, and what happens to what is written."""
    return render(request, "enquiries/start.html", {"first": steps.STEPS[0]})


@login_not_required
@never_cache
@require_safe
def enquiry_paper(request: HttpRequest) -> HttpResponse:
    """The same questions on paper, to be filled in by hand."""
    return render(request, "enquiries/paper.html", steps.on_paper())


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(TURNING_PAGES)
def enquiry_step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the form. What is sent is kept in the session, right or wrong, and the page is then read anew, so
    that going back never asks whether to send a form again.
    """
    kept = answers.kept(request)
    kind = steps.kind_in(kept)
    step = steps.step_called(slug, kind)
    if step is None:
        raise Http404
    if kept is None and step != steps.STEPS[0]:
        return _lost(request)
    typed = request.POST if request.method == "POST" else kept and kept.typed(slug)
    form = step.form(typed, kind=kind)
    if request.method == "POST" and form.is_valid():
        return _onward(request, step, answers.keep(request, kept, slug, form.fields))
    if request.method == "POST" and kept and answers.fits(request, form.fields):
        answers.keep(request, kept, slug, form.fields)
        return redirect(request.get_full_path())
    context = {
        "form": form, "step": step, "heading": step.heading(kind), "before": steps.before(step, kind),
        "changing": "change" in request.GET, "place": steps.place_of(step, kind),
    }  # fmt: skip
    return render(request, "enquiries/step.html", context)


def _onward(request: HttpRequest, step: steps.Step, kept: Answers) -> HttpResponse:
    """The next page; back to all answers when one was changed and nothing else is open."""
    following = steps.after(step, steps.kind_in(kept))
    if "change" in request.GET:
        following = steps.first_open(kept)
    return redirect(following.url) if following else redirect("enquiry_check")


@login_not_required
@never_cache
@require_safe
def enquiry_check(request: HttpRequest) -> HttpResponse:
    """Every answer, each with the page that changes it."""
    kept = answers.kept(request)
    if kept is None:
        return _lost(request)
    if still_open := steps.first_open(kept):
        return redirect(still_open.url)
    sealed = {"begun": kept.begun, "token": kept.token}
    form = SendForm(sealed if "agree" in request.GET else None, initial=sealed)
    hub = steps.written_in(kept)["hub"]
    context = {
        "form": form,
        "rows": steps.rows_of(kept),
        "hub": hub,
        "before": steps.STEPS[-1],
        "words": _words(kept),
    }
    return render(request, "enquiries/check.html", context)


@login_not_required
@never_cache
@require_POST
def enquiry_send(request: HttpRequest) -> HttpResponse:
    """Put it into the hub's queue. A second click leads to the same reference; past the limit the answers are kept."""
    kept, sent = answers.kept(request), answers.sent(request)
    if kept is None:
        is_again = sent is not None and sent.token == request.POST.get("token")
        return redirect("enquiry_sent") if is_again else _lost(request)
    if still_open := steps.first_open(kept):
        return redirect(still_open.url)
    form = SendForm(request.POST)
    if not form.is_valid():
        return redirect(reverse("enquiry_check") + "?agree=first")
    if wait := SENDING.wait_for(request):
        return too_often(request, wait)
    written = steps.written_in(kept) | {"agreed_to": _words(kept)}
    signs = {"trap": form.cleaned_data["website"], "begun": form.cleaned_data["begun"]}
    reference = enquiries.receive(written, uuid=uuids.UUID(kept.token), **signs)
    answers.close(request, kept, reference=reference, hub=str(written["hub"]))
    return redirect("enquiry_sent")


@login_not_required
@never_cache
@require_safe
def enquiry_sent(request: HttpRequest) -> HttpResponse:
    """The reference and what happens next; nothing of what was written."""
    sent = answers.sent(request)
    if sent is None:
        return _lost(request, perhaps_sent=True)
    return render(request, "enquiries/sent.html", {"sent": sent})


def _words(kept: Answers) -> str:
    return steps.AGREED_TO[steps.kind_in(kept)]


def _lost(request: HttpRequest, *, perhaps_sent: bool = False) -> HttpResponse:
    """The session has ended, and nothing is left on this computer. perhaps_sent: before that, it may have been sent."""
    context = {"first": steps.STEPS[0], "perhaps_sent": perhaps_sent}
    return render(request, "enquiries/lost.html", context)
