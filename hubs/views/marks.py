"""The register one mark at a time, for the queue of marks in a browser. Everything here is answered in JSON.

**POST `sessions/<uuid>/marks/`** (`register_mark`) saves one entry. Headers: `X-CSRFToken` and `X-Queue-Owner`, both as
`register_ping` gave them. Body, a JSON object:

    key             uuid, made by the browser for this entry; the same for every try of it
    booking         uuid of the row
    seen            version of the row that the browser last knew
    mark            "attended", "late", "left_early", "did_not_attend", "not_expected", or "" to take a mark away
    absence_reason  one of the list, or ""
    acceptable      true, false or null; only where the session is part of a requirement
    did, strength, note    text
    concern         text; the same text about the same row is one concern
    reason          why a submitted register is changed

`key`, `booking` and `seen` are needed, and one of the others; what is left out stays as it is. Answers:

    200  answer "saved": key, booking, version, mark, label, by, at (ISO 8601; of the mark that stands). The row's later
         entries are to go on from that version. The same key again: the same answer, whatever has happened since.
    409  answer "clash": key, problem, now (as above, with absence_reason, acceptable, did, strength, note): somebody
         else said something else since `seen`. To insist, send it under a new key with `seen` = now.version.
    409  answer "closed": key, problem: the session is not held, does not begin yet, or the row is off the register.
    422  answer "refused": key, problem, field ("mark", "note", "absence_reason", "acceptable"; "reason" when a
         submitted register needs one; "key" for another entry under a known key; "second_person" when the session is
         more than 3 months ago). Nothing of it is saved but a concern, as `problem` says. The key is free again.
    400  answer "unreadable": problem, and key where it could be read.
    403  answer "not_you": key, problem: this user may not (a colleague's submitted register).
    404  answer "not_there": no such session for this user.

Answers without a key decide nothing about the entry: keep it and ask `register_ping`:

    401  answer "signed_out": the sign-in is over.
    403  answer "another_user": the queue is that of another user. A 403 in HTML: the token is old.
    A redirect (10 hours over, second factor), 429, 5xx, or no answer: later again.

**GET `register/ping/`** (`register_ping`): 200 with owner (an opaque name that stays the user's) and csrf_token; 401 as
above. **GET `sessions/<uuid>/marks/`** says how the register stands: session (state, marked, total) and rows, each as
`now` above.

**POST `sessions/<uuid>/walk-ins/`** (`register_walk_ins`), JSON {name}: found, a list of uuid, name, born, crn,
inducted, placed (both at the hub); people known to the user who are not on the register. With {person: uuid} that one
is added: 200 with the new row as
in `now`, without a mark where an induction or consent is lacking, and with `beyond` (true beyond the capacity, as far
as the user sees who came: warn);
409 "closed", or 422 "refused" in words that give no reason away. Same headers.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused, WrongState

from .. import actions, scope
from ..forms import NameForm
from ..register import scope as register_scope
from ..register.entries import MarksClash, MarksRefused
from ..register.forms import SentMarkForm
from ..register.sent import row_of

SIGNED_OUT = "You are signed out. Sign in again; the marks wait in this browser."
ANOTHER_USER = "Somebody else is signed in. These marks wait until their own user signs in here."


class Unreadable(ValueError):
    """The body is no JSON object, or not what is asked for."""


def in_json(view: Callable) -> Callable:
    """Whatever stands against it is answered in JSON, with the key that was sent; a lost sign-in without one."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if not request.user.is_authenticated:
            return _say(401, "signed_out", SIGNED_OUT)
        key = _key(request)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return _say(404, "not_there", "There is no such register for you.", **key)
        except PermissionDenied as refused:
            return _say(403, "not_you", str(refused), **key)
        except Unreadable as wrong:
            return _say(400, "unreadable", str(wrong), **key)
        except MarksClash as clash:
            (now,) = clash.clashes.values()
            return _say(409, "clash", str(clash), now=row_of(now), **key)
        except (WrongState, actions.NoLongerThere) as closed:
            return _say(409, "closed", str(closed), **key)
        except Refused as refused:
            return _say(422, "refused", _words(refused), field=_field(refused), **key)

    answered.permissions = getattr(view, "permissions", frozenset())  # type: ignore[attr-defined]
    return login_not_required(never_cache(answered))


