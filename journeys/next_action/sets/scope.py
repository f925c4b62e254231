"""Whom a user has work about: who is on a caseload of theirs, and whose referral is at a hub of theirs."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from foundation.accounts.models import User
from hubs.models import Hub
from people.models import Caseload, Involvement, Person
from people.querysets import HiddenFrom, hidden_from, readable_today, standing_today
from referrals.models import Referral
from referrals.querysets import ReferralQuerySet


@dataclass(frozen=True)
class Scope:
    """The same as `visible_to` gives, for rows that fall to a team of the user's; put together once for all rules."""

    user: User

    @cached_property
    def hidden(self) -> HiddenFrom:
        """The keys of people whose records are hidden from the user."""
        return hidden_from(self.user)

    @cached_property
    def caseloads(self) -> QuerySet:
        """Of today, of everybody alive whom a team of the user's holds."""
        held = Caseload.objects.filter(standing_today(), team__in=self.user.team_ids, person__died_on=None)
        return held.exclude(person__in=self.hidden).order_by()

    @cached_property
    def referrals(self) -> QuerySet:
        """At hubs of the user's, about everybody alive with whom they are involved."""
        involved = Involvement.objects.filter(readable_today(), team__in=self.user.team_ids, fields=[])
        hubs = Hub.objects.filter(team__in=self.user.team_ids).order_by().values("pk")
        there = Referral.objects.filter(hub__in=hubs, person__died_on=None)
        return (
            there.filter(Exists(involved.filter(person=OuterRef("person"))))
            .exclude(person__in=self.hidden)
            .order_by()
        )

    @property
    def people(self) -> QuerySet:
        """Everybody alive whom the user may see."""
        return Person.objects.visible_to(self.user).alive().order_by()

    @cached_property
    def seen_referrals(self) -> ReferralQuerySet:
        return Referral.objects.visible_to(self.user).order_by()

    @cached_property
    def their_referrals(self) -> ReferralQuerySet:
        """Those of the person of the outer row that the user may see."""
        return self.seen_referrals.filter(person=OuterRef("person"))

    @cached_property
    def has_referral(self) -> Exists:
        return Exists(self.their_referrals)
