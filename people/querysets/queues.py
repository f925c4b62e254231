"""Reading limits of access, requests to take over and records opened by break-glass."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from foundation.accounts.roles import Permission, Role

from ..states import TakeOverState as T

if TYPE_CHECKING:
    from foundation.accounts.models import User


def _people():
    """Asked by name, since models import this file."""
    return apps.get_model("people", "Person")._default_manager.all()


class LimitedAccessQuerySet(models.QuerySet):
    """Restrictions and exclusions."""

    def standing(self) -> "LimitedAccessQuerySet":
        """In force today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=today), since__lte=today)

    def ended(self) -> "LimitedAccessQuerySet":
        return self.filter(until__lte=timezone.localdate()).order_by("-until", "-id")

    def restrictions(self) -> "LimitedAccessQuerySet":
        return self.filter(kind="restriction")

    def with_those_named(self) -> "LimitedAccessQuerySet":
        return self.select_related("user", "set_by", "ended_by")


class TakeOverQuerySet(models.QuerySet):
    """Requests to take a person over, from both sides."""

    def visible_to(self, user: "User") -> "TakeOverQuerySet":
        """About a person whom the user may let go. Never one's own: those are `asked_by_user`."""
        if not user.may(Permission.MOVE_CASELOAD):
            return self.none()
        return self.filter(Exists(self._whom(user))).exclude(asked_by=user)

    def asked_by_user(self, user: "User") -> "TakeOverQuerySet":
        """What the user asked for, newest first."""
        return self.filter(asked_by=user).order_by("-asked_on", "-id")

    def awaiting_answer(self) -> "TakeOverQuerySet":
        return self.filter(state=T.ASKED)

    def about(self, person) -> "TakeOverQuerySet":
        """Those that ask for exactly this person."""
        return self.filter(crn=person.crn, date_of_birth=person.date_of_birth)

    def not_routed(self) -> "TakeOverQuerySet":
        """Not yet told to the side that holds the person, if there is one."""
        return self.awaiting_answer().filter(routed_at=None)

    def unanswered(self) -> "TakeOverQuerySet":
        """As whoever asked sees it: a refusal that is not told yet is no answer."""
        return self.filter(Q(state=T.ASKED) | Q(state=T.REFUSED, told_at=None))

    def to_be_told(self, day: datetime.date) -> "TakeOverQuerySet":
        """Neither agreed nor withdrawn, and whoever asked is to be told so by that day."""
        return self.unanswered().filter(answer_on__lte=day)

    def with_person_for(self, user: "User") -> "TakeOverQuerySet":
        """`found_id`: the person asked for, among those the user may let go."""
        return self.annotate(found_id=Subquery(self._whom(user).values("pk")[:1]))

    def with_those_named(self) -> "TakeOverQuerySet":
        return self.select_related("asked_by", "team__organisation", "decided_by")

    @staticmethod
    def _whom(user: "User"):
        """The person with this CRN and date of birth whom the user may let go, and who is not hidden from them."""
        exact = {"crn": OuterRef("crn"), "crn_confirmed": True, "date_of_birth": OuterRef("date_of_birth")}
        return _people().not_hidden_from(user).taken_over_from(user).filter(**exact)


class BreakGlassQuerySet(models.QuerySet):
    """Records opened by break-glass."""

    def visible_to(self, user: "User") -> "BreakGlassQuerySet":
        """What the user may review: an auditor everything, a data steward what their organisation's people opened.

        Nobody reviews themselves, and a steward reads nothing about a record that is hidden from them.
        """
        if not user.may(Permission.REVIEW_BREAK_GLASS):
            return self.none()
        others = self.exclude(user=user)
        if user.role == Role.AUDITOR:
            return others
        seen = Q(person=None) | Q(person__in=_people().not_hidden_from(user).values("pk"))
        return others.filter(seen, user__organisation=user.organisation_id)

    def of_user(self, user: "User") -> "BreakGlassQuerySet":
        """What the user opened themselves."""
        return self.filter(user=user)

    def live(self) -> "BreakGlassQuerySet":
        """Open now, about somebody who exists."""
        return self.filter(until__gt=timezone.now(), person__isnull=False)

    def awaiting_review(self) -> "BreakGlassQuerySet":
        return self.filter(reviewed_at=None).order_by("opened_at", "id")

    def reviewed(self) -> "BreakGlassQuerySet":
        return self.filter(reviewed_at__isnull=False).order_by("-reviewed_at", "-id")

    def with_those_named(self) -> "BreakGlassQuerySet":
        return self.select_related("user__organisation", "reviewed_by")


class DuplicatePairQuerySet(models.QuerySet):
    """Pairs of records that may be of one person."""

    def visible_to(self, user: "User") -> "DuplicatePairQuerySet":
        """Where the user may see both records; of a merged pair, the one that was kept."""
        if not user.may(Permission.MERGE_PEOPLE):
            return self.none()
        seen = _people().visible_to(user)
        first, second = (Exists(seen.filter(pk=OuterRef(side))) for side in ("first", "second"))
        return self.filter(Q(first) & Q(second) | Q(state="merged") & (Q(first) | Q(second)))

    def unjudged(self) -> "DuplicatePairQuerySet":
        return self.filter(state="open")

    def judged(self) -> "DuplicatePairQuerySet":
        """The latest first."""
        return self.exclude(state="open").order_by("-decided_at", "-id")

    def of(self, one: int, other: int) -> "DuplicatePairQuerySet":
        """The pair of these two people, by their keys, whichever way they are given."""
        return self.filter(first=min(one, other), second=max(one, other))

    def with_records(self) -> "DuplicatePairQuerySet":
        return self.select_related("first", "second", "decided_by")


class MergeQuerySet(models.QuerySet):
    """Merges, taken back or not."""

    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at=None)
