"""Where views begin: what anybody may choose from, and the enquiries that a worker may read."""

import datetime
from uuid import UUID

from django.db.models import Sum
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from hubs.models import Hub, ServedArea
from people import scope as people_scope
from people.finding.matching import Match, Sought
from people.models import Area

from ..models import DroppedEnquiries, Enquiry, Referral, ReferralSource
from .querysets import EnquiryQuerySet
from .states import EnquiryState

DROPPED_SHOWN = datetime.timedelta(days=28)

# --- for anybody --------------------------------------------------------------------------------------------------


def areas() -> list[Area]:
    """Every area of a council, by name."""
    return list(Area.objects.exclude(kind="group").order_by("name"))


def hubs() -> list[Hub]:
    """Every hub and satellite, by name."""
    return list(Hub.objects.order_by("name"))


def sources_of_agencies() -> list[ReferralSource]:
    """What an organisation that asks for somebody may be, in the order of the list."""
    return list(ReferralSource.objects.exclude(kind="self"))


def hub_for(area: int | None, hub: int | None) -> Hub | None:
    """The hub chosen; else the one that serves the area; else the first of its contract area; else None."""
    if hub:
        return Hub.objects.filter(pk=hub).first()
    if area is None:
        return None
    if served := ServedArea.objects.select_related("hub").filter(area=area).first():
        return served.hub
    contract_area = Area.objects.filter(pk=area).values("contract_area")
    return Hub.objects.filter(contract_area__in=contract_area, kind=Hub.Kind.HUB).order_by("name").first()


# --- for the workers of a hub -------------------------------------------------------------------------------------


def enquiry_seen_by(user: User, uuid: UUID) -> Enquiry:
    """Raises Http404 outside the user's hubs, just as for one that does not exist."""
    seen = Enquiry.objects.visible_to(user).with_listed().select_related("hub__team", "source")
    return get_object_or_404(seen, uuid=uuid)


def was_passed_on_by(user: User, uuid: UUID) -> bool:
    """Whether the user passed it on to a hub whose enquiries they do not see."""
    gone = (
        Enquiry.objects.filter(uuid=uuid)
        .exclude(pk__in=Enquiry.objects.visible_to(user).values("pk"))
        .first()
    )
    return gone is not None and events.of(gone).filter(what="pass_on", by=user).exists()


def listed(user: User, state: str) -> EnquiryQuerySet:
    """Those in a state: received ones oldest first, answered ones newest first."""
    rows = Enquiry.objects.visible_to(user).filter(state=state).with_listed()
    return rows.oldest_first() if state == EnquiryState.RECEIVED else rows.newest_first()


def counts(user: User) -> dict[str, int]:
    """How many stand in each state."""
    return Enquiry.objects.visible_to(user).counted_by_state()


def candidates(user: User, enquiry: Enquiry) -> list[Match]:
    """People who may be meant, as far as this worker may see them, with why."""
    return people_scope.matches_seen_by(user, sought_in(enquiry))


def passings(enquiry: Enquiry) -> list[tuple[Event, Hub]]:
    """How it was passed on, oldest first: the event and the hub that it came from. One query more than events."""
    passed = list(events.of(enquiry).filter(what="pass_on").order_by("id"))
    hubs_by_key = Hub.objects.in_bulk({event.facts["from_hub"] for event in passed}) if passed else {}
    return [(event, hubs_by_key[event.facts["from_hub"]]) for event in passed]


def is_copied_into(draft: Referral, enquiry: Enquiry) -> bool:
    """Whether the draft began from the enquiry and says what it says; else it stood before and says its own."""
    began = events.of(draft).filter(what="drafted")
    return any(event.facts.get("enquiry") == enquiry.pk for event in began)


def sought_in(enquiry: Enquiry) -> Sought:
    """Whom the enquiry names."""
    return Sought(name=enquiry.name, date_of_birth=enquiry.date_of_birth)


def dropped_lately() -> int:
    """How many messages were taken for spam in the last 28 days, at all hubs together."""
    lately = DroppedEnquiries.objects.filter(day__gt=today() - DROPPED_SHOWN)
    return lately.aggregate(total=Sum("count"))["total"] or 0
