"""Users, the organisations they work for and the teams they work in.

A hub has a team, a probation office is a team, a contract area is a team above its hubs: scope is always asked of
teams, so that everything above this floor can say "held by a team" without naming hubs here.
"""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from .roles import MAY, SEES_TEAMS_BELOW, Permission, Role


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


class User(AbstractBaseUser):
    """Somebody who signs in. One role; any number of teams."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    teams = models.ManyToManyField(Team, related_name="users", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]
    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission) -> bool:
        """Whether the role's row in the table holds the permission."""
        return self.is_active and permission in MAY[self.role]

    @cached_property
    def team_ids(self) -> frozenset[int]:
        """The teams whose work this user sees: own ones and, for those who look after teams, the teams below."""
        own = set(self.teams.values_list("id", flat=True))
        if self.role in SEES_TEAMS_BELOW and own:
            below = Q(parent__in=own) | Q(parent__parent__in=own)
            own |= set(Team.objects.filter(below).values_list("id", flat=True))
        return frozenset(own)


class Notice(models.Model):
    """One line told to one user, shown inside the product until read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-told_at"], name="notice_of_user")]

    def __str__(self) -> str:
        return self.text
