"""What somebody had typed when a page could not do what it was asked, so that nobody types it twice."""

from django.http import HttpRequest

_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "secret", "token")
_LONGEST = 5000


def text_of(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, text) of what was sent; passwords, codes and tokens are left out."""
    try:
        sent = [(name, "\n".join(request.POST.getlist(name))) for name in request.POST]
    except Exception:  # an upload cut off in the middle cannot be read a second time
        return []
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), text[:_LONGEST])
        for name, text in sent
        if text.strip() and not any(word in name.lower() for word in _NEVER_SHOWN)
    ]
