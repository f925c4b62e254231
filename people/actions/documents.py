"""Documents: kept as they are cleaned, and set aside with a reason, never removed."""

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState

from .. import rules
from ..access import insist_may_add_documents
from ..documents import resting, storing
from ..documents.opening import Unsuitable, opened
from ..models import Document, Person
from .locking import locked


def add_document(person: Person, *, by: User, content: bytes, kind: str, title: str) -> Document:
    """Keep a file of the person. The same file again gives the document that is kept already.

    The file is written before its row, and taken away again when the row does not come to stand. Raises NotYou, and
    Unfit at `file` for a file that cannot be kept (trust: 18) and at `title`.
    """
    insist_may_add_documents(by, person)
    rules.insist(rules.of_document(title))
    try:
        file = opened(content)
    except Unsuitable as because:
        raise rules.Unfit({"file": str(because)}) from because
    digest = storing.digest_of(file.content)
    with storing.written(file.content) as name, transaction.atomic():
        person = locked(person)
        if kept := Document.objects.kept().filter(person=person, sha256=digest).first():
            transaction.on_commit(lambda: storing.private_files().delete(name))
            return kept
        document = Document.objects.create(
            person=person, kind=Document.Kind(kind), title=title.strip(), content=name,
            content_type=file.content_type, size=len(file.content), sha256=digest, uploaded_by=by,
            uploaded_at=timezone.now(),
        )  # fmt: skip
        events.write([events.entry(document, "document_added", by=by, facts={"kind": document.kind})])
        return document


@transaction.atomic
def set_document_aside(document: Document, *, by: User, because: str) -> Document:
    """Take a document off the person's list; it stays, with who set it aside and why. Said twice, it is done once.

    Raises NotYou, WrongState when it is set aside already by somebody else or for another reason, Refused while
    something rests on it, Unfit without a reason.
    """
    insist_may_add_documents(by, document.person)
    rules.insist(rules.of_reason_to_set_aside(because))
    document = Document.objects.select_for_update(of=("self",)).select_related("person").get(pk=document.pk)
    if (document.set_aside_by, document.set_aside_because) == (by, because.strip()):
        return document
    if document.is_set_aside:
        raise WrongState(f"{document.set_aside_by} has set this document aside already.")
    if what := resting.on(document):
        raise Refused(f"This document is {what}. It stays as long as that does.")
    document.set_aside_by, document.set_aside_at = by, timezone.now()
    document.set_aside_because = because.strip()
    document.save(update_fields=["set_aside_by", "set_aside_at", "set_aside_because"])
    events.write([events.entry(document, "document_set_aside", by=by, words=because)])
    return document
