"""The door of the public pages: whoever asks is nobody, so that a shared cache may keep the answer for everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

ROOTS = ("/community-safety/", "/accessibility/")


class PublicPagesMiddleware:
    """Takes the cookies off a request to a public page before anything reads them.

    Without cookies there is no user and no session: nothing of the answer can depend on who asks, and no cookie is set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOTS):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        answer = self.get_response(request)
        answer.headers.pop("Vary", None)
        return answer
