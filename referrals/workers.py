"""Who works with a person through a referral, for those who limit access to a record."""

from collections.abc import Iterator

from foundation.accounts.models import User
from people.models import Person

from .models import Referral


def key_workers_of(person: Person) -> Iterator[tuple[User, str]]:
    """The key workers of the person's live referrals."""
    named = Referral.objects.live().filter(person=person, key_worker__isnull=False)
    for referral in named.select_related("key_worker"):
        if referral.key_worker:
            yield referral.key_worker, "Key worker"
