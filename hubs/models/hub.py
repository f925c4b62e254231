"""A hub, the areas it serves, its places and inductions."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.accounts.models import Organisation
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..directory import opening
from ..querysets import HubQuerySet, PlaceQuerySet


class Hub(models.Model):
    """A CFO Activity Hub, or a satellite of one (`hubs.csv`). Its team holds the users who work there.

    What the public is told (address, contact, hours) is the hub manager's to say. `hours_set_at` is when a manager last
    said the hours; while it is empty they are the example hours of the reference list. (domain: Hub)
    """

    class Kind(models.TextChoices):
        HUB = "hub", "Hub"
        SATELLITE = "satellite", "Satellite"

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="satellites"
    )
    team = models.OneToOneField("accounts.Team", on_delete=models.PROTECT, related_name="+")
    contract_area = models.ForeignKey("people.ContractArea", on_delete=models.PROTECT, related_name="+")
    town = models.CharField(max_length=60)
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    address_1 = models.CharField("address line 1", max_length=100, blank=True)
    address_2 = models.CharField("address line 2", max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("web page", max_length=200, blank=True)
    contact_role = models.CharField("whom to ask for", max_length=60, blank=True)
    places = models.PositiveIntegerField("places at one time", default=60)
    session_capacity = models.PositiveSmallIntegerField(
        "people in a session, unless it says otherwise", default=12
    )
    hours_set_at = models.DateTimeField("opening hours last set by a manager", null=True, editable=False)

    taken: int  # after `with_taken()`

    objects = models.Manager.from_queryset(HubQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="hub", parent=None) | Q(kind="satellite", parent__isnull=False),
                name="a_satellite_has_a_hub",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def provider(self) -> Organisation:
        """The organisation that runs it; `select_related("team__organisation")` brings it along."""
        return self.team.organisation

    def opens_on(self, day: datetime.date) -> list[opening.Span]:
        """When the hub is open on the day; for many hubs or days call `opening.fetch(hubs)` first."""
        return opening.spans_on(self, day)


class ServedArea(models.Model):
    """Which hub serves an area (`areas.csv`)."""

    area = models.OneToOneField("people.Area", on_delete=models.PROTECT, related_name="+")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="served_areas")

    def __str__(self) -> str:
        return f"{self.area}: {self.hub}"


class ActivityCategory(models.Model):
    """What a session is: a type and a category within it (`activities.csv`)."""

    type = models.CharField(max_length=60)
    category = models.CharField(max_length=60, unique=True)

    class Meta:
        verbose_name_plural = "activity categories"
        ordering = ["type", "category"]

    def __str__(self) -> str:
        return self.category


class Place(models.Model):
    """A person's place at a hub: opened by acceptance, ended with the referral.

    `held_since` is set while the referral is on hold: the place is kept for the person, and stays taken.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="places")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="person_places")
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    held_since = models.DateField(null=True, blank=True)
    over_capacity_reason = models.CharField(max_length=300, blank=True)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = models.Manager.from_queryset(PlaceQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "hub"], condition=Q(ended_on=None), name="one_open_place"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("opened_on")), name="place_in_order"
            ),
            models.CheckConstraint(
                condition=Q(over_capacity_reason="") | Q(allowed_by__isnull=False),
                name="over_capacity_is_signed",
            ),
        ]
        indexes = [models.Index(fields=["hub", "ended_on"], name="place_of_hub")]

    def __str__(self) -> str:
        return f"{self.hub} from {self.opened_on}"


class Induction(Fact):
    """The first meeting at a hub. Attendance there needs one on or before the day; it starts the referral."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="inductions")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="inductions")
    inducted_on = models.DateField()
    inducted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    covered = models.JSONField("what was covered", default=list, blank=True)
    note = models.TextField(blank=True)

    objects = CurrentManager()

    class Meta:
        ordering = ["-inducted_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "hub", "inducted_on"], condition=CURRENT, name="one_induction_of_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "hub", "inducted_on", "superseded_at"], name="induction_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.hub}, {self.inducted_on}"

    @property
    def effective_on(self):
        return self.inducted_on
