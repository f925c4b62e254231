"""The door of the public directory: whoever asks is nobody, and every site may read the answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .problems import instead_of

ROOT = "/openreferral"


class OpenDirectoryMiddleware:
    """Takes the cookies off a request to the directory before anything reads them, and opens the answer to every site.

    Without cookies there is no user and no session: nothing of the answer can depend on who asks, and no cookie is set
    or renewed. What went wrong is told in JSON, whoever noticed it. Nothing outside the directory is touched.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != ROOT and not request.path_info.startswith(f"{ROOT}/"):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        if request.method == "OPTIONS":
            return self.opened(HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"}))
        answer = self.get_response(request)
        return self.opened(instead_of(answer) if answer.status_code >= 400 else answer)

    def opened(self, answer: HttpResponseBase) -> HttpResponseBase:
        """A browser may show it to any page, and a shared cache may keep it for everybody."""
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        answer.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        answer.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        answer.headers.pop("Vary", None)
        return answer