def of_its_owner(view: Callable) -> Callable:
    """Only for the user in whose name the browser keeps its marks."""

    @wraps(view)
    def owned(request: SignedInRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        sent_by = request.headers.get("X-Queue-Owner", "")
        if request.method == "POST" and sent_by != str(actions.queue_owner(request.user)):
            return _say(403, "another_user", ANOTHER_USER)
        return view(request, *args, **kwargs)

    return owned


@require_safe
@in_json
@requires(Permission.RUN_SESSIONS)
def register_ping(request: SignedInRequest) -> JsonResponse:
    """Who is signed in, without saying who, and the token for sending."""
    return JsonResponse({"owner": str(actions.queue_owner(request.user)), "csrf_token": get_token(request)})


@require_http_methods(["GET", "POST"])
@in_json
@requires(Permission.RUN_SESSIONS)
@of_its_owner
def register_mark(request: SignedInRequest, uuid: UUID) -> JsonResponse:
    """One mark, or how the whole register stands."""
    session = scope.session(request.user, uuid)
    if request.method == "GET":
        rows = scope.register(request.user, session)
        trail.shown(request, rows, purpose="register")
        marked = sum(bool(row.mark) for row in rows)
        how = {"state": session.state, "marked": marked, "total": len(rows)}
        return JsonResponse({"session": how, "rows": [row_of(row) for row in rows]})
    form = SentMarkForm(_body(request))
    if not form.is_valid():
        raise Unreadable(form.problem)
    sent = form.sent()
    trail.shown(request, scope.booked_as(request.user, session, sent.booking), purpose="register")
    answer = actions.send_mark(session, sent, by=request.user)
    return JsonResponse({"key": str(sent.key), "answer": "saved", **dict(sorted(answer.items()))})


@require_POST
@in_json
@requires(Permission.RUN_SESSIONS)
@of_its_owner
def register_walk_ins(request: SignedInRequest, uuid: UUID) -> JsonResponse:
    """Find somebody of the hub who came without a booking, or add one."""
    session, body = scope.session(request.user, uuid), _body(request)
    if "person" in body:
        person = scope.one_chosen(request.user, session, str(body["person"]))
        trail.shown(request, [person], purpose="walk-in")
        booking = actions.add_walk_in(session, person, by=request.user)
        return JsonResponse(row_of(booking) | {"beyond": register_scope.is_beyond(request.user, booking)})
    form = NameForm(body)
    if not form.is_valid():
        raise Unreadable("This name cannot be read.")
    found = scope.walk_ins(request.user, session, form.cleaned_data["name"])
    trail.shown(request, found, purpose="walk-in")
    return JsonResponse({"found": [_found(person) for person in found]})


def _found(person: Any) -> dict[str, Any]:
    return {
        "uuid": str(person.uuid),
        "name": str(person),
        "born": person.date_of_birth,
        "crn": person.crn,
        "inducted": person.inducted,
        "placed": person.placed,
    }


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; raises Unreadable for anything else."""
    try:
        body = json.loads(request.body)
        json.dumps(body, ensure_ascii=False).encode()  # half a surrogate pair is JSON, and no text
    except (ValueError, RecursionError):
        raise Unreadable("This is no JSON.") from None
    if not isinstance(body, dict):
        raise Unreadable("This is no JSON object.")
    return body


def _key(request: HttpRequest) -> dict[str, str]:
    """The key as it was sent, so that the browser knows what the answer is about; nothing where there is none."""
    try:
        return {"key": str(UUID(str(_body(request)["key"])))}
    except (ValueError, KeyError):
        return {}


def _say(status: int, answer: str, problem: str, **more: Any) -> JsonResponse:
    return JsonResponse({**more, "answer": answer, "problem": problem}, status=status)


def _words(refused: Refused) -> str:
    """What stands against this one mark; a page would count them."""
    if not isinstance(refused, MarksRefused):
        return str(refused)
    words = [str(refused.kept)] if any(refused.kept) else []
    return " ".join([*words, *(found.text for found in refused.problems.values())])


def _field(refused: Refused) -> str:
    """At which of the names it is put right."""
    if isinstance(refused, MarksRefused):
        return next((found.field for found in refused.problems.values()), "mark")
    names: dict[type[Refused], str] = {
        actions.ReasonNeeded: "reason",
        actions.KeyReused: "key",
        actions.SecondPersonNeeded: "second_person",
    }
    return next((name for kind, name in names.items() if isinstance(refused, kind)), "")
