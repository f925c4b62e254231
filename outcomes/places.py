"""The places of reports, and where an index row is (outcomes: Place).

Two families, never a grid of both: every row has at most one area and at most one hub. A contract area and England are
sums of areas, and England holds the people without an area too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from foundation.lifecycle.dates import AddDays, LondonDay
from hubs.models import Hub, ServedArea
from people.models import Area, ContractArea, PersonArea
from referrals.models import Referral, Transfer
from referrals.states import ReferralState

from .moments import ReportMoment, latest

Kind = Literal["area", "hub", "contract_area", "england"]
YEAR = 365  # days after a release in which a later referral is told of
EAST_TO_NORTH = Decimal("0.6")  # a degree of longitude is so much shorter than one of latitude, in England
LISTS: dict[str, Any] = {"area": Area, "hub": Hub, "contract_area": ContractArea}


class UnknownPlace(LookupError):
    """No place of the kind has the name."""


@dataclass(frozen=True)
class ReportPlace:
    """What a report is about. `members` are its areas, or its one hub; None in it stands for people without an area."""

    kind: Kind
    name: str
    pk: int | None
    members: frozenset[int | None]

    def __str__(self) -> str:
        return self.name

    @property
    def only(self) -> list[int | None] | None:
        """The places to ask the engine for; everything where people without a place belong to it."""
        return None if None in self.members else sorted(self.members, key=str)

    @property
    def family(self) -> "Family":
        return HUBS if self.kind == "hub" else AREAS


@dataclass(frozen=True)
class Family:
    """One of the two ways of saying where a row is: `expression(index, at)` is the row's place."""

    name: str
    expression: Callable[[Any, ReportMoment], Any]


def area_on(at: ReportMoment) -> Subquery:
    """The person's area on the index date: the latest one begun by then; one without a date is there always."""
    begun = at.known(PersonArea).filter(
        Q(since=None) | Q(since__lte=OuterRef("index_on")), person=OuterRef("person_id")
    )
    return Subquery(latest(begun, "since").values("area_id")[:1])


def agreed_transfers(at: ReportMoment, key: Any, version_of: Any) -> QuerySet:
    """The transfers agreed and known then of the referral that an outer row is, or is a version of."""
    of_it = Q(referral=key) | Q(referral=version_of)
    return Transfer.objects.agreed(at.known_at).filter(of_it).order_by()


def hub_then(at: ReportMoment) -> Coalesce:
    """The hub that had the referral on the index date: one that took it over later has no part in the figure."""
    transfers = agreed_transfers(at, OuterRef("pk"), OuterRef("version_of_id"))
    return _then_or_now(_handed_over_by(transfers, OuterRef("index_on")))


def _handed_over_by(transfers: QuerySet, day: Any) -> Subquery:
    """The hub that handed over first after the day; NULL when none did."""
    later = transfers.alias(agreed_on=LondonDay("agreed_at")).filter(agreed_on__gt=day)
    return Subquery(later.order_by("agreed_at").values("from_hub_id")[:1])


def _then_or_now(then: Subquery) -> Coalesce:
    return Coalesce(then, F("hub_id"), output_field=BigIntegerField())


def own_hub(at: ReportMoment) -> F:
    """The hub that the row itself names."""
    return F("hub_id")


def hub_on_release(at: ReportMoment) -> Subquery:
    """The hub of a referral live on the release date and submitted by then; of several, the latest.

    Never of a later referral: that would be immortal-time bias. Those count as ended from the day they ended on.
    """
    day = OuterRef("index_on")
    live = (
        at.known(Referral)
        .alias(submitted_on=LondonDay("submitted_at"), decided_on=LondonDay("decided_at"))
        .filter(Q(ended_on=None) | Q(ended_on__gt=day), person=OuterRef("person_id"), submitted_on__lte=day)
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
        .exclude(state=ReferralState.DECLINED, decided_on__lte=day)
    )
    transfers = agreed_transfers(at, OuterRef("pk"), OuterRef("version_of_id"))
    then = _then_or_now(_handed_over_by(transfers, OuterRef(day)))
    return Subquery(latest(live, "submitted_at").annotate(hub_then=then).values("hub_then")[:1])


def hub_referred_later(at: ReportMoment) -> NullIf:
    """The hub of the first referral submitted in the year after the release; NULL where it had the person already."""
    released_on = OuterRef("index_on")
    later = (
        at.known(Referral)
        .alias(submitted_on=LondonDay("submitted_at"), index_on=LondonDay("submitted_at"))
        .filter(
            person=OuterRef("person_id"),
            submitted_on__gt=released_on,
            submitted_on__lte=AddDays(released_on, YEAR),
            submitted_at__lte=at.day_ends,
        )
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
    )
    first = later.annotate(hub_then=hub_then(at)).order_by("submitted_at", "pk")
    return NullIf(Subquery(first.values("hub_then")[:1]), hub_on_release(at))


def area_of_hub(at: ReportMoment) -> Subquery:
    """The area that the row's hub stands in: of those it serves, the nearest. One alone, so that areas add up."""
    return _nearest_area(OuterRef("hub_id"), "area_id")


def area_stood_in() -> Subquery:
    """The name of the area that an outer hub stands in, as `area_of_hub`."""
    return _nearest_area(OuterRef("pk"), "area__name")


def _nearest_area(hub: OuterRef, says: str) -> Subquery:
    north = F("area__latitude") - F("hub__latitude")
    east = (F("area__longitude") - F("hub__longitude")) * EAST_TO_NORTH
    served = ServedArea.objects.filter(hub=hub).alias(apart=north * north + east * east)
    return Subquery(served.order_by(F("apart").asc(nulls_last=True), "area__name").values(says)[:1])


AREAS = Family("area", lambda index, at: index.area(at) if index.area else area_on(at))
HUBS = Family("hub", lambda index, at: index.hub(at))


def england() -> ReportPlace:
    """Everybody, people without an area included."""
    return ReportPlace(
        "england", "England", None, frozenset({None, *Area.objects.values_list("pk", flat=True)})
    )


def place_named(kind: Kind, name: str = "") -> ReportPlace:
    """The place of a kind and name. A hub is without its satellites. Raises UnknownPlace, saying what is needed."""
    if kind == "england":
        return england()
    found = places_of(kind, LISTS[kind].objects.filter(name=name))
    if not found:
        title = kind.replace("_", " ")
        raise UnknownPlace(
            f"There is no {title} called “{name}”. Give a name as the list of {title}s spells it; "
            "load_reference loads the lists."
        )
    return found[0]


def places_of(kind: Kind, rows: QuerySet) -> list[ReportPlace]:
    """The places of some rows of the list of a kind, in one query."""
    members: dict[tuple[int, str], set[int | None]] = {}
    for pk, name, member in rows.values_list("pk", "name", "areas" if kind == "contract_area" else "pk"):
        members.setdefault((pk, name), set()).update({member} - {None})
    return [ReportPlace(kind, name, pk, frozenset(places)) for (pk, name), places in members.items()]
