"""A person, and where they live from when."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.design.dates import say_day, today
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import PersonQuerySet


class PersonManager(CurrentManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """People as they are met everywhere: a record that was merged into another one is not among them."""

    def get_queryset(self) -> PersonQuerySet:
        return super().get_queryset().filter(merged_into=None)

    def with_merged(self) -> PersonQuerySet:
        """Merged records too: their names and identifiers still lead to the record that was kept."""
        return super().get_queryset()


class Person(Fact):
    """Someone in prison or supervised in the community (domain: Person).

    A *confirmed* CRN or prison number is unique. One that collides is kept as *provisional* with the ordinary answer,
    so that uniqueness never reveals a hidden record. `family_sound`, `given_sound` and `plain_name` are what people are
    found by (`finding.sounds.keys_of`).
    `merged_into` is the record that was kept when this one turned out to be of the same person; it is never itself
    merged, since its own merge takes along what was merged into it.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Other"

    class Ethnicity(models.TextChoices):
        ASIAN = "asian", "Asian"
        BLACK = "black", "Black"
        MIXED = "mixed", "Mixed"
        WHITE = "white", "White"
        OTHER = "other", "Other"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    crn = models.CharField("CRN", max_length=7, blank=True)
    crn_confirmed = models.BooleanField(default=True)
    prison_number = models.CharField(max_length=7, blank=True)
    prison_number_confirmed = models.BooleanField(default=True)
    pnc_id = models.CharField("PNC id", max_length=13, blank=True)
    pnc_matched = models.BooleanField("matched to the Police National Computer", default=True)
    family_name = models.CharField(max_length=100)
    given_names = models.CharField(max_length=100, blank=True)
    family_sound = models.CharField(max_length=40, blank=True, editable=False)
    given_sound = models.CharField(max_length=40, blank=True, editable=False)
    plain_name = models.CharField("name in plain letters", max_length=210, blank=True, editable=False)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices)
    ethnicity = models.CharField(max_length=10, choices=Ethnicity.choices, blank=True)
    died_on = models.DateField(null=True, blank=True)
    communication_needs = models.CharField(max_length=300, blank=True)
    street = models.CharField("first line of the address", max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    has_former = False  # after `with_former()`: whether a record was merged into this one

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["family_name", "given_names", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_person_of_a_uuid"),
            models.UniqueConstraint(
                fields=["crn"],
                condition=CURRENT & Q(crn_confirmed=True, merged_into=None) & ~Q(crn=""),
                name="one_confirmed_crn",
            ),
            models.UniqueConstraint(
                fields=["prison_number"],
                condition=CURRENT & Q(prison_number_confirmed=True, merged_into=None) & ~Q(prison_number=""),
                name="one_confirmed_prison_number",
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(died_on__gte=models.F("date_of_birth")),
                name="death_not_before_birth",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["crn"], name="person_crn"),
            models.Index(fields=["prison_number"], name="person_prison_number"),
            models.Index(fields=["pnc_id"], name="person_pnc_id"),
            models.Index(fields=["family_name", "given_names"], name="person_name"),
            models.Index(fields=["date_of_birth"], name="person_born"),
            models.Index(fields=["family_sound"], name="person_family_sound"),
            models.Index(fields=["postcode"], name="person_postcode"),
            models.Index(fields=["version_of", "superseded_at"], name="person_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def told_apart(self) -> str:
        """The name with the identifiers, in one line: for two records of much the same name."""
        return ", ".join(part for part in (str(self), self.crn, self.prison_number) if part)

    @property
    def address(self) -> str:
        """The first line and the postcode, as far as they are recorded."""
        return ", ".join(part for part in (self.street, self.postcode) if part)

    @property
    def identity(self) -> list[tuple[str, str]]:
        """What tells this person from another of the same name: pairs of label and words, for the identity bar."""
        pairs = [
            ("CRN", self.crn),
            ("Prison number", self.prison_number),
            ("Born", say_day(self.date_of_birth)),
            ("Died", say_day(self.died_on) if self.died_on else ""),
        ]
        return [(label, words) for label, words in pairs if words]


class PersonAreaManager(CurrentManager):
    """Areas of people, as they are known now."""

    def current_of(self, person: Person) -> "PersonArea | None":
        """The area they belong to today: the latest one begun (outcomes: Place)."""
        begun = self.filter(Q(since=None) | Q(since__lte=today()), person=person)
        return begun.select_related("area").order_by(models.F("since").desc(nulls_last=True)).first()  # type: ignore[return-value]


class PersonArea(Fact):
    """The area a person belongs to from a date; no date means always. The latest one begun counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="areas")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True, blank=True)

    objects = PersonAreaManager()

    class Meta:
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "since"], condition=CURRENT & Q(since__isnull=False), name="one_area_since"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=CURRENT & Q(since__isnull=True), name="one_area_always"
            ),
        ]
        indexes = [models.Index(fields=["person", "since", "superseded_at"], name="area_of_person")]

    def __str__(self) -> str:
        return f"{self.area} since {self.since or 'always'}"
