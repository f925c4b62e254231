"""Licence conditions, and pairs of people who may not meet."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import DatedQuerySet, NoContactQuerySet, PendingPairQuerySet


class LicenceCondition(Fact):
    """One condition of a licence, from-until (until exclusive).

    A hub that the person must keep away from is named by its team, since hubs stand a storey higher.
    """

    class Kind(models.TextChoices):
        NO_CONTACT = "no_contact", "No contact with somebody not on record here"
        EXCLUSION_ZONE = "exclusion_zone", "Exclusion zone"
        EXCLUSION_HUB = "exclusion_hub", "Keep away from a hub"
        RESIDENCE = "residence", "Residence"
        CURFEW = "curfew", "Curfew"
        APPOINTMENTS = "appointments", "Supervision appointments"
        PROGRAMME = "programme", "Programme"
        DRUG_TESTING = "drug_testing", "Drug testing"
        OTHER = "other", "Other"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField("what it asks", max_length=500)
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CurrentManager.from_queryset(DatedQuerySet)()

    class Meta:
        ordering = ["-since", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="condition_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind="exclusion_hub", team__isnull=False)
                | (~Q(kind="exclusion_hub") & Q(team=None)),
                name="condition_names_a_team_of_a_hub",
            ),
        ]
        indexes = [models.Index(fields=["person", "until", "superseded_at"], name="condition_of_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.team}" if self.team else self.get_kind_display()

    @property
    def effective_on(self):
        return self.since


class NoContact(Fact):
    """Two people who may not meet, from-until (until exclusive): one active row a pair, the lower key first."""

    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CurrentManager.from_queryset(NoContactQuerySet)()

    class Meta:
        verbose_name = "no-contact pair"
        ordering = ["-since", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pair_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=CURRENT & Q(until=None), name="one_active_pair"
            ),
        ]
        indexes = [models.Index(fields=["second", "first", "superseded_at"], name="pair_of_second")]

    def __str__(self) -> str:
        return f"since {self.since}"

    @property
    def effective_on(self):
        return self.since


class PendingPair(models.Model):
    """A pair whose other person is outside the scope of who recorded it, or is not on record: a CRN, nothing more.

    A data steward confirms or refuses it. Confirmed, it becomes a NoContact as soon as somebody with that CRN is on
    record, and looks the same until then, so that it never tells whether a hidden record exists.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="pending_pairs")
    crn = models.CharField("CRN", max_length=7)
    reason = models.CharField(max_length=500)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    why = models.CharField("why it was refused or withdrawn", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    pair = models.ForeignKey(NoContact, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PendingPairQuerySet.as_manager()

    class Meta:
        verbose_name = "pair to be confirmed"
        verbose_name_plural = "pairs to be confirmed"
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "crn"], condition=Q(outcome=""), name="one_pending_pair"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="pending_pair_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["outcome", "asked_at"], name="pending_pair_waiting")]

    def __str__(self) -> str:
        return f"asked {self.asked_at}"
