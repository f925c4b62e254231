"""What somebody has answered so far on the public form: kept in their session, so that no address says it.

As typed, page by page: what is sent in the end passes through the same forms once more.
"""

import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from . import spam

MOST_SIGNS = 5000  # of one page; more is shown again and not kept
_KEY, _SENT = "enquiry", "enquiry_sent"


@dataclass
class Answers:
    """`token` becomes the enquiry's uuid, so that two clicks make one; `begun` is the sealed moment of the start."""

    token: str
    begun: str
    given: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def typed(self, step: str) -> QueryDict | None:
        """What was typed on a page; None when it was not sent yet."""
        if step not in self.given:
            return None
        typed = QueryDict(mutable=True)
        for name, values in self.given[step].items():
            typed.setlist(name, values)
        return typed


@dataclass(frozen=True)
class Sent:
    """What is left of an enquiry once it is sent: its token, its reference and the hub's name."""

    token: str
    reference: str
    hub: str


def kept(request: HttpRequest) -> Answers | None:
    """The answers of this session; None before the first one and when the session has ended."""
    plain = request.session.get(_KEY)
    return Answers(**plain) if plain else None


def keep(request: HttpRequest, answers: Answers | None, step: str, fields: Iterable[str]) -> Answers:
    """Keep what was sent on this page for its fields, right or wrong, and nothing else that was sent along."""
    if answers is None:
        token = str(uuids.uuid4())
        answers = Answers(token, spam.begin(token))
    answers.given[step] = {name: request.POST.getlist(name) for name in fields}
    request.session[_KEY] = vars(answers)
    return answers


def fits(request: HttpRequest, fields: Iterable[str]) -> bool:
    """Whether what was sent on this page is short enough to be kept."""
    return sum(len(text) for name in fields for text in request.POST.getlist(name)) <= MOST_SIGNS


def close(request: HttpRequest, answers: Answers, *, reference: str, hub: str) -> None:
    """Forget the answers; the reference stays until the session ends."""
    request.session.pop(_KEY, None)
    request.session[_SENT] = vars(Sent(answers.token, reference, hub))


def sent(request: HttpRequest) -> Sent | None:
    """What this session has sent last."""
    plain = request.session.get(_SENT)
    return Sent(**plain) if plain else None
