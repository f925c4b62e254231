"""What rests on a document, such as a claim: the storeys above register a source from `apps.py`."""

from collections.abc import Callable
from typing import Any

Source = Callable[[Any], str]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Of a document, the source says what rests on it ("the evidence of a milestone claim"), or ""."""
    if source not in _sources:
        _sources.append(source)


def on(document: Any) -> str:
    """What rests on the document; "" when nothing does."""
    return next(filter(None, (source(document) for source in _sources)), "")
