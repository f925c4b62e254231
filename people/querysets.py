"""Reading people: scope first, then adjectives."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from foundation.accounts.roles import Permission, Role

if TYPE_CHECKING:
    from foundation.accounts.models import User

READS_AFTER_LOSING = datetime.timedelta(days=90)  # domain: Caseload and involvement


def _standing(today: datetime.date) -> Q:
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def _readable(today: datetime.date) -> Q:
    """Held now, or lost at most 90 days ago."""
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today - READS_AFTER_LOSING))


class PersonQuerySet(models.QuerySet):
    """People. Every page, list, count and search starts from `visible_to`."""

    def visible_to(self, user: "User") -> "PersonQuerySet":
        """The people this user may see at all: held or involved, and not hidden from them (domain: Person)."""
        if not user.may(Permission.VIEW_PERSON):
            return self.none()
        return self.not_hidden_from(user).filter(self._in_scope(user))

    def not_hidden_from(self, user: "User") -> "PersonQuerySet":
        """Without restricted records whose allow-list lacks the user, and without exclusions that name them."""
        limits = self._rows("LimitedAccess").filter(_standing(timezone.localdate()))
        restricted = limits.filter(kind="restriction")
        return self.filter(~Exists(limits.filter(kind="exclusion", user=user))).filter(
            ~Exists(restricted) | Exists(restricted.filter(user=user))
        )

    def held_by(self, user: "User") -> "PersonQuerySet":
        """On this practitioner's own caseload today."""
        return self.filter(
            Exists(self._rows("Caseload").filter(_standing(timezone.localdate()), practitioner=user))
        )

    def held_by_teams_of(self, user: "User") -> "PersonQuerySet":
        """On the caseload of one of the user's teams today: what somebody may still write to."""
        return self.filter(
            Exists(self._rows("Caseload").filter(_standing(timezone.localdate()), team__in=user.team_ids))
        )

    def alive(self) -> "PersonQuerySet":
        return self.filter(died_on=None)

    def _in_scope(self, user: "User") -> Q:
        readable = _readable(timezone.localdate())
        caseloads, involvements = self._rows("Caseload"), self._rows("Involvement")
        if user.role == Role.DATA_STEWARD:
            same = Q(team__organisation=user.organisation_id)
            return Q(Exists(caseloads.filter(readable & same))) | Q(Exists(involvements.filter(readable & same)))
        ours = Q(team__in=user.team_ids)
        return Q(Exists(caseloads.filter(readable & ours))) | Q(Exists(involvements.filter(readable & ours)))

    @staticmethod
    def _rows(name: str) -> models.QuerySet:
        """Rows of another model of this app about the outer person; asked by name, since models import this file."""
        return apps.get_model("people", name)._default_manager.filter(person=OuterRef("pk"))


class SupervisionQuerySet(models.QuerySet):
    def standing_on(self, day: datetime.date) -> "SupervisionQuerySet":
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)


class ReleaseQuerySet(models.QuerySet):
    def expected(self) -> "ReleaseQuerySet":
        """Not yet released."""
        return self.filter(released_on=None)


class ConsentQuerySet(models.QuerySet):
    def live(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_on=None)
