"""What hubs offer: when they are open, their places, their sessions."""

from collections import Counter, defaultdict

from django.db.models import Count, Q, Sum
from django.utils import timezone

from foundation.design.dates import say_day
from foundation.lifecycle.models import Reason
from hubs.directory import opening
from hubs.models import Booking, Hub, Place, Session
from hubs.states import AHEAD, CAME, HELD, BookingState, SessionState

from .asked import Asked, Of, People, share_shown
from .sections import Section


def hours(asked: Asked) -> Section:
    """Hours a week, and how many days each hub was closed though its week has it open."""
    minutes = opening.minutes_open(asked.hubs, asked.first, asked.last)

    def figures(hubs: list[Hub]) -> tuple:
        week = sum(minutes[hub.pk] for hub in hubs) / 60 * 7 / asked.days
        days = [day for hub in hubs for day in opening.days(hub, asked.first, asked.last)]
        return round(week, 1), sum(day.closure is not None for day in days)

    return Section(
        "hours", "Opening hours", f"Hours open, {say_day(asked.first)} to {say_day(asked.last)}",
        ("Hub", "Hours a week, mean", "Days closed"), asked.by_hub(figures),
        note="Bank holidays on which a hub does not open are in the mean and are not counted as days closed.",
        empty="No hub serves this place.",
    )  # fmt: skip


def places(asked: Asked) -> Section:
    """Places, those taken at the end, and the mean taken over the days."""
    taken, mean = _taken(asked)

    def figures(hubs: list[Hub]) -> tuple:
        there_are, at_end = sum(hub.places for hub in hubs), sum(taken[hub.pk] for hub in hubs)
        over_days = People(round(sum(mean[hub.pk] for hub in hubs)))
        return there_are, People(at_end), over_days, Of(1, lambda shown: share_shown(shown, there_are))

    return Section(
        "places", "Places", f"Places at a time, {say_day(asked.first)} to {say_day(asked.last)}",
        ("Hub", "Places", f"Taken on {say_day(asked.last)}", "Taken, mean of the days", "Share taken"),
        asked.by_hub(figures),
        note="A place is opened when a referral is accepted, kept while it is on hold, and freed when it ends. The "
             "number of places is today’s. A share above 100% means that a hub manager opened more.",
        empty="No hub serves this place.",
    )  # fmt: skip


def _taken(asked: Asked) -> tuple[Counter[int], dict[int, float]]:
    """By hub: places taken on the last day, and the mean of the days. Three counts, whatever the size."""
    of_hubs = Place.objects.filter(hub__in=asked.counted).order_by()
    at_first = of_hubs.filter(opened_on__lt=asked.first).exclude(ended_on__lt=asked.first)
    taken = Counter(dict(at_first.values_list("hub").annotate(number=Count("pk"))))
    person_days = Counter({hub: number * asked.days for hub, number in taken.items()})
    within = (asked.first, asked.last)
    opened = of_hubs.filter(opened_on__range=within).values_list("hub", "opened_on")
    for hub, day, number in opened.annotate(number=Count("pk")):
        taken[hub] += number
        person_days[hub] += number * ((asked.last - day).days + 1)
    for hub, day, number in (
        of_hubs.filter(ended_on__range=within).values_list("hub", "ended_on").annotate(number=Count("pk"))
    ):
        taken[hub] -= number
        person_days[hub] -= number * ((asked.last - day).days + 1)
    return taken, defaultdict(float, {hub: total / asked.days for hub, total in person_days.items()})


def sessions(asked: Asked) -> Section:
    """Sessions of each hub: put on, held, not held, without a register; places offered and used."""
    of_hubs = _sessions(asked).values("hub").annotate(
        put_on=Count("pk", filter=~Q(state__in=AHEAD) | Q(ends_at__lte=timezone.now())),
        held=Count("pk", filter=Q(state__in=HELD)),
        not_held=Count("pk", filter=Q(state=SessionState.NOT_HELD)),
        missing=Count("pk", filter=Q(state__in=AHEAD, ends_at__lte=timezone.now())),
        offered=Sum("capacity", filter=Q(state__in=HELD)),
    )  # fmt: skip
    found = {each.pop("hub"): each for each in of_hubs}
    used = _used(asked)

    def figures(hubs: list[Hub]) -> tuple:
        rows = [found[hub.pk] for hub in hubs if hub.pk in found]
        counted = [sum(row[name] or 0 for row in rows) for name in ("put_on", "held", "not_held", "missing")]
        offered, came = sum(row["offered"] or 0 for row in rows), sum(used[hub.pk] for hub in hubs)
        return *counted, offered, People(came), Of(5, lambda shown: share_shown(shown, offered))

    return Section(
        "sessions", "Sessions", f"Sessions, {say_day(asked.first)} to {say_day(asked.last)}",
        ("Hub", "Put on", "Held", "Not held", "No register yet", "Places offered", "Places used", "Share used"),
        asked.by_hub(figures),
        note="Places offered are those of sessions held. A place is used by somebody who attended, late or leaving "
             "early too; walk-ins included.",
        empty="No hub serves this place.",
    )  # fmt: skip


def why_not_held(asked: Asked) -> Section:
    """The reasons of the list given for sessions not held, the most frequent first; what was typed instead is "Other".

    Typed words stay with the hub: nobody knows what they say.
    """
    listed = Reason.objects.filter(list="not_held", text_required=False).values_list("reason", flat=True)
    said = (
        _sessions(asked)
        .filter(hub__in=asked.hubs, state=SessionState.NOT_HELD)
        .values_list("not_held_reason")
    )
    whole = set(listed)
    counted = Counter[str]()
    for reason, number in said.annotate(number=Count("pk")):
        chosen = reason.partition(": ")[0]
        counted[chosen if chosen in whole else "Other"] += number
    most_frequent = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return Section(
        "not-held", "Why sessions were not held", "Sessions not held, by reason", ("Reason", "Sessions"),
        tuple(most_frequent),
        empty="No session was called off.",
    )  # fmt: skip


def _sessions(asked: Asked):
    return Session.objects.filter(hub__in=asked.counted, held_on__range=(asked.first, asked.last)).order_by()


def _used(asked: Asked) -> Counter[int]:
    came = Booking.objects.filter(
        hub__in=asked.counted, held_on__range=(asked.first, asked.last), state=BookingState.BOOKED, mark__in=CAME,
        session__state__in=HELD, session__capacity__isnull=False,
    )  # fmt: skip
    return Counter(dict(came.order_by().values_list("hub").annotate(number=Count("pk"))))
