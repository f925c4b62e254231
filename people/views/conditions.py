"""Labels, licence conditions, and who may not meet."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import today

from .. import access, actions, scope
from ..circumstances import conditions
from ..forms import ConditionForm, EndingForm, LabelsForm, PairAnswerForm, PairForm
from ..models import Person
from ..tables.conditions import ConditionTable, PairTable, PendingPairTable
from .writing import done, page, person_to_write_about, typed, written


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def label_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The labels that stand, to tick and clear."""
    person = person_to_write_about(request, uuid)
    labels = conditions.labels_of(person)
    initial = {"names": [label.name for label in labels], "as_from": today()}
    form = LabelsForm(typed(request), person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.record_labels(person, by=request.user, **given)):
            return done(request, person)
    return page(request, "label_record", person, form, labels=labels)


@requires(Permission.VIEW_RISK)
@require_safe
def condition_list(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """What the licence asks, and whom the person may not meet."""
    person = scope.person_seen_by(request.user, uuid)
    pairs = conditions.pairs_of(person, request.user)
    trail.shown(request, [person, *(pair.other for pair in pairs if pair.other)])
    may_write = access.may_record_conditions(request.user, person)
    listed = conditions.conditions_of(person)
    context = {
        "person": person,
        "may_write": may_write,
        "conditions": ConditionTable(listed, person=person, may_write=may_write),
        "pairs": PairTable(pairs, person=person, may_write=may_write),
        "back_url": reverse("person_detail", args=[person.uuid]),
    }
    return render(request, "people/condition_list.html", context)


@requires(Permission.RECORD_CONDITIONS)
@require_http_methods(["GET", "POST"])
def condition_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A new condition."""
    person = person_to_write_about(request, uuid)
    form = ConditionForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.record_condition(person, by=request.user, **given)):
            return redirect("condition_list", person.uuid)
    return page(request, "condition_record", person, form, back_url=_list_of(person))


@requires(Permission.RECORD_CONDITIONS)
@require_http_methods(["GET", "POST"])
def condition_end(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """A condition no longer holds."""
    person = person_to_write_about(request, uuid)
    condition = conditions.condition_of(person, pk)
    form = EndingForm(typed(request), person=person, since=condition.since)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.end_condition(condition, by=request.user, **given)):
            return redirect("condition_list", person.uuid)
    return page(request, "condition_end", person, form, condition=condition, back_url=_list_of(person))


@requires(Permission.RECORD_CONDITIONS)
@require_http_methods(["GET", "POST"])
def pair_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Somebody whom the person may not meet, by exact CRN: one answer, whoever has it."""
    person = person_to_write_about(request, uuid)
    form = PairForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.record_pair(person, by=request.user, **given)):
            return redirect("condition_list", person.uuid)
    return page(request, "pair_record", person, form, back_url=_list_of(person))


@requires(Permission.RECORD_CONDITIONS)
@require_http_methods(["GET", "POST"])
def pair_end(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """The two may meet again; for those who may see both."""
    person = person_to_write_about(request, uuid)
    row, pair = conditions.pair_of(person, request.user, pk)
    trail.shown(request, [person, pair.other])
    return _end_pair(request, person, pair, lambda **given: actions.end_pair(row, person, **given))


@requires(Permission.RECORD_CONDITIONS)
@require_http_methods(["GET", "POST"])
def pending_pair_end(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """The same, of a pair recorded by CRN alone."""
    person = person_to_write_about(request, uuid)
    row, pair = conditions.pending_pair_of(person, pk)
    return _end_pair(request, person, pair, lambda **given: actions.end_pending_pair(row, **given))


def _end_pair(request: SignedInRequest, person: Person, pair: conditions.Pair, end) -> HttpResponse:
    form = EndingForm(typed(request), person=person, since=pair.since)
    if (
        request.method == "POST"
        and form.is_valid()
        and written(form, lambda: end(by=request.user, **form.cleaned_data))
    ):
        return redirect("condition_list", person.uuid)
    return page(request, "pair_end", person, form, pair=pair, back_url=_list_of(person))


@requires(Permission.RESOLVE_IDENTIFIERS)
@require_safe
def pair_list(request: SignedInRequest) -> HttpResponse:
    """A data steward's queue of pairs recorded by CRN alone."""
    table = PendingPairTable(conditions.pairs_to_confirm(request.user)).for_request(request)
    trail.shown(request, [row.record for row in table.page.object_list])
    return render(request, "people/pair_list.html", {"table": table})


@requires(Permission.RESOLVE_IDENTIFIERS)
@require_http_methods(["GET", "POST"])
def pair_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm a pair, or refuse it with a reason. Neither page nor answer says whether anybody has the CRN."""
    pending = conditions.pair_to_confirm(request.user, pk)
    trail.shown(request, [pending.person])
    form = PairAnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "confirm":
            actions.confirm_pair(pending, by=request.user)
        else:
            actions.refuse_pair(pending, by=request.user, why=form.cleaned_data["why"])
        return redirect("pair_list")
    context = {"form": form, "pending": pending, "person": pending.person, "back_url": reverse("pair_list")}
    return render(request, "people/pair_answer.html", context)


def _list_of(person: Person) -> str:
    return reverse("condition_list", args=[person.uuid])
