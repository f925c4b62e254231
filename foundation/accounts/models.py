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

from .querysets import NoticeQuerySet, OutgoingMailQuerySet
from .roles import MAY, SEES_TEAMS_BELOW, Permission, Role

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
        return Notice.objects.filter(user=self).unread().count()


class Notice(models.Model):
    """One line told to one user, shown inside the product until read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-told_at"], name="notice_of_user")]

    def __str__(self) -> str:
        return self.text


class ToldAbout(models.Model):
    """How a user wants to be told of one topic, where they chose something of their own (see `topics`)."""

    class How(models.TextChoices):
        EACH = "each", "Each time"
        DAILY = "daily", "In one mail a day"
        NOT = "not", "Not at all"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="told_about")
    topic = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=How.choices)

    class Meta:
        ordering = ["user", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_choice_of_a_topic"),
            models.CheckConstraint(condition=Q(how__in=["each", "daily", "not"]), name="told_about_known"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_how_display().lower()}"


class OutgoingMail(models.Model):
    """One mail, from the action that wrote it until it is sent or given up: to a user, or to a bare address.

    Written in the transaction of the action, so that no mail is lost and none is sent of what was undone. Subject and
    text carry references and links and name nobody; of an error only its class is kept (trust: 10). `claim` marks the
    run that is sending it; `next_try_at` of a claimed one is when another run may take it over. `address` is that of
    somebody who is no user: it is shown to nobody and emptied once the mail is sent or given up; `addressee` says in
    words who that is, and names nobody.
    """

    class State(models.TextChoices):
        HELD = "held", "Waits for the daily mail"
        QUEUED = "queued", "To be sent"
        SENT = "sent", "Sent"
        GATHERED = "gathered", "Told in the daily mail"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "No longer needed"

    WAITING = (State.HELD, State.QUEUED)

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="mails")
    address = models.EmailField(blank=True)
    addressee = models.CharField(max_length=80, blank=True)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="mails")
    digest = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="gathered")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    last_error = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued", "sent", "gathered", "failed", "dropped"]),
                name="mail_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", next_try_at__isnull=False)
                | (~Q(state="queued") & Q(next_try_at=None, claim=None)),
                name="mail_tried_while_queued",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued"], settled_at=None)
                | (~Q(state__in=["held", "queued"]) & Q(settled_at__isnull=False)),
                name="mail_settled_when_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(state="gathered", digest__isnull=False) | (~Q(state="gathered") & Q(digest=None)),
                name="mail_gathered_into_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, addressee="") | (Q(user=None) & ~Q(addressee="")),
                name="mail_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(user=None, state="queued"),
                name="mail_address_kept_until_it_is_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mail_to_send"),
            models.Index(fields=["user", "state"], name="mail_of_user"),
            models.Index(fields=["claim"], name="mail_claimed"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def whom(self) -> str:
        """Whom it is for, as those may read who see to it that mail gets out."""
        return self.user.name if self.user else self.addressee

    @property
    def sends_to(self) -> str:
        """The address it goes to; "" once that of somebody who is no user is forgotten."""
        return self.user.email if self.user else self.address

    @property
    def what(self) -> str:
        """The kind of message in words, for those who may not read what it says."""
        return self.kind.replace("_", " ").capitalize()


class RequestCount(models.Model):
    """How often somebody (a user or a network address) asked within the window of one limit; of use until it ends.

    In the database, not in the cache, so that requests at the same moment are each counted. (trust: 7)
    """

    limit = models.CharField(max_length=60)
    who = models.CharField(max_length=100)
    ends_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["limit", "who"]
        constraints = [models.UniqueConstraint(fields=["limit", "who"], name="one_count_of_a_limit")]

    def __str__(self) -> str:
        return f"{self.limit}: {self.times}"
