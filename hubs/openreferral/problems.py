"""What cannot be answered, as problem details (RFC 9457): programs read them, people too."""

from http import HTTPStatus

from django.http import HttpResponseBase, JsonResponse

CONTENT_TYPE = "application/problem+json"
SAYS = {
    400: "The request could not be read.",
    404: "There is nothing at this address. Ids and paths are in the lists: begin at /openreferral/.",
    405: "The directory is only read: ask with GET or HEAD.",
    429: "That was too often. Ask again after the seconds in Retry-After.",
    500: "Something went wrong here. Try again later.",
}
KEPT = ("Allow", "Retry-After")


def problem(status: int, detail: str = "") -> JsonResponse:
    """The status in words, and what to do."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or SAYS.get(status, SAYS[400] if status < 500 else SAYS[500]),
    }
    return JsonResponse(said, status=status, content_type=CONTENT_TYPE)


def instead_of(answer: HttpResponseBase) -> HttpResponseBase:
    """The same failure for a program, where the answer is a page for people."""
    if answer.headers.get("Content-Type") == CONTENT_TYPE:
        return answer
    said = problem(answer.status_code)
    for name in KEPT:
        if name in answer.headers:
            said.headers[name] = answer.headers[name]
    return said
