"""Reading milestone claims: scope first."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.dates import add_months, london_midnight
from foundation.lifecycle.models import Event
from people.models import Person

from ..kinds import KINDS
from ..states import ClaimState

if TYPE_CHECKING:
    from foundation.accounts.models import User

    from ..models import Draw, MilestoneClaim


class ClaimQuerySet(models.QuerySet):
    """Milestone claims; those about people hidden from the user are never among them."""

    def visible_to(self, user: "User") -> "ClaimQuerySet":
        """Claims of the user's teams that the user may read with their evidence.

        Who records reads those about the people in their scope. Who verifies reads those in verification, whoever works
        with the person now: what waits to be decided, and what they decided themselves. (product: Who uses it)
        """
        read = Q(pk__in=[])
        if user.may(Permission.RECORD_PATHWAY):
            read |= Q(person__in=Person.objects.visible_to(user).order_by().values("pk"))
        if user.may(Permission.VERIFY_MILESTONE):
            read |= Q(state=ClaimState.CLAIMED, asked_on__isnull=False)
            read |= Q(verified_by=user) | Q(returned_by=user) | Q(revoked_by=user)
        return self.known_to(user).filter(read)

    def known_to(self, user: "User") -> "ClaimQuerySet":
        """Claims of which the user may know that there are: draws count them, and rules look among them.

        For lists without evidence; a page of one claim asks `visible_to`.
        """
        if not (user.may(Permission.RECORD_PATHWAY) or user.may(Permission.VERIFY_MILESTONE)):
            return self.none()
        people = Person.objects.not_hidden_from(user).values("pk")
        return self.filter(team__in=user.team_ids, person__in=people)

    def claimed(self) -> "ClaimQuerySet":
        """Neither verified nor returned; those that the sample leaves out too."""
        return self.filter(state=ClaimState.CLAIMED)

    def awaiting_verification(self) -> "ClaimQuerySet":
        """Somebody must verify or return it: always verified, or drawn."""
        return self.claimed().filter(asked_on__isnull=False)

    def ordinary_in(self, *draws: "Draw") -> "ClaimQuerySet":
        """Those among which these draws draw, each of a hub's month, in the order of claiming."""
        months = Q(pk__in=[])
        for draw in draws:
            begins, ends = london_midnight(draw.month), london_midnight(add_months(draw.month, 1))
            months |= Q(team=draw.team_id, first_claimed_at__gte=begins, first_claimed_at__lt=ends)
        claims = self.filter(months).ordinary()
        return claims.select_related("pathway").order_by("first_claimed_at", "id")

    def ordinary(self) -> "ClaimQuerySet":
        """Those that are left to the draw."""
        always = Q(pk__in=[])
        for kind in KINDS.values():
            slugs = [each.slug for each in kind.milestones if each.always_verified]
            always |= Q(pathway__kind=kind.slug, milestone__in=slugs)
        return self.exclude(always)

    def returned(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.RETURNED)

    def revoked_by_somebody(self) -> "ClaimQuerySet":
        """A verifier decided so; not taken back by the system because the record it rested on was put right."""
        taken_back = Event.objects.filter(
            subject_type=self.model._meta.label_lower, subject_id=OuterRef("pk"), what="take_back"
        )
        return self.filter(state=ClaimState.REVOKED).exclude(Exists(taken_back))

    def revoked_this_month(self) -> "ClaimQuerySet":
        first = today().replace(day=1)
        return self.filter(state=ClaimState.REVOKED, revoked_at__date__gte=first).order_by(
            "-revoked_at", "-id"
        )

    def verified_this_month(self) -> "ClaimQuerySet":
        first = today().replace(day=1)
        return self.filter(state=ClaimState.VERIFIED, verified_at__date__gte=first).order_by(
            "-verified_at", "-id"
        )

    def claimed_after(self, claim: "MilestoneClaim") -> "ClaimQuerySet":
        """Those below this claim in the queue, which is in the order of claiming."""
        later_at_once = Q(claimed_at=claim.claimed_at, pk__gt=claim.pk)
        return self.filter(Q(claimed_at__gt=claim.claimed_at) | later_at_once)

    def claimed_by(self, user: "User") -> "ClaimQuerySet":
        return self.filter(claimed_by=user)

    def with_those_named(self) -> "ClaimQuerySet":
        """Everything a line about a claim says, in one query."""
        return self.select_related(
            "person",
            "pathway",
            "spell",
            "team",
            "document",
            "claimed_by",
            "verified_by",
            "returned_by",
            "revoked_by",
        )
