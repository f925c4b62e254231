"""What was delivered of what the contract asks for each month (reference: contract targets).

A line is counted as its declaration says; lines about which this product records nothing are said not to be counted.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet, Value

from foundation.design.dates import MONTHS
from foundation.lifecycle.dates import LondonDay, add_months
from hubs.models import Booking, Induction
from hubs.states import CAME, HELD, BookingState
from outcomes.delivery import DeliveryLine as Line
from outcomes.models import Target
from people.models import Release
from referrals.models import HubContact, JointMeeting, Referral
from referrals.states import ReferralState

from .asked import Asked, share_shown
from .sections import Figure, Section

Where = tuple[datetime.date, Line]  # the first day of a month, and a line of the contract
Found = Iterable[tuple[object, datetime.date, int]]  # what was counted, on which day, how many


@dataclass(frozen=True)
class Counting:
    """How a line is counted: from which rows, which kind of them, and the rule in words."""

    words: str
    rows: Callable[[Asked], Found]
    what: object = None


def _accepted(asked: Asked) -> Found:
    """Referrals accepted; what: whether in custody that day, from reception (where it is known) to release."""
    day = OuterRef("on")
    inside = Release.objects.filter(
        Q(received_on=None) | Q(received_on__lte=day),
        Q(released_on=None) | Q(released_on__gt=day),
        person=OuterRef("person"),
    )
    accepted = Referral.objects.filter(decision=Referral.Decision.ACCEPTED, hub__in=asked.hubs)
    accepted = accepted.exclude(state=ReferralState.ENTERED_IN_ERROR).annotate(on=LondonDay("decided_at"))
    return _by_day(accepted.annotate(what=Exists(inside)), asked, "on")


def _inducted(asked: Asked) -> Found:
    return _by_day(Induction.objects.filter(hub__in=asked.hubs).annotate(what=NOTHING), asked, "inducted_on")


def _met(asked: Asked) -> Found:
    met = JointMeeting.objects.filter(prison_side=True, hub_side=True, referral__hub__in=asked.hubs)
    return _by_day(met.annotate(what=NOTHING), asked, "held_on")


def _reached(asked: Asked) -> Found:
    reached = HubContact.objects.filter(referral__hub__in=asked.hubs)
    return _by_day(reached.annotate(what=NOTHING), asked, "made_on")


def _came(asked: Asked) -> Found:
    """Attendances; what: the type of the activity."""
    came = Booking.objects.filter(
        hub__in=asked.hubs, state=BookingState.BOOKED, mark__in=CAME, session__state__in=HELD
    )
    return _by_day(came.annotate(what=F("session__category__type")), asked, "held_on")


NOTHING = Value(None, output_field=BooleanField(null=True))


def _by_day(rows: QuerySet, asked: Asked, on: str) -> Found:
    within = rows.filter(**{f"{on}__range": (asked.first, asked.last)}).order_by()
    return within.values_list("what", on).annotate(number=Count("pk"))


def _attendances(activity: str) -> Counting:
    return Counting(f"attendances at sessions of the type “{activity}”", _came, activity)


COUNTED: Mapping[Line, Counting] = {
    Line.CUSTODY_ENROLMENTS: Counting("referrals accepted while in custody", _accepted, True),
    Line.COMMUNITY_ENROLMENTS: Counting("referrals accepted while not in custody", _accepted, False),
    Line.HUB_INDUCTIONS: Counting("inductions recorded", _inducted),
    Line.PRE_RELEASE_SUPPORT: Counting("joint meetings before release to which prison and hub came", _met),
    Line.THROUGH_THE_GATE: Counting("contacts of a hub with somebody after their release", _reached),
    Line.SUPPORT_WORK: _attendances("Support work"),
    Line.HUMAN_CITIZENSHIP: _attendances("Human citizenship"),
    Line.COMMUNITY_AND_SOCIAL: _attendances("Community and social"),
    Line.INTERVENTIONS_AND_SERVICES: _attendances("Interventions and services"),
    Line.EMPLOYMENT: _attendances("Employment"),
    Line.EDUCATION_AND_TRAINING: _attendances("Education and training"),
}
NOT_COUNTED = "Not recorded here"


def targets(asked: Asked) -> Section:
    """Each line of the contract: its monthly targets added up over the months so far that have one, and the actual."""
    wanted = _targets(asked)
    months = sorted({month for month, _ in wanted})
    actual = _actual(asked) if wanted else Counter()
    lines = [line for line in Line if any(of == line for _, of in wanted)]
    said = ", ".join(f"{MONTHS[month.month].capitalize()} {month.year}" for month in months)
    return Section(
        "targets", "Delivery against targets", f"Counts of {said}" if months else "Counts against monthly targets",
        ("Line", "Target", "Actual", "Share", "Counted as"),
        tuple(_row(asked, line, wanted, actual) for line in lines),
        note="A month counts as far as it has come, against its whole target. A contract may count a line otherwise; "
             "the last column says how it is counted here.",
        empty=f"No monthly target is loaded for {asked.place} in this period.",
    )  # fmt: skip


def _row(asked: Asked, line: Line, wanted: Mapping[Where, Decimal], actual: Counter) -> tuple[Figure, ...]:
    months = [month for month, of in wanted if of == line]
    target = sum((wanted[month, line] for month in months), Decimal(0))
    if line not in COUNTED:
        return line.label, int(target), NOT_COUNTED, "–", "not recorded in this product"
    number = sum(actual[month, line] for month in months)
    shown = asked.people(number)
    return line.label, int(target), shown, share_shown(shown, float(target)), COUNTED[line].words


def _actual(asked: Asked) -> Counter[Where]:
    """How many of each line in each month: one query for each kind of row, not for each line."""
    counted: Counter[Where] = Counter()
    for rows in dict.fromkeys(counting.rows for counting in COUNTED.values()):
        lines = {counting.what: line for line, counting in COUNTED.items() if counting.rows is rows}
        for what, day, number in rows(asked):
            if what in lines:
                counted[day.replace(day=1), lines[what]] += number
    return counted


def _targets(asked: Asked) -> dict[Where, Decimal]:
    """The place's targets of the months that have begun; England is the sum of its contract areas."""
    months = {f"{month:%Y-%m}": month for month in _months(asked)}
    loaded = Target.objects.of_delivery().during(*months).order_by()
    if asked.place.kind == "england":
        loaded = loaded.filter(contract_area__isnull=False)
    else:
        loaded = loaded.filter(**{asked.place.kind: asked.place.pk})
    wanted: dict[Where, Decimal] = {}
    for period, measure, target in loaded.values_list("period", "measure", "target"):
        where = months[period], Line(measure)
        wanted[where] = wanted.get(where, Decimal(0)) + target
    return wanted


def _months(asked: Asked) -> list[datetime.date]:
    """The first days of the period's months that have begun."""
    firsts = (add_months(asked.first, number) for number in range(12))
    return [first for first in firsts if first <= asked.last]
