"""What a file is, by its content: its name and what a browser says of it count for nothing (trust: 18).

Four kinds are kept: PDF, JPEG, PNG and plain text. What shows differently to different readers, can hold a program,
or has to be unpacked is refused in words that say what to do instead. What a picture or PDF says beside what it shows
(who made it, where and with what) is taken off.
"""

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps

from . import apart, pdf
from .kinds import LARGEST, ContentType

MOST_PIXELS = 50_000_000  # a picture of a telephone has 12 million; unpacked, each takes 3 or 4 bytes
SAVE_AS_PDF = "Save it as a PDF, or take a photograph of it, and upload that."


_REFUSED_BY_START = (
    (b"PK", f"This is an archive, or a document of an office program. {SAVE_AS_PDF}"),
    (b"\x1f\x8b", f"This is an archive. {SAVE_AS_PDF}"),
    (b"7z\xbc\xaf", f"This is an archive. {SAVE_AS_PDF}"),
    (b"Rar!", f"This is an archive. {SAVE_AS_PDF}"),
    (b"\xd0\xcf\x11\xe0", f"This is a document of an office program. {SAVE_AS_PDF}"),
    (b"{\\rtf", f"This is a document of an office program. {SAVE_AS_PDF}"),
    (b"MZ", "This is a program. Programs cannot be kept."),
    (b"\x7fELF", "This is a program. Programs cannot be kept."),
)
_UNREADABLE = f"This file cannot be opened: it is damaged, or not what it seems to be. {SAVE_AS_PDF}"
_OTHER = "This is not a PDF, a JPEG or PNG picture, or plain text. Only these can be kept. " + SAVE_AS_PDF
_TOO_LARGE = "The file is larger than 10 MB. Take the picture smaller, or split the document into parts."
_OF_A_PDF = {
    pdf.UNREADABLE: _UNREADABLE,
    pdf.LOCKED: "This PDF is locked with a password. Save it without one, and upload that.",
    pdf.ACTIVE: "This PDF holds a program, a form or other files. Print it to a new PDF, and upload that.",
    pdf.TOO_MANY: f"This PDF has too many parts to be checked. {SAVE_AS_PDF}",
    pdf.TOO_LARGE: _TOO_LARGE,
    pdf.TOO_HEAVY: "This PDF takes too long to be checked. Print it to a new PDF, or split it, and upload that.",
}
_MARKUP = re.compile(r"<\s*(!doctype|html|svg|script|\?xml|body|iframe)\b", re.IGNORECASE)


class Unsuitable(Exception):
    """The file cannot be kept. The text says why, and what to do instead."""


@dataclass(frozen=True)
class Opened:
    """A file as it is kept."""

    content_type: ContentType
    content: bytes


def opened(content: bytes) -> Opened:
    """The file, judged and cleaned. Raises Unsuitable; nothing is unpacked without a limit."""
    if not content:
        raise Unsuitable("The file is empty. Check that it opens on your device, and upload it again.")
    if len(content) > LARGEST:
        raise Unsuitable(_TOO_LARGE)
    for start, because in _REFUSED_BY_START:
        if content.startswith(start):
            raise Unsuitable(because)
    kind, clean = _kind_of(content)
    cleaned = clean(content)
    if len(cleaned) > LARGEST:
        raise Unsuitable(_TOO_LARGE)
    return Opened(kind, cleaned)


def _kind_of(content: bytes) -> tuple[ContentType, Callable[[bytes], bytes]]:
    if content.startswith(b"%PDF-"):
        return ContentType.PDF, _clean_pdf
    if content.startswith(b"\xff\xd8\xff"):
        return ContentType.JPEG, _clean_jpeg
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ContentType.PNG, _clean_png
    return ContentType.TEXT, _clean_text


def _clean_jpeg(content: bytes) -> bytes:
    return _drawn_again(content, "JPEG", {"L", "RGB", "CMYK"}, quality=88)


def _clean_png(content: bytes) -> bytes:
    return _drawn_again(content, "PNG", {"1", "L", "LA", "P", "RGB", "RGBA"}, optimize=False)


def _drawn_again(content: bytes, kind: str, modes: set[str], **how: object) -> bytes:
    """The same picture, the right way up, with nothing beside its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unsuitable(
                        "The picture has more than 50 million points. Take it smaller, and upload that."
                    )
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                drawn = upright if upright.mode in modes else upright.convert("RGB")
                bare = Image.new(drawn.mode, drawn.size)
                if drawn.mode == "P":
                    bare.putpalette(drawn.getpalette() or [])
                bare.paste(drawn)
                written = io.BytesIO()
                bare.save(written, kind, **how)
                return written.getvalue()
    except Unsuitable:
        raise
    except Exception as broken:  # the library raises whatever a damaged picture makes it stumble over
        raise Unsuitable(_UNREADABLE) from broken


def _clean_pdf(content: bytes) -> bytes:
    """The same pages without who made them and when, judged in a process of its own."""
    word, cleaned = apart.judged(content)
    if word != pdf.KEPT:
        raise Unsuitable(_OF_A_PDF[word])
    return cleaned


def _clean_text(content: bytes) -> bytes:
    """Text as it is, in UTF-8 without a byte order mark; a web page or a drawing is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise Unsuitable(_OTHER) from other
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        raise Unsuitable(_OTHER)
    if _MARKUP.search(text):
        raise Unsuitable(f"This is a web page or a drawing that can hold a program. {SAVE_AS_PDF}")
    return text.encode()
