"""What pages of forms answer alike: the form, the refusal with what was typed, or the way on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .meanwhile import ChangedMeanwhile, SeenAs
from .transitions import Refused

form_page = require_http_methods(["GET", "POST"])


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, None on a page only looked at."""
    return request.POST if request.method == "POST" else None


def answer_form(
    request: HttpRequest,
    template: str,
    form: Form,
    act: Callable[[], object],
    *,
    done: str,
    to: Callable[[], str],
    **context: Any,
) -> HttpResponse:
    """Show the form, or do what it asks, say that it is `done` and go on to the address that `to` gives."""
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, act)
        if not status:
            messages.success(request, done)
            return redirect(to())
    return render(request, template, context | {"form": form}, status=status)


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
