"""What the pages of scrutiny answer alike: the form, the refusal with what was typed, or the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from foundation.accounts.requests import SignedInRequest
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused, check

from ...models import Correction, Question, Recommendation
from .. import scope


def answer(
    request: SignedInRequest,
    thing: Question | Recommendation | Correction,
    verb: str,
    form: Form,
    act: Callable[[], object],
    *,
    done: str,
    back_url: str,
    template: str,
    context: dict[str, Any],
    is_done: Callable[[], bool] | None = None,
) -> HttpResponse:
    """Show the form of a verb, or do it and go back; sent twice by one hand, it is done once.

    is_done: whether just this was sent before, where that is not said by the last that happened. In the wrong state
    409, with what was typed.
    """
    is_done = is_done or (lambda: scope.did_last(thing, verb, request.user))
    if form.is_bound and form.is_valid() and is_done():
        return redirect(back_url)
    try:
        check(thing, verb, by=request.user)
        if form.is_bound and form.is_valid():
            act()
            messages.success(request, done)
            return redirect(back_url)
    except Refused as refusal:
        return not_now(request, refusal, back_url, form)
    return render(request, template, context | {"form": form, "back_url": back_url})


def done_at_once(
    request: SignedInRequest, thing: Question | Recommendation | Correction, verb: str, act: Callable[[], object], *,
    done: str, back_url: str,
) -> HttpResponse:  # fmt: skip
    """A button that asks nothing more; pressed twice by one hand, it is done once."""
    if scope.did_last(thing, verb, request.user):
        return redirect(back_url)
    try:
        act()
    except Refused as refusal:
        return not_now(request, refusal, back_url)
    messages.success(request, done)
    return redirect(back_url)


def not_now(
    request: SignedInRequest, refusal: Refused, back_url: str, form: Form | None = None
) -> HttpResponse:
    """409: why not, the way to the thing as it stands now, and what was typed, to be copied."""
    context = {"refusal": refusal, "back_url": back_url, "typed": words_of(form) if form else []}
    return render(request, "409.html", context, status=409)
