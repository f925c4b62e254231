"""The lists of reasons, whose model belongs to `lifecycle` below."""

from pathlib import Path

from foundation import lifecycle
from foundation.lifecycle.models import Reason

from .reference import Loaded, ReferenceList, Rows, keep_in_step


def load_reasons(rows: Rows) -> Loaded:
    """A reason that has gone from its list is retired: kept on old records, offered no more."""
    return keep_in_step(
        Reason,
        ("list", "group", "reason"),
        (
            {
                "list": row["list"],
                "group": row["group"],
                "reason": row["reason"],
                "text_required": row["text_required"] == "yes",
            }
            for row in rows
        ),
    )


REASONS = ReferenceList(
    "reasons", Path(lifecycle.__path__[0]) / "reference" / "reasons.csv", load_reasons, order=10
)
