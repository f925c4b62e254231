"""What a file is by its content, what is refused, and what is taken off (trust: 18)."""

import errno
import io
import subprocess
import time

import pytest
from PIL import Image
from pypdf import PdfReader

from people.documents import apart, pdf
from people.documents.kinds import LARGEST
from people.documents.opening import Unsuitable, opened

from . import files

REFUSED = {
    "0 bytes": (b"", "is empty"),
    "11 MB": (b"a" * (11 * 1024 * 1024), "larger than 10 MB"),
    "an archive": (b"PK\x05\x06" + bytes(18), "archive"),
    "a zip bomb": (files.zip_bomb(), "archive"),
    "a gzip": (b"\x1f\x8b\x08", "archive"),
    "an old office document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    "rich text": (b"{\\rtf1 hello}", "office"),
    "a program": (b"MZ\x90\x00", "program"),
    "a web page": (b"<!DOCTYPE html><p>Hello", "web page"),
    "a web page further down": (b"Dear all,\n\n  <ScRiPt>alert(1)</script>", "web page"),
    "an SVG": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "web page"),
    "an SVG after a mark": (b'\xef\xbb\xbf<svg xmlns="x"/>', "web page"),
    "a GIF": (b"GIF89a\x01\x00\x01\x00\x80", "not a PDF"),
    "text in another encoding": ("Grüße".encode("latin-1"), "not a PDF"),
    "text with a NUL": (b"Dear\x00all", "not a PDF"),
    "text with a bell": (b"Dear\x07all", "not a PDF"),
    "a PDF in name only": (b"%PDF-1.7 and nothing more", "cannot be opened"),
    "half a PDF": (files.pdf()[:200], "cannot be opened"),
    "half a picture": (files.picture("JPEG", (400, 300))[:300], "cannot be opened"),
    "a PNG that says JPEG": (b"\xff\xd8\xff" + files.picture("PNG")[3:], "cannot be opened"),
    "a picture bomb": (files.picture_bomb(), "cannot be opened|50 million"),
    "a PDF bomb": (files.pdf_bomb(), "cannot be opened"),
    "a PDF with a program": (files.changed(files.with_program), "holds a program"),
    "a PDF with a file in it": (
        files.changed(lambda writer: writer.add_attachment("a.exe", b"MZ")),
        "other files",
    ),
    "a PDF with a password": (files.changed(lambda writer: writer.encrypt("secret")), "password"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_kept_is_refused_with_what_to_do_instead(what):
    content, because = REFUSED[what]
    began = time.monotonic()
    with pytest.raises(Unsuitable, match=because):
        opened(content)
    assert time.monotonic() - began < 5


def test_a_pdf_that_hangs_is_ended_and_refused_in_plain_words(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Unsuitable, match="takes too long to be checked"):
        opened(files.pdf())


def test_a_pdf_that_swells_past_its_memory_is_ended(monkeypatch):
    # What it asks for is more than the whole limit, however much the machine's Python took before.
    monkeypatch.setattr(apart, "MEMORY", 64 * 1024 * 1024)
    assert apart.judged(b"%PDF-1.7" + bytes(96 * 1024 * 1024)) == (pdf.TOO_HEAVY, b"")


def _passed_on():
    try:
        raise MemoryError
    except MemoryError as wanted:
        raise ValueError("cannot read the object") from wanted


def _asked_of_the_machine():
    raise OSError(errno.ENOMEM, "Cannot allocate memory")


def _wanted():
    raise MemoryError


@pytest.mark.parametrize("stumbles", [_wanted, _passed_on, _asked_of_the_machine])
def test_a_pdf_that_asks_for_more_memory_than_there_is_says_so(monkeypatch, stumbles):
    monkeypatch.setattr(pdf, "cleaned", lambda content, largest: stumbles())
    assert pdf.judge(files.pdf(), LARGEST) == (pdf.TOO_HEAVY, b"")


def test_the_process_that_serves_pages_opens_no_pdf(monkeypatch):
    def here(*args):
        raise AssertionError("opened in this process")

    monkeypatch.setattr(pdf, "judge", here)
    assert opened(files.pdf()).content_type == "application/pdf"


def test_the_process_of_a_pdf_knows_nothing_of_the_product(monkeypatch):
    """It starts without the environment, where the secrets are, and loads nothing but the reader of PDFs."""
    monkeypatch.setenv("SECRET_KEY", "known to this process")
    asked = {}

    def run(command, **how):
        asked.update(how, command=command)
        return subprocess.CompletedProcess(command, 0, b"locked\n", b"")

    monkeypatch.setattr(apart.subprocess, "run", run)
    assert apart.judged(b"%PDF-") == (pdf.LOCKED, b"")
    assert (asked["env"], asked["command"][1]) == ({}, "-I")


def test_a_picture_of_more_than_50_million_points_is_refused_before_it_is_unpacked():
    large = io.BytesIO()
    Image.new("1", (8000, 7000)).save(large, "PNG")
    with pytest.raises(Unsuitable, match="50 million"):
        opened(large.getvalue())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf(), "application/pdf"),
        (files.picture("JPEG"), "image/jpeg"),
        (files.picture("PNG"), "image/png"),
        ("Dear Rhys,\r\n\tyour rent is £90 < £100.\n".encode(), "text/plain"),
    ],
)
def test_a_sound_file_is_known_by_its_content(content, kind):
    assert opened(content).content_type == kind


def test_the_same_file_is_cleaned_to_the_same_bytes_each_time():
    for content in (files.pdf(), files.picture("JPEG"), files.picture("PNG")):
        assert opened(content) == opened(content)


def test_what_a_picture_says_beside_its_points_is_taken_off_and_it_stands_upright():
    came = files.picture("JPEG", (40, 30), turned=True)
    kept = opened(came).content
    assert files.SECRET in came
    assert files.SECRET not in kept
    assert Image.open(io.BytesIO(kept)).size == (30, 40)


def test_what_a_pdf_says_of_who_made_it_is_taken_off_and_its_words_stay():
    came = files.pdf()
    kept = opened(came).content
    assert files.SECRET in came
    assert files.SECRET not in kept
    assert "We confirm your appointment." in PdfReader(io.BytesIO(kept)).pages[0].extract_text()


def test_a_picture_with_few_colours_keeps_them():
    few, written = Image.new("P", (4, 4), 1), io.BytesIO()
    few.putpalette([0, 0, 0, 200, 10, 10])
    few.save(written, "PNG")
    assert Image.open(io.BytesIO(opened(written.getvalue()).content)).convert("RGB").getpixel((1, 1)) == (
        200,
        10,
        10,
    )


def test_a_file_of_just_10_mb_is_kept():
    assert len(opened(b"a" * LARGEST).content) == LARGEST
