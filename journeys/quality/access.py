"""Who may read which record of a sample."""

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import WrongState
from referrals.models import Referral


def has_been_key_worker(user, record) -> bool:
    """Of this referral, now or in any former version of it."""
    if record.key_worker_id == user.pk:
        return True
    versions = Referral.versions.filter(uuid=record.referral.uuid, key_worker=user)
    return versions.exists()


def ask_to_read(user, record) -> None:
    """Raise NotYou for somebody who was the key worker, WrongState where the user has read it, or two others have."""
    ask(user, Permission.READ_QUALITY)
    if has_been_key_worker(user, record):
        raise NotYou("You were the key worker. Somebody else reads this record.")
    if record.was_read_by(user):
        raise WrongState("You have read this record. Somebody else reads it the second time.")
    if record.is_read_twice:
        raise WrongState("Two people have read this record already.")
