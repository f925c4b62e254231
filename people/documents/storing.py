"""Where files lie: outside the web root, under random names, each with a row or soon gone.

The file is written first and its row in the transaction that follows, so that there is never a row without its file. A
file whose row did not come to stand is taken away at once, or by the sweep where the process ended before that.
"""

import datetime
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from foundation.lifecycle.transitions import Refused

if TYPE_CHECKING:
    from ..models import Document

FOLDER = "documents"
LEFT_ALONE = datetime.timedelta(days=1)  # the row of a younger file may be on its way


def private_files() -> Storage:
    return storages["default"]


def random_name(document: "Document", original: str) -> str:
    """Nothing of the original name reaches the disk."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


@contextmanager
def written(content: bytes) -> Iterator[str]:
    """The name under which the content lies; it is taken away again unless what is done inside comes to its end."""
    storage = private_files()
    name = storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(content))
    try:
        yield name
    except BaseException:
        storage.delete(name)
        raise


def content_of(document: "Document") -> bytes:
    """The file, whole and as it was kept. Raises Refused when it is missing or has been changed behind our back."""
    try:
        with document.content.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if digest_of(content) != document.sha256:
        raise Refused(
            "The file is not as it was kept. A system administrator can bring it back from a backup."
        )
    return content


def sweep() -> int:
    """Take away files that have lain for a day without a row; gives how many."""
    from ..models import Document  # models name their files by this module

    storage = private_files()
    lying = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    known = set(Document.objects.values_list("content", flat=True))
    before = timezone.now() - LEFT_ALONE
    gone = 0
    for name in (f"{FOLDER}/{each}" for each in lying):
        if name not in known and storage.get_modified_time(name) < before:
            storage.delete(name)
            gone += 1
    return gone
