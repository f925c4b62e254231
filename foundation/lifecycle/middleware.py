"""Turning a refusal into an answer that a reader can go on from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .transitions import Refused

METHOD_NOT_ALLOWED = 405


class RefusalMiddleware:
    """A Refused that no view answered becomes a 409 page that says what happened; a bare 405 a page with a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == METHOD_NOT_ALLOWED:
            return self.method_not_allowed(request, response)
        return response

    def method_not_allowed(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A page that says what to do: signing in again, or going back, can lead to the address of a button."""
        page = render(request, "405.html", status=METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "409.html", {"refusal": exception}, status=409)
        return None
