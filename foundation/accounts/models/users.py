"""Users, the organisations they work for and the teams they work in.

A hub has a team, a probation office is a team, a contract area is a team above its hubs: scope is always asked of
teams, so that everything above this floor can say "held by a team" without naming hubs here.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ..roles import MAY, SEES_TEAMS_BELOW, Permission, Role

Row = TypeVar("Row")


class Organisation(models.Model):
    """An employer of users: a probation region, a hub provider, a council, a treatment service."""

    class Kind(models.TextChoices):
        PROBATION = "probation", "Probation"
        PROVIDER = "provider", "Hub provider"
        PARTNER_SERVICE = "partner_service", "Partner service"
        PARTNER = "partner", "Partner"
        OPERATOR = "operator", "Operator"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["probation", "provider", "partner_service", "partner", "operator"]),
                name="organisation_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Some users of one organisation who share work. `parent` is the team that looks after this one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_team_of_a_name"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="team_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def in_teams(self, *team_ids: int) -> models.QuerySet["User"]:
        """Active users who belong to one of these teams."""
        return self.filter(is_active=True, teams__in=team_ids).distinct().order_by("name", "id")

    def looking_after(self, *team_ids: int) -> models.QuerySet["User"]:
        """Active users who see the work of one of these teams: the other way round of `User.team_ids`."""
        above = Team.objects.filter(Q(children__in=team_ids) | Q(children__children__in=team_ids)).values(
            "pk"
        )
        theirs = Q(teams__in=team_ids) | Q(role__in=SEES_TEAMS_BELOW, teams__in=above)
        return self.filter(theirs, is_active=True).distinct().order_by("name", "id")


class User(AbstractBaseUser):
    """Somebody who signs in. One role; any number of teams. `told_by_mail` is their own choice (domain: Referral)."""

    class ToldByMail(models.TextChoices):
        EACH = "each", "A mail each time, as it happens"
        DAILY = "daily", "One mail a day"
        NONE = "none", "No mail: I look at my notices here"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    teams = models.ManyToManyField(Team, related_name="users", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    told_by_mail = models.CharField(max_length=10, choices=ToldByMail.choices, default=ToldByMail.EACH)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]
    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=Q(told_by_mail__in=["each", "daily", "none"]), name="user_told_by_mail_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission) -> bool:
        """Whether the role's row in the table holds the permission."""
        return self.is_active and permission in MAY[self.role]

    @cached_property
    def team_ids(self) -> frozenset[int]:
        """The teams whose work this user sees: own ones and, for those who look after teams, the teams below."""
        seen = Q(users=self)
        if self.role in SEES_TEAMS_BELOW:
            seen |= Q(parent__users=self) | Q(parent__parent__users=self)
        return frozenset(Team.objects.filter(seen).values_list("id", flat=True))

    def asked_once(self, what: str, ask: Callable[[], tuple[Row, ...]]) -> tuple[Row, ...]:
        """The rows that `ask` gives, asked at most once while this user is in hand, which is for one request.

        For small sets that scope rests on: a database finds rows by keys it is told, where it reads the whole table for
        a set within the question.
        """
        known: dict[str, tuple[Any, ...]] = self.__dict__.setdefault("_asked", {})
        if what not in known:
            known[what] = ask()
        return known[what]

    @cached_property
    def new_notices(self) -> int:
        """How many notices the user has not read; the header and the notice page of one request share the answer."""
        return self.notices.unread().count()
