"""What happens below and moves things above: the lower storey declares a cause, upper storeys register a handler each.

A death, a recall or a withdrawn consent is recorded in `people`, and ends or holds a referral three storeys up. Imports
run downwards only, so `people` says what happened here and whoever must act has registered from its `apps.py`. All
handlers run in the transaction of the cause: all or nothing. `docs/reactions.md` lists them; a test compares.
(architecture: Effects)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

Handler = Callable[..., None]


@dataclass(frozen=True)
class Cause:
    """Something a lower storey records. `carries` names the facts every handler is given, besides `by`."""

    name: str
    title: str
    carries: tuple[str, ...]


_causes: dict[str, Cause] = {}
_handlers: dict[str, list[Handler]] = {}


def declare(cause: Cause) -> Cause:
    """Make a cause known and give it back. Raises ValueError for a name that another cause has."""
    if _causes.setdefault(cause.name, cause) != cause:
        raise ValueError(f"There is another cause called {cause.name}.")
    return cause


def react(cause: Cause, handler: Handler) -> None:
    """Run the handler whenever the cause happens; twice changes nothing. Its docstring says what it does."""
    known = _handlers.setdefault(cause.name, [])
    if handler not in known:
        known.append(handler)


@transaction.atomic
def happened(cause: Cause, *, by: Any, **facts: Any) -> None:
    """Run every handler of the cause, the lowest storey first.

    by: the user who recorded it, or None for the system. Raises TypeError when the facts are not those the cause
    carries; whatever a handler raises undoes the cause too.
    """
    if set(facts) != set(cause.carries):
        raise TypeError(f"{cause.name} carries {', '.join(cause.carries)}; given {', '.join(sorted(facts))}")
    for handler in handlers_of(cause):
        handler(by=by, **facts)


def handlers_of(cause: Cause) -> list[Handler]:
    """The handlers in the order of the storeys, from the ground up: settings list them from the top down."""
    storeys = [config.name for config in apps.get_app_configs()][::-1]
    return sorted(_handlers.get(cause.name, []), key=lambda handler: _storey(handler, storeys))


def what_follows(cause: Cause) -> list[str]:
    """One sentence for each handler of the cause: what a page says before somebody records it."""
    return [(handler.__doc__ or "").strip().splitlines()[0] for handler in handlers_of(cause)]


def causes() -> tuple[Cause, ...]:
    """Every cause, in the order of declaration."""
    return tuple(_causes.values())


def as_markdown() -> str:
    """The page `docs/reactions.md`: each cause, what it carries, and who does what about it."""
    lines = [
        "# Reactions",
        "",
        "Listed from the code by `manage.py machines --write`; a test fails when they differ. All of a row happens in",
        "one transaction.",
        "",
        "| What happens | Carries | Where | What follows |",
        "|---|---|---|---|",
    ]
    for cause in causes():
        for handler, follows in zip(handlers_of(cause), what_follows(cause), strict=True):
            app = handler.__module__.partition(".")[0]
            lines.append(f"| {cause.title} | {', '.join(cause.carries)} | {app} | {follows} |")
    return "\n".join([*lines, ""])


def _storey(handler: Handler, storeys: list[str]) -> int:
    module = f"{handler.__module__}."
    return next(
        (number for number, name in enumerate(storeys) if module.startswith(f"{name}.")), len(storeys)
    )
