"""All that waits for a partner falls to whoever writes for it now (decision 161)."""

from functools import partial
from typing import Any

from django.db import transaction

from foundation.design.dates import today

from ..alone import alone
from ..improving.following import follow_actions
from ..models import Partner
from ..returns.opening import follow_returns
from ..scrutiny.following import follow_scrutiny


@transaction.atomic
def follow_partner(partner: Partner, *, by: Any) -> None:
    """After who writes for a partner has changed, or it has left. Twice changes nothing. by: None for the system."""
    follow_returns(partner, by=by)
    follow_actions(partner)
    follow_scrutiny(partner)


def follow_those_that_left() -> int:
    """Every night: a partner leaves on a day that was known before. Gives for how many the database refused it."""
    left = Partner.objects.left_by(today()).select_related("partnership__team", "team")
    follow = partial(follow_partner, by=None)
    return sum(not alone("partner_not_followed", partner, follow) for partner in left)
