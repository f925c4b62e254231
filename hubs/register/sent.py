"""One mark as a browser sends it by itself, against the row as it stands.

It says only some things of the person, and leaves the others as they are. (interface: Rules 5)
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from ..models import Booking
from .entries import SAID, Entry, MarksClash, Said, said_of

TOGETHER = (("mark", "absence_reason", "acceptable"), ("did",), ("strength",), ("note",))


@dataclass(frozen=True)
class SentEntry:
    """What a browser says of one booking under a `key` of its own. `seen` is the version its page showed.

    says: new values by name of SAID, only those that were touched. reason: of a correction.
    """

    key: UUID
    booking: UUID
    seen: int
    says: Mapping[str, Any] = field(default_factory=dict)
    concern: str = ""
    reason: str = ""

    @property
    def digest(self) -> str:
        """Of all that is said, in one order of names."""
        text = json.dumps(vars(self), sort_keys=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()

    def over(self, row: Booking, former: Said | None) -> Entry:
        """The whole entry for the row as it stands: what is said here, and the rest as it is.

        former: what was said in the version that was seen, when that is not the one that stands. Raises MarksClash when
        somebody else has meanwhile changed what is changed here, to something else.
        """
        now = dict(zip(SAID, said_of(row), strict=True))
        entry = Entry(seen=row.version, concern=self.concern, **{**now, **self.says})
        if self.seen != row.version:
            wanted = dict(zip(SAID, entry.said, strict=True))
            before = dict(zip(SAID, former, strict=True)) if former else {}
            for names in TOGETHER:
                if self._is_overtaken(names, wanted, now, before):
                    raise MarksClash({row.uuid: row})
        return entry

    def _is_overtaken(self, names: tuple[str, ...], wanted, now, before) -> bool:
        if not set(names) & set(self.says):
            return False
        return any(wanted[name] != now[name] for name in names) and any(
            name not in before or before[name] != now[name] for name in names
        )


def answer_of(row: Booking) -> dict[str, Any]:
    """What is said of a mark that is saved. It is kept for a while, so nothing that somebody typed is in it."""
    return {
        "booking": str(row.uuid),
        "version": row.version,
        "mark": row.mark,
        "label": row.get_mark_display(),
        "by": str(row.marked_by or ""),
        "at": row.marked_at.isoformat() if row.marked_at else "",
    }


def row_of(row: Booking) -> dict[str, Any]:
    """The row as it stands, with all that is said of the person."""
    return answer_of(row) | dict(zip(SAID, said_of(row), strict=True))
