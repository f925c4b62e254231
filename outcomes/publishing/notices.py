"""What those who publish are told. A report names places, never people."""

from collections.abc import Iterable

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell

from ..models import Snapshot
from ..pages.words import say_period
from ..periods import period as period_named


class DraftReady(Message):
    kind = "report_drafted"
    mail_subject = "A report is ready to be checked"
    mail_text = "The report you asked for is worked out ({reference}). Check it, then publish it."


class DraftFailed(Message):
    kind = "report_not_drafted"
    mail_subject = "A report could not be worked out"
    mail_text = "The report you asked for could not be worked out ({reference}). Read why, and try again."


class Published(Message):
    kind = "report_published"
    mail_subject = "An outcome report was published"
    mail_text = "An outcome report was published: {reference}."


class Withdrawn(Message):
    kind = "report_withdrawn"
    mail_subject = "An outcome report was withdrawn"
    mail_text = "An outcome report was withdrawn: {reference}. Its figures are no longer shown."


def tell_ready(snapshot: Snapshot) -> None:
    """Whoever asked for it."""
    _tell(DraftReady, snapshot, "is worked out and can be checked", [snapshot.asked_by])


def tell_failed(snapshot: Snapshot) -> None:
    """Whoever asked for it."""
    _tell(DraftFailed, snapshot, "could not be worked out", [snapshot.asked_by])


def tell_published(snapshot: Snapshot, readers: Iterable[User]) -> None:
    """The others who publish."""
    words = "is published, and corrects the version before" if snapshot.corrects_id else "is published"
    _tell(Published, snapshot, words, readers, except_for=snapshot.published_by)


def tell_withdrawn(snapshot: Snapshot, readers: Iterable[User]) -> None:
    """The others who publish."""
    _tell(Withdrawn, snapshot, "was withdrawn", readers, except_for=snapshot.withdrawn_by)


def _tell(
    kind: type[Message], snapshot: Snapshot, words: str, users: Iterable[User], except_for: User | None = None
) -> None:
    url = reverse("snapshot_detail", args=[snapshot.uuid])
    text = f"The outcome report of {snapshot.place}, {say_period(period_named(snapshot.period))}, {words}."
    message = kind(text=text, url=url, reference=str(snapshot))
    tell(message, users, except_for=except_for)
