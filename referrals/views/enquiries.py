"""The hub's queue of enquiries, and answering one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused, check
from people import actions as people_actions
from people import scope as people_scope
from people.forms import PersonForm

from ..actions import enquiring as enquiries
from ..enquiries import notices, pages, scope
from ..forms.enquiries import PassOnForm, RefuseForm
from ..models import Enquiry, Referral


def _seen(request: SignedInRequest, uuid: UUID) -> Enquiry:
    enquiry = scope.enquiry_seen_by(request.user, uuid)
    people = [enquiry.person] if enquiry.person else []
    trail.shown(request, people, purpose=f"enquiry {enquiry.reference}")
    return enquiry


@require_safe
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_list(request: SignedInRequest) -> HttpResponse:
    """The enquiries to the user's hubs, a tab for each state; those that wait, oldest first."""
    context = pages.listing(request)
    people = [row.record.person for row in context["table"].paginated_rows if row.record.person]
    trail.shown(request, people, purpose="enquiries")
    return render(request, "enquiries/list.html", context)


@require_safe
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was written, who may be meant and why, and what can be done now."""
    context = pages.detail(_seen(request, uuid), request.user)
    trail.shown(request, [match.person for match in context["matches"]])
    return render(request, "enquiries/detail.html", context)


@require_POST
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_match(request: SignedInRequest, uuid: UUID, person: UUID) -> HttpResponse:
    """It is this person: begin the draft. A second click opens the draft of the first."""
    enquiry = _seen(request, uuid)
    meant = people_scope.person_seen_by(request.user, person)
    trail.shown(request, [meant])
    if began := pages.drafted_from(enquiry, request.user, meant):
        return redirect(began)
    try:
        draft = enquiries.match(enquiry, meant, by=request.user)
    except Refused as refusal:
        return _conflict(request, uuid, refusal)
    return _to_draft(request, enquiry, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Nobody recorded is meant: add the person and begin the draft."""
    enquiry = _seen(request, uuid)
    made = people_scope.made_from(request.user, enquiry.uuid)
    if made and (began := pages.drafted_from(enquiry, request.user, made)):
        return redirect(began)
    initial = PersonForm.start_from(scope.sought_in(enquiry)) | {"area": enquiry.area_id}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    sought = form.sought if form.is_valid() else scope.sought_in(enquiry)
    matches = people_scope.matches_seen_by(request.user, sought)
    trail.shown(request, [match.person for match in matches])
    try:
        check(enquiry, "match", by=request.user)
        if form.is_valid() and pages.were_looked_at(request.POST, matches):
            draft = enquiries.match_new(enquiry, by=request.user, **form.cleaned_data)
            trail.shown(request, [draft.person], operation=Operation.COLLECTION)
            return redirect("referral_tasks", draft.uuid)
    except people_actions.AlreadyRecorded as refusal:
        for field in refusal.fields:
            form.add_error(field, "A person you can see has this number. Go back and choose them.")
    except Refused as refusal:
        return _conflict(request, uuid, refusal, form)
    context = {"enquiry": enquiry, "form": form, "matches": matches}
    return render(request, "enquiries/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_refuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say why no referral comes of it."""
    enquiry = _seen(request, uuid)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    try:
        check(enquiry, "refuse", by=request.user)
        if form.is_valid():
            enquiries.refuse(enquiry, by=request.user, **form.answers())
            messages.success(request, f"Enquiry {enquiry.reference} is refused.")
            return redirect("enquiry_list")
    except Refused as refusal:
        return _conflict(request, uuid, refusal, form)
    return render(request, "enquiries/refuse.html", {"enquiry": enquiry, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_pass_on(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another hub should answer it: say which, and why. It leaves this hub's queue. Sent twice, it goes once."""
    if request.method == "POST" and scope.was_passed_on_by(request.user, uuid):
        return redirect("enquiry_list")
    enquiry = _seen(request, uuid)
    form = PassOnForm(request.POST if request.method == "POST" else None, enquiry=enquiry)
    try:
        check(enquiry, "pass_on", by=request.user)
        if form.is_valid():
            enquiries.pass_on(enquiry, by=request.user, **form.answers())
            messages.success(request, f"Enquiry {enquiry.reference} is with {enquiry.hub} now.")
            return redirect("enquiry_list")
    except Refused as refusal:
        return _conflict(request, uuid, refusal, form)
    return render(request, "enquiries/pass_on.html", {"enquiry": enquiry, "form": form})


@require_POST
@requires(Permission.ANSWER_ENQUIRY)
def enquiry_draft(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Begin the draft again after the first one was discarded."""
    enquiry = _seen(request, uuid)
    try:
        draft = enquiries.draft_again(enquiry, by=request.user)
    except Refused as refusal:
        return _conflict(request, uuid, refusal)
    return _to_draft(request, enquiry, draft)


def _to_draft(request: SignedInRequest, enquiry: Enquiry, draft: Referral) -> HttpResponse:
    """To the draft; one that stood before says that nothing of the enquiry is in it."""
    if not scope.is_copied_into(draft, enquiry):
        messages.info(request, pages.not_copied(enquiry))
    return redirect("referral_tasks", draft.uuid)


def _conflict(
    request: SignedInRequest,
    uuid: UUID,
    refusal: Refused,
    form: PersonForm | RefuseForm | PassOnForm | None = None,
) -> HttpResponse:
    """409: what happened meanwhile, and what was typed, to be copied. Http404 when it left the user's scope."""
    enquiry = scope.enquiry_seen_by(request.user, uuid)
    context = {"refusal": refusal, "now": pages.how_it_stands(enquiry), "back_url": notices.url_of(enquiry)}
    if form is not None and form.is_bound:
        context["typed"] = words_of(form)
    return render(request, "409.html", context, status=409)
