"""How a release's dates moved: what a page shows of former dates (domain: Release)."""

import datetime
from typing import Any

from foundation.design.dates import say_day
from foundation.lifecycle import events

from ..models import Release

_WORDS = {
    "expected_on": "expected",
    "released_on": "released",
    "recalled_on": "recalled",
    "received_on": "received",
}
_TITLES = {
    "recorded": "Recorded",
    "moved": "Date moved",
    "released": "Released",
    "recalled": "Recalled",
    "merged": "Brought by a merged record",
    "unmerged": "Given back when a merge was undone",
}


def changes_of(release: Release) -> list[dict[str, Any]]:
    """Every change of the release for the timeline component, newest first: title, at, by, line, text."""
    return [
        {
            "title": _TITLES.get(event.what, "Corrected"),
            "at": event.recorded_at,
            "by": event.by.name if event.by else "an import",
            "line": _line(event.facts.get("from", {}), event.facts.get("to", {})),
            "text": event.why,
        }
        for event in events.of(release).reverse()
    ]


def _line(former: dict[str, str | None], now: dict[str, str | None]) -> str:
    """expected 19 June 2026, before 26 June 2026"""
    parts = []
    for name, word in _WORDS.items():
        if day := now.get(name):
            before = former.get(name)
            parts.append(f"{word} {_said(day)}" + (f", before {_said(before)}" if before else ""))
    return "; ".join(parts)


def _said(day: str) -> str:
    return say_day(datetime.date.fromisoformat(day))
