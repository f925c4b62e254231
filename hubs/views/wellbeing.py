"""Putting right what was written down of a person's wellbeing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused

from .. import actions
from ..wellbeing import scope
from ..wellbeing.forms import CorrectWellbeingForm
from ..wellbeing.questions import INTRODUCTION, in_short


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_INDUCTION)
def wellbeing_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The answers as they stand and as they were, and a form to put them right."""
    wellbeing = scope.wellbeing(request.user, uuid)
    trail.shown(request, [wellbeing], purpose="wellbeing")
    form, status = CorrectWellbeingForm(request.POST or None, wellbeing=wellbeing), 200
    if form.is_valid():
        why = {"reason": form.cleaned_data["reason"], "seen_as": form.cleaned_data["seen_as"]}
        try:
            actions.correct_wellbeing(wellbeing, by=request.user, answers=form.wellbeing, **why)
        except ChangedMeanwhile as changed:
            form.read_anew(changed.fact)
            form.add_error(None, str(changed))
            status = 409
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, "The answers are corrected. What was written before is kept.")
            return redirect("person_detail", wellbeing.person.uuid)
    context = {
        "wellbeing": wellbeing,
        "person": wellbeing.person,
        "stands": in_short(wellbeing),
        "former": scope.former_answers(wellbeing),
        "form": form,
        "introduction": INTRODUCTION,
    }
    return render(request, "hubs/wellbeing_correct.html", context, status=status)
