"""Judging and cleaning one PDF: run as a process of its own by `apart.py`, never in the process of a page.

Stands alone, without Django or anything of this project: what breaks out of it finds no settings and no database. It is
given the limits as arguments and the file on standard input; it writes one word and, after "kept", the cleaned file.
"""

import errno
import io
import resource
import sys

KEPT, UNREADABLE, LOCKED, ACTIVE, TOO_MANY, TOO_LARGE, TOO_HEAVY = (
    "kept", "unreadable", "locked", "active", "too_many_parts", "too_large", "too_heavy",
)  # fmt: skip
MOST_PARTS = 1_000_000  # objects looked at
_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA"}
)


class Refused(Exception):
    """Why the file cannot be kept, as one of the words above."""


def limit(memory: int, seconds: int) -> None:
    """No more memory (bytes), time of the processor, or files of its own than this, from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cleaned(content: bytes, largest: int) -> bytes:
    """The same pages without who made them and when. Raises Refused for one that can act, is locked or too large."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused(LOCKED)
    if not len(reader.pages):
        raise Refused(UNREADABLE)
    refuse_active(reader)
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    writer.root_object.pop("/Metadata", None)
    written = io.BytesIO()
    writer.write(written)
    if written.tell() > largest:
        raise Refused(TOO_LARGE)
    return written.getvalue()


def refuse_active(reader) -> None:
    """Look at every object that the document reaches, each once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [reader.trailer]
    looked = 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if (each.idnum, each.generation) in seen:
                continue
            seen.add((each.idnum, each.generation))
            each = each.get_object()
        looked += 1
        if looked > MOST_PARTS:
            raise Refused(TOO_MANY)
        if isinstance(each, DictionaryObject | StreamObject):
            if _ACTIVE & each.keys() or each.get("/S") in ("/JavaScript", "/Launch"):
                raise Refused(ACTIVE)
            waiting.extend(each.values())
        elif isinstance(each, ArrayObject):
            waiting.extend(each)


def judge(content: bytes, largest: int) -> tuple[str, bytes]:
    """The word and, where the file is kept, its cleaned content."""
    try:
        return KEPT, cleaned(content, largest)
    except Refused as because:
        return str(because), b""
    except MemoryError:
        return TOO_HEAVY, b""
    except (
        Exception
    ) as stumbled:  # whatever a damaged file makes the library raise, RecursionError among them
        return TOO_HEAVY if _ran_out(stumbled) else UNREADABLE, b""


def _ran_out(stumbled: BaseException | None) -> bool:
    """Whether memory was what it wanted: the library passes it on as a stumble of its own."""
    while stumbled is not None:
        if isinstance(stumbled, MemoryError) or getattr(stumbled, "errno", None) == errno.ENOMEM:
            return True
        stumbled = stumbled.__cause__ or stumbled.__context__
    return False


def main() -> None:
    """Judge what is on standard input, and write the answer to standard output."""
    import pypdf  # noqa: F401  # before the limits, which are for the file

    memory, seconds, largest = (int(each) for each in sys.argv[1:])
    limit(memory, seconds)
    word, content = judge(sys.stdin.buffer.read(), largest)
    sys.stdout.buffer.write(word.encode() + b"\n" + content)


if __name__ == "__main__":
    main()
