"""What a nightly run does for each partner: a failure of one stops no other."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError, transaction

from .models import Partner

log = structlog.get_logger(__name__)


def alone(what: str, partner: Partner, act: Callable[[Partner], object]) -> bool:
    """Whether it was done for the partner. Where the database refused, nothing of it stays, and the log says `what`
    of the partner's key: no name.
    """
    try:
        with transaction.atomic():
            act(partner)
    except DatabaseError as refused:
        log.error(what, partner=partner.pk, why=type(refused).__name__)
        return False
    return True
