"""Who works with a person through a referral, for those who limit access to a record and for a hub's notices."""

from collections.abc import Iterable, Iterator, Mapping

from foundation.accounts.models import User
from hubs.models import Hub
from people.models import Person

from .models import Referral


def key_workers_of(person: Person) -> Iterator[tuple[User, str]]:
    """The key workers of the person's live referrals."""
    named = Referral.objects.live().filter(person=person, key_worker__isnull=False)
    for referral in named.select_related("key_worker"):
        if referral.key_worker:
            yield referral.key_worker, "Key worker"


def key_workers_at(hub: Hub, person_ids: Iterable[int]) -> Mapping[int, list[User]]:
    """By person: the key worker of the live referral to the hub. One query."""
    named = Referral.objects.live().filter(hub=hub, person__in=set(person_ids), key_worker__isnull=False)
    found: dict[int, list[User]] = {}
    for referral in named.select_related("key_worker"):
        if referral.key_worker:
            found.setdefault(referral.person_id, []).append(referral.key_worker)
    return found
