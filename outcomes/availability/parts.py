"""The three parts, in the order of their tabs."""

from collections.abc import Callable
from dataclasses import dataclass

from . import delivered, needed, offered
from .asked import Asked
from .sections import Section


@dataclass(frozen=True)
class Part:
    """Some sections on a page of their own."""

    key: str
    title: str
    sections: Callable[[Asked], tuple[Section, ...]]


PARTS = (
    Part("offered", "What hubs offer", lambda asked: (
        offered.hours(asked), offered.places(asked), offered.sessions(asked), offered.why_not_held(asked),
    )),
    Part("needed", "What is needed", lambda asked: (
        needed.waiting(asked), needed.declined(asked), *needed.releases(asked),
    )),
    Part("delivered", "Against targets", lambda asked: (delivered.targets(asked),)),
)  # fmt: skip


def part_named(key: str) -> Part:
    """Raises LookupError."""
    for part in PARTS:
        if part.key == key:
            return part
    raise LookupError(f"there is no part {key!r}")
