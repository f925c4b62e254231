"""Who holds a person, who is involved with them, and from whom a record is hidden."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..querysets import LimitedAccessQuerySet


class Caseload(models.Model):
    """A team, and usually one practitioner of it, holds a person from-until (until exclusive)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="caseloads")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="one_caseload_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="caseload_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "until", "person"], name="caseload_of_team"),
            models.Index(fields=["person", "team", "until"], name="caseload_of_person"),
            models.Index(fields=["practitioner", "until"], name="caseload_of_practitioner"),
        ]

    def __str__(self) -> str:
        return f"{self.team} since {self.since}"


class Involvement(models.Model):
    """A hub's or partner service's team is involved with a person for a purpose, from-until (until exclusive).

    Opened and closed by the referral's, place's or handover's action. `fields` names what is shared where the purpose
    limits it; empty means the whole record.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="involvements")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    fields = models.JSONField(default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "team", "purpose"],
                condition=Q(until=None),
                name="one_involvement_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="involvement_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "until", "person"], name="involvement_of_team"),
            models.Index(fields=["person", "team", "until"], name="involvement_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.purpose}"


class LimitedAccess(models.Model):
    """A record that only some may see, or that one user may not see (domain: Restricted records).

    A *restriction* hides the person from everyone but the users it names: one row a user, and one without a user to
    name nobody. An *exclusion* hides the person from the user it names.
    """

    class Kind(models.TextChoices):
        RESTRICTION = "restriction", "Restriction (allow-list)"
        EXCLUSION = "exclusion", "Exclusion (deny-list)"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="limits")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField("why", max_length=500, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField("why it ended", max_length=500, blank=True)

    objects = LimitedAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "limited access"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="restriction") | Q(user__isnull=False), name="exclusion_names_a_user"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["restriction", "exclusion"]), name="limit_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "until"], name="limit_of_person")]

    def __str__(self) -> str:
        return self.get_kind_display()
