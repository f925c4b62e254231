"""Supervision, release, consent and risk: what a referral rests on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import ConsentQuerySet, ReleaseQuerySet, SupervisionQuerySet


class Supervision(Fact):
    """A dated period of supervision. `ended_on` is the first day without it."""

    class Kind(models.TextChoices):
        LICENCE = "licence", "Licence"
        COMMUNITY_ORDER = "community_order", "Community order"
        SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order", "Suspended sentence order"
        POST_SENTENCE_SUPERVISION = "post_sentence_supervision", "Post-sentence supervision"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="supervisions")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=120, blank=True)

    objects = CurrentManager.from_queryset(SupervisionQuerySet)()

    class Meta:
        ordering = ["-started_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="supervision_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "started_on"], condition=CURRENT, name="one_supervision_of_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "started_on", "ended_on", "superseded_at"], name="supervision_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.started_on}"

    @property
    def effective_on(self):
        return self.started_on


class Release(Fact):
    """A release from prison, expected or actual. A recall ends it.

    Only `licence`, `end_of_sentence` and `post_recall` count as releases; `temporary` and `bail` never do, and a recall
    on the day of release makes it none (outcomes: R1, E1).
    """

    class Kind(models.TextChoices):
        LICENCE = "licence", "On licence"
        END_OF_SENTENCE = "end_of_sentence", "At the end of sentence"
        POST_RECALL = "post_recall", "After recall"
        TEMPORARY = "temporary", "Temporary"
        BAIL = "bail", "Bail"

    FIRST = (Kind.LICENCE, Kind.END_OF_SENTENCE)
    COUNTED = (*FIRST, Kind.POST_RECALL)  # temporary release and bail are no release in any figure

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="releases")
    prison = models.ForeignKey("people.Prison", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    received_on = models.DateField("received into prison on", null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    recalled_on = models.DateField(null=True, blank=True)

    objects = CurrentManager.from_queryset(ReleaseQuerySet)()

    class Meta:
        ordering = ["-released_on", "-expected_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_on__isnull=False) | Q(released_on__isnull=False),
                name="release_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(recalled_on=None)
                | Q(released_on__isnull=False, recalled_on__gte=F("released_on")),
                name="recall_after_release",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(released_on=None) | Q(released_on__gte=F("received_on")),
                name="release_after_reception",
            ),
            models.UniqueConstraint(
                fields=["person", "prison", "released_on"],
                condition=CURRENT & Q(released_on__isnull=False),
                name="one_release_of_a_day_and_prison",
            ),
        ]
        indexes = [
            models.Index(fields=["released_on", "person", "superseded_at"], name="release_by_day"),
            models.Index(fields=["person", "released_on", "superseded_at"], name="release_of_person"),
            models.Index(fields=["expected_on", "superseded_at"], name="release_expected"),
        ]

    def __str__(self) -> str:
        return f"{self.prison}, {self.released_on or self.expected_on}"

    @property
    def day(self):
        """The actual date, or the expected one while there is none."""
        return self.released_on or self.expected_on

    @property
    def effective_on(self):
        return self.released_on

    @property
    def is_friday(self) -> bool:
        """Friday releases are marked everywhere (interface: rule 4)."""
        return self.day.weekday() == 4


class ConsentText(models.Model):
    """One version of the words a person agrees to."""

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    from_day = models.DateField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class Consent(Fact):
    """Agreement to take part and to share. Live until withdrawn; the lawful basis of processing is something else."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        BY_PHONE = "by_phone", "By phone"
        IN_WRITING = "in_writing", "In writing"
        IMPORTED = "imported", "In an import file"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    how = models.CharField(max_length=20, choices=How.choices)
    withdrawn_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CurrentManager.from_queryset(ConsentQuerySet)()

    class Meta:
        ordering = ["-given_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]
        indexes = [models.Index(fields=["person", "withdrawn_on", "superseded_at"], name="consent_of_person")]

    def __str__(self) -> str:
        return f"given {self.given_on}"

    @property
    def effective_on(self):
        return self.given_on


class RiskInformation(Fact):
    """The level of risk to one group of people, or "not yet available", which is due again in 14 days."""

    class ToWhom(models.TextChoices):
        PUBLIC = "public", "Public"
        STAFF = "staff", "Staff"
        KNOWN_ADULT = "known_adult", "Known adult"
        CHILDREN = "children", "Children"
        SELF = "self", "Self"

    class Level(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"
        VERY_HIGH = "very_high", "Very high"
        NOT_YET_AVAILABLE = "not_yet_available", "Not yet available"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="risks")
    to_whom = models.CharField(max_length=20, choices=ToWhom.choices)
    level = models.CharField(max_length=20, choices=Level.choices)
    meaning = models.CharField("what it means at the hub", max_length=500, blank=True)
    source = models.CharField(max_length=120, blank=True)
    assessed_on = models.DateField()

    objects = CurrentManager()

    class Meta:
        ordering = ["id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "to_whom"], condition=CURRENT, name="one_risk_to_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_whom_display()}: {self.get_level_display()}"

    @property
    def effective_on(self):
        return self.assessed_on
