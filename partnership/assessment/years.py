"""The years of the assessment: a calendar year (2024) or a financial one (2024/25)."""

import re

EARLIEST, LATEST = 1990, 2100


def year_label(text: str) -> str:
    """The label as it is kept. Raises ValueError, saying what is needed, for 2024/26 and anything else that is none."""
    text = text.strip()
    found = re.fullmatch(r"(\d{4})(?:/(\d{2}))?", text, re.ASCII)
    if (
        found
        and EARLIEST <= int(found[1]) <= LATEST
        and found[2] in (None, f"{(int(found[1]) + 1) % 100:02d}")
    ):
        return text
    raise ValueError(f"“{text[:40]}” is not a year like 2024 or 2024/25")


def begins_in(label: str) -> int:
    """The calendar year that it begins in."""
    return int(label[:4])


def is_financial(label: str) -> bool:
    return "/" in label
