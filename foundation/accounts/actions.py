"""What happens to notices and mails."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from . import outbox, topics
from .access import ask
from .models import Notice, OutgoingMail, ToldAbout, User
from .roles import Permission


def read_notice(notice: Notice) -> None:
    """Remember when its user first opened it."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])


def read_all_notices(*, by: User) -> int:
    """Remember that the user has read all of theirs; how many were new."""
    return Notice.objects.filter(user=by).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_how_told(*, by: User, told_by_mail: str, of_topics: Mapping[str, str] | None = None) -> None:
    """The user's own choice, for everything told from now on. What waits for a daily mail already goes with it.

    of_topics: by the topic's name how they want to be told of it; what is not asked of this user is left out.
    """
    by.told_by_mail = told_by_mail
    by.save(update_fields=["told_by_mail"])
    asked = {topic.name for topic in topics.asked_of(by)}
    for name, how in (of_topics or {}).items():
        if name in asked:
            ToldAbout.objects.update_or_create(user=by, topic=name, defaults={"how": how})


@transaction.atomic
def send_again(mails: Iterable[OutgoingMail], *, by: User) -> int:
    """Put mails that were given up, or wait after a failure, back to be sent now, all tries afresh; how many.

    One whose address is forgotten stays given up.
    Raises NotYou for anybody but an administrator.
    """
    ask(by, Permission.MANAGE_USERS)
    pks = [mail.pk for mail in mails]
    return (
        OutgoingMail.objects.troubled()
        .with_an_address()
        .filter(pk__in=pks, claim=None)
        .update(state=OutgoingMail.State.QUEUED, tries=0, next_try_at=timezone.now(), settled_at=None)
    )


def send_one_again(mail: OutgoingMail, *, by: User) -> bool:
    """Send one mail now, and say whether the relay took it. Raises NotYou for anybody but an administrator."""
    if not send_again([mail], by=by):
        return False
    return outbox.send([mail.pk])[OutgoingMail.State.SENT] == 1
