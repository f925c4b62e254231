"""What somebody had typed when a page could not do what it was asked, so that nobody types it twice."""

from collections.abc import Iterable, Iterator

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "secret", "token")
_SAYS_NOTHING = ("version", "next")
_LONGEST = 5000


def words_of(form: BaseForm) -> list[tuple[str, str]]:
    """(label, words) of what was sent to a form, choices by their words and not by their keys."""
    found = []
    for field in form.visible_fields():
        known = {str(value): str(label) for value, label in _flat(getattr(field.field, "choices", ()))}
        sent = field.value() if isinstance(field.value(), list) else [field.value()]
        words = "\n".join(known.get(str(value), str(value)) for value in sent if value not in (None, ""))
        if words.strip():
            found.append((str(field.label), words[:_LONGEST]))
    return found


def _flat(choices: Iterable) -> Iterator[tuple]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def text_of(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, text) of what was sent; passwords, codes and tokens are left out."""
    try:
        return words_sent(request.POST)
    except Exception:  # an upload cut off in the middle cannot be read a second time
        return []


def words_sent(sent: QueryDict) -> list[tuple[str, str]]:
    """(field, text) of a form as it was sent, without secrets."""
    found = [(name, "\n".join(sent.getlist(name))) for name in sent]
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), text[:_LONGEST])
        for name, text in found
        if text.strip() and name not in _SAYS_NOTHING and not is_secret(name)
    ]


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what is never shown or kept: passwords, codes, tokens."""
    return any(word in name.lower() for word in _NEVER_SHOWN)
