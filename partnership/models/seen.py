"""Which version of a row somebody had before them, of rows that keep no former values."""

from hashlib import sha256


def seen_as(*said: object) -> str:
    """The same for the same values, and as good as never for others; forms send it back."""
    return sha256("\0".join(map(str, said)).encode()).hexdigest()[:32]
