"""What the pages of pathways answer alike: the form, the refusal with what was typed, or the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.requests import SignedInRequest
from foundation.audit import trail
from foundation.lifecycle.meanwhile import ChangedMeanwhile, SeenAs
from foundation.lifecycle.transitions import Refused

from ..models import Pathway

form_page = require_http_methods(["GET", "POST"])


def answer(
    request: SignedInRequest,
    template: str,
    form: Form,
    act: Callable[[], object],
    pathway: Pathway,
    done: str | Callable[[], str],
    **more: Any,
) -> HttpResponse:
    """Show the form, or do what it asks and go back to the pathway; what was typed stays when it is refused."""
    trail.shown(request, [pathway.person], purpose="pathway")
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, act)
        if not status:
            said = done if isinstance(done, str) else done()
            messages.success(request, said[0].upper() + said[1:])
            return redirect("pathway_detail", pathway.uuid)
    return render(request, template, about(pathway) | {"form": form} | more, status=status)


def typed(request: SignedInRequest) -> QueryDict | None:
    """What was sent, None on a page only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, act: Callable[[], object], let_through: type[Refused] | tuple[()] = ()) -> int:
    """Do it; the status with which the form is shown again, 0 when it is done.

    let_through: a refusal that the page answers in another way, and that is raised.
    """
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
        return 200
    except Refused as refusal:
        if isinstance(refusal, let_through):
            raise
        return refused_meanwhile(form, refusal)
    return 0


def refused_meanwhile(form: Form, refusal: Refused) -> int:
    """The form says why not now; sent again it is of the version that the page shows now. The status is 409."""
    if isinstance(refusal, ChangedMeanwhile) and isinstance(form, SeenAs):
        form.read_anew(refusal.fact)
    form.add_error(None, str(refusal))
    return 409


def about(pathway: Pathway) -> dict:
    """What every page of a pathway names: the pathway, its kind and the person."""
    person = pathway.person
    return {"pathway": pathway, "kind": pathway.declaration, "person": person}
