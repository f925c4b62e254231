"""What the pages of pathways answer alike: the form, the refusal with what was typed, or the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from foundation.accounts.requests import SignedInRequest
from foundation.audit import trail
from foundation.lifecycle.answering import attempt, form_page, refused_meanwhile, typed

from ..models import Pathway

__all__ = ["about", "answer", "attempt", "form_page", "refused_meanwhile", "typed"]


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


def about(pathway: Pathway) -> dict:
    """What every page of a pathway names: the pathway, its kind and the person."""
    person = pathway.person
    return {"pathway": pathway, "kind": pathway.declaration, "person": person}
