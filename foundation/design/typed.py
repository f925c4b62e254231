"""What somebody had typed when a page could not do what it was asked, so that nobody types it twice."""

from collections.abc import Iterable, Iterator

from django.forms import BaseForm
from django.http import HttpRequest

_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "secret", "token")
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
        sent = [(name, "\n".join(request.POST.getlist(name))) for name in request.POST]
    except Exception:  # an upload cut off in the middle cannot be read a second time
        return []
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), text[:_LONGEST])
        for name, text in sent
        if text.strip() and not any(word in name.lower() for word in _NEVER_SHOWN)
    ]
