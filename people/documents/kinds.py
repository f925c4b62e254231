"""The kinds of file that are kept, and how large one may be."""

from django.db.models import TextChoices

LARGEST = 10 * 1024 * 1024  # bytes, of the file as it comes and as it is kept


class ContentType(TextChoices):
    """The value is what a browser is told, the label what people call it."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG picture"
    PNG = "image/png", "PNG picture"
    TEXT = "text/plain", "plain text"


ENDINGS = {ContentType.PDF: "pdf", ContentType.JPEG: "jpg", ContentType.PNG: "png", ContentType.TEXT: "txt"}
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.txt"  # a hint to the browser: a telephone then converts its own pictures
