"""How a view says what it needs, and how an action asks again."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .roles import Permission


class NotYou(PermissionDenied):
    """This user may not do this, whatever the state. The text says who can."""


def requires(*permissions: Permission) -> Callable:
    """Let a view run only for users who hold one of these permissions; otherwise 403.

    The view carries `.permissions`, which the access matrix reads.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            ask(request.user, *permissions)
            return view(request, *args, **kwargs)

        guarded.permissions = frozenset(permissions)  # type: ignore[attr-defined]
        return guarded

    return decorate


def ask(user, *permissions: Permission) -> None:
    """Raise NotYou unless the user holds one of the permissions. `None` is the system itself, which may."""
    if user is not None and not any(user.may(permission) for permission in permissions):
        wanted = " or ".join(str(permission.label).lower() for permission in permissions)
        raise NotYou(f"Your role does not let you do this. It needs: {wanted}.")
