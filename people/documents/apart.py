"""A PDF is judged in a process of its own, with limits of time and memory (trust: 18).

A reader of PDFs is a large program that follows what a stranger wrote. One that hangs or swells is ended, and the page
that asked goes on.
"""

import subprocess
import sys
from pathlib import Path

from . import pdf
from .kinds import LARGEST

SECONDS = 20  # of the clock, and of the processor
MEMORY = 1024 * 1024 * 1024  # bytes; a PDF of 10 MB takes about a third of it
_PROGRAM = Path(pdf.__file__)


def judged(content: bytes) -> tuple[str, bytes]:
    """One of the words of `pdf` and, where the file is kept, its cleaned content."""
    command = [sys.executable, "-I", str(_PROGRAM), str(MEMORY), str(SECONDS), str(LARGEST)]
    try:
        # No environment: what a file breaks out into finds no secret there.
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return pdf.TOO_HEAVY, b""
    word, _, cleaned = done.stdout.partition(b"\n")
    if done.returncode or not word:  # ended by a limit before it could say so
        return pdf.TOO_HEAVY, b""
    return word.decode(), cleaned
