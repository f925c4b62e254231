"""Files as they come in: sound ones, and every kind that must be refused."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen import canvas

SECRET = b"Whoever made it"


def pdf(words="We confirm your appointment."):
    """One page, that says who made it."""
    written = io.BytesIO()
    paper = canvas.Canvas(written)
    paper.setAuthor(SECRET.decode())
    paper.drawString(72, 720, words)
    paper.showPage()
    paper.save()
    return written.getvalue()


def changed(change, content=None):
    """The PDF after `change(writer)`."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content or pdf())))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def with_program(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def pdf_bomb():
    """A stream of objects that unpacks to 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    body = b"%PDF-1.5\n1 0 obj\n" + head + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    rows = bytes([0, 0, 0, 0, 255, 1, 0, 0, 9, 0, 2, 0, 0, 1, 0])
    table = b"<</Type/XRef/Size 3/W[1 3 1]/Root 2 0 R/Length %d>>" % len(rows)
    tail = b"\nstream\n" + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"3 0 obj\n" + table + tail


def picture(kind, size=(40, 30), turned=False):
    """A picture that says who made it; `turned` lies on its side, and says so beside the pixels."""
    drawn, written = Image.new("RGB", size, (200, 10, 10)), io.BytesIO()
    beside = drawn.getexif()
    beside[0x013B] = SECRET.decode()
    if turned:
        beside[0x0112] = 6
    drawn.save(written, kind, exif=beside)
    return written.getvalue()


def picture_bomb():
    """A PNG of a few kilobytes that says it is 60,000 points wide and high."""

    def part(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    points = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", points) + part(b"IEND", b"")


def zip_bomb():
    """A hundred megabytes of nothing in a hundred kilobytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(100_000_000))
    return written.getvalue()
