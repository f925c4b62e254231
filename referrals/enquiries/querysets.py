"""Reading enquiries: scope first, then adjectives."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from foundation.accounts.roles import Permission
from people.querysets import hidden_from

from .states import EnquiryState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class EnquiryQuerySet(models.QuerySet):
    """Enquiries. Nobody but the workers of the hub they went to reads them."""

    def visible_to(self, user: "User") -> "EnquiryQuerySet":
        """Sent to a hub of theirs; a matched one only while its person is not hidden from them."""
        if not user.may(Permission.ANSWER_ENQUIRY):
            return self.none()
        return self.filter(hub__team__in=user.team_ids).exclude(person__in=hidden_from(user))

    def received(self) -> "EnquiryQuerySet":
        """Waiting for an answer."""
        return self.filter(state=EnquiryState.RECEIVED)

    def received_before(self, day: datetime.date) -> "EnquiryQuerySet":
        """Waiting since an earlier London day."""
        return self.received().filter(received_at__date__lt=day)

    def oldest_first(self) -> "EnquiryQuerySet":
        return self.order_by("received_at", "pk")

    def newest_first(self) -> "EnquiryQuerySet":
        return self.order_by("-received_at", "-pk")

    def with_listed(self) -> "EnquiryQuerySet":
        """With everything a row of the list says."""
        return self.select_related("hub", "area", "person", "referral", "reason", "matched_by", "refused_by")

    def counted_by_state(self) -> dict[str, int]:
        """How many stand in each state, in one query."""
        counts = {state.value: Count("pk", filter=Q(state=state)) for state in EnquiryState}
        return self.order_by().aggregate(**counts)
