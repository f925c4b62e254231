"""What the public is told of a hub: when it is open, when it is closed, and which times are for women alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..directory.querysets import ClosureQuerySet, WeeklyQuerySet


class Weekday(models.IntegerChoices):
    """As Python numbers them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Weekly(models.Model):
    """A span of one weekday, week after week. `until_on` is the first day on which it is so no longer; empty: none."""

    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = models.Manager.from_queryset(WeeklyQuerySet)()

    class Meta:
        abstract = True

    def holds_on(self, day) -> bool:
        """Whether the day is this weekday and within the dates."""
        begun = self.from_on <= day and (self.until_on is None or day < self.until_on)
        return begun and day.weekday() == self.weekday


class OpeningHours(Weekly):
    """When a hub is open on a weekday; a day may have several spans. London time. (domain: Hub)"""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.CASCADE, related_name="opening_hours")
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="hub_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(weekday__in=Weekday.values), name="opening_weekday_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="opening_hours_in_order"
            ),
            models.UniqueConstraint(
                fields=["hub", "weekday", "opens_at", "from_on"], name="one_opening_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M} to {self.closes_at:%H:%M}"


class WomenOnlyTime(Weekly):
    """When a hub is for women alone. London time. (domain: Hub)"""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.CASCADE, related_name="women_only_times")
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="women_only_time_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(weekday__in=Weekday.values), name="women_only_weekday_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="women_only_time_in_order"
            ),
            models.UniqueConstraint(
                fields=["hub", "weekday", "starts_at", "from_on"], name="one_women_only_time_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts_at:%H:%M} to {self.ends_at:%H:%M}"


class Closure(models.Model):
    """Days on which a hub is closed, first and last included, and why: the public reads the reason.

    One that ends early has its last day moved. One taken back before it began stays as a record and closes nothing.
    """

    hub = models.ForeignKey("hubs.Hub", on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(ClosureQuerySet)()

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closure_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_has_its_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_by=None, taken_back_at=None)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False),
                name="a_closure_is_taken_back_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["hub", "last_on"], name="closure_of_hub")]

    def __str__(self) -> str:
        return f"{self.first_on} to {self.last_on}"

    def holds_on(self, day) -> bool:
        return self.taken_back_at is None and self.first_on <= day <= self.last_on


class BankHolidayOpening(models.Model):
    """A bank holiday on which a hub is open all the same: without such a row it is closed. (domain: Hub)"""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.CASCADE, related_name="bank_holiday_openings")
    day = models.DateField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        ordering = ["day", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="bank_holiday_closes_after_it_opens"
            ),
            models.UniqueConstraint(fields=["hub", "day"], name="one_opening_of_a_bank_holiday"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens_at:%H:%M} to {self.closes_at:%H:%M}"
