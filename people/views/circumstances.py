"""Consent, supervision and risk."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import today
from foundation.lifecycle import reactions
from foundation.lifecycle.transitions import Refused

from .. import actions, causes, scope
from ..circumstances import conditions
from ..forms import ConsentForm, RiskForm, SupervisionForm, WithdrawalForm
from .writing import back_url, done, page, person_to_write_about, typed, written


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def consent_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The words the person agrees to, when and how they agreed."""
    person = person_to_write_about(request, uuid)
    text = scope.consent_text_in_force(today())
    if text is None:
        raise Refused(
            "No consent text is in force. A system administrator must load one before consent is recorded."
        )
    form = ConsentForm(typed(request), person=person, initial={"given_on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"text": scope.consent_text_in_force(form.cleaned_data["given_on"])}
        if written(form, lambda: actions.record_consent(person, by=request.user, **given)):
            return done(request, person)
    live = person.consents.live().first()
    return page(request, "consent_record", person, form, text=text, live=live)


@requires(Permission.VIEW_PERSON)
@require_safe
def consent_list(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Every consent, with the words that were agreed to."""
    person = scope.person_seen_by(request.user, uuid)
    trail.shown(request, [person])
    consents = person.consents.select_related("text", "taken_by")
    context = {"person": person, "consents": consents, "back_url": back_url(request, person)}
    return render(request, "people/consent_list.html", context)


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def consent_withdraw(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The day the person said no more. Without live consent there is nothing to withdraw, and the page says so."""
    person = person_to_write_about(request, uuid)
    consent = person.consents.live().first()
    if consent is None:
        if request.method == "POST":  # the second of two clicks
            return redirect(back_url(request, person))
        raise Refused("This person has no live consent, so there is none to withdraw.")
    follows = reactions.what_follows(causes.CONSENT_WITHDRAWN)
    form = WithdrawalForm(typed(request), person=person, consent=consent, initial={"withdrawn_on": today()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["withdrawn_on"]
        if written(form, lambda: actions.withdraw_consent(consent, by=request.user, withdrawn_on=day)):
            return done(request, person)
    return page(request, "consent_withdraw", person, form, consent=consent, follows=follows)


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def supervision_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A period of supervision."""
    person = person_to_write_about(request, uuid)
    form = SupervisionForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.record_supervision(person, by=request.user, **given)):
            return done(request, person)
    return page(request, "supervision_record", person, form, supervisions=person.supervisions.all())


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def risk_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The level of risk to each group of people."""
    person = person_to_write_about(request, uuid)
    advice = conditions.advice_of(person)
    form = RiskForm(typed(request), person=person, advice=advice, initial={"assessed_on": today()})
    if request.method == "POST" and form.is_valid():
        risks, new = form.risks(form.cleaned_data), form.advice(form.cleaned_data)
        if written(form, lambda: actions.record_risks(person, risks, by=request.user, advice=new)):
            return done(request, person)
    listed = conditions.conditions_of(person)
    return page(request, "risk_record", person, form, risks=person.risks.all(), conditions=listed)
