"""Asking where a register is: its lead on the evening of the day and every day after, from the third day the manager.

Without a lead it is everybody who works at the hub. (domain: Register; decision 56)
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role

from ..models import ChasedRegister, Hub, Session
from ..register import notices

MANAGER_AFTER = datetime.timedelta(days=2)
GIVEN_UP_AFTER = datetime.timedelta(days=92)  # beyond this only a late entry opens it


@transaction.atomic
def chase_registers() -> int:
    """Tell each lead once a day which registers of theirs are missing; gives for how many registers that was.

    One notice for each user, however many they are asked for. Each session's row is locked, so that two runs at once
    tell nobody twice.
    """
    today = timezone.localdate()
    chased = ChasedRegister.objects.filter(session=OuterRef("pk"), chased_on=today)
    missing = Session.objects.register_missing().filter(~Exists(chased), held_on__gt=today - GIVEN_UP_AFTER)
    keys = list(missing.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    found = list(
        missing.filter(pk__in=keys).select_related("hub", "category", "lead").order_by("starts_at", "pk")
    )
    ChasedRegister.objects.bulk_create(ChasedRegister(session=each, chased_on=today) for each in found)
    notices.tell_missing(_by_user(found, today))
    return len(found)


def _by_user(sessions: Iterable[Session], today: datetime.date) -> list[tuple[User, list[Session]]]:
    asked: dict[User, list[Session]] = defaultdict(list)
    workers: dict[Hub, list[User]] = {}
    for session in sessions:
        hub = session.hub
        if hub not in workers:  # one query for each hub that lacks a register
            workers[hub] = notices.workers_of(hub)
        for user in _whom(session, workers[hub], today):
            asked[user].append(session)
    return sorted(asked.items(), key=lambda pair: pair[0].pk)


def _whom(session: Session, workers: list[User], today: datetime.date) -> set[User]:
    managers = {user for user in workers if user.role == Role.HUB_MANAGER}
    whom = {session.lead} if session.lead in workers else set(workers) - managers
    is_late = session.held_on <= today - MANAGER_AFTER
    return whom | managers if is_late or not whom else whom
