"""Words that somebody has to give."""

from foundation.lifecycle.transitions import NotReady


def said(words: str, what: str) -> str:
    """The words without what surrounds them. Raises NotReady, naming `what`, where there are none."""
    if not words.strip():
        raise NotReady([what])
    return words.strip()
