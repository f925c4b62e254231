"""Where views begin: what this user may read of referrals, and nothing else."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.working_days import add_working_days
from hubs import actions as hubs
from hubs.models import Booking, Hub, Place, ServedArea
from hubs.states import SessionState
from people.models import Person
from people.scope import area_of

from . import access, tabs
from .clocks import DECISION_IS_NEWS, SOON
from .models import Amendment, Need, Question, Referral, ReferralSource, Transfer
from .querysets import ReferralQuerySet
from .states import ReferralState as S

_SHOWN_WITH = (
    "person",
    "hub__team",
    "source",
    "referrer",
    "team",
    "taken_by",
    "key_worker",
    "decided_by",
    "reason",
)


def referral_seen_by(user: User, uuid: UUID) -> Referral:
    """Raises Http404 outside the user's scope, just as for one that does not exist."""
    return get_object_or_404(Referral.objects.visible_to(user).select_related(*_SHOWN_WITH), uuid=uuid)


def summary_seen_by(user: User, uuid: UUID) -> Referral:
    """As `referral_seen_by`; whoever holds the person reads how support ended, though others referred them."""
    return get_object_or_404(Referral.objects.summed_up_for(user).select_related(*_SHOWN_WITH), uuid=uuid)


def referral_called(reference: str) -> Referral | None:
    """The referral of that reference, whoever may see it: for an operator at the command line only."""
    return Referral.objects.select_related(*_SHOWN_WITH).filter(reference=reference.strip().upper()).first()


def was_submitted_from(referral: Referral, version: str, *, by: User) -> bool:
    """This user already submitted the draft as it stood in that version: the second click of a double click."""
    if referral.state == S.DRAFT or not (version.isascii() and version.isdigit()):
        return False
    return events.of(referral).filter(what="submit", by=by, facts__version=int(version)).exists()


def was_voided_by(user: User, uuid: UUID) -> bool:
    """This user marked it as entered in error already, and sees it no longer."""
    gone = Referral.objects.filter(uuid=uuid, state=S.ENTERED_IN_ERROR).first()
    return gone is not None and events.of(gone).filter(what="void", by=user).exists()


def needs_of(referral: Referral) -> list[Need]:
    """The needs it names now, without dropped ones."""
    return list(referral.needs.filter(dropped_at=None))


def amendments_of(referral: Referral) -> list[Amendment]:
    """What was changed after submission, latest first."""
    return list(referral.amendments.select_related("amended_by"))


def open_questions(referral: Referral) -> list[Question]:
    """The hub's questions that the referrer has not answered."""
    return list(referral.questions.filter(answered_at=None))


def transfer_seen_by(user: User, uuid: UUID) -> Transfer:
    """Raises Http404 outside the user's scope."""
    found = Transfer.objects.visible_to(user).select_related(
        "referral__person", "referral__hub__team", "referral__team", "referral__referrer", "referral__key_worker",
        "referral__taken_by", "from_hub__team", "to_hub__team", "person", "requested_by",
    )  # fmt: skip
    return get_object_or_404(found, uuid=uuid)


def standing_transfer(referral: Referral) -> Transfer | None:
    """The transfer that is asked for and not answered."""
    asked = Transfer.objects.standing().filter(referral=referral)
    return asked.select_related("from_hub__team", "to_hub__team", "requested_by").first()


def transfers_of(referral: Referral) -> list[Transfer]:
    """Every transfer that was ever asked for, the latest first."""
    found = Transfer.objects.filter(referral=referral)
    return list(found.select_related("from_hub", "to_hub", "requested_by", "answered_by"))


def sessions_of(referral: Referral) -> QuerySet[Booking]:
    """What the person was booked into while support lasted, at its hub or at one that handed it over (outcomes: F3).

    Of a referral that was started; without sessions that were not held.
    """
    former = Transfer.objects.agreed().filter(referral=referral).order_by().values("from_hub")
    there = Q(hub=referral.hub_id) | Q(hub__in=former)
    booked = Booking.objects.filter(there, person=referral.person_id, held_on__gte=referral.started_on)
    if referral.ended_on:
        booked = booked.filter(held_on__lte=referral.ended_on)
    return booked.exclude(session__state=SessionState.NOT_HELD)


def still_seen(user: User, referral: Referral) -> bool:
    """Whether the referral is still in the user's scope."""
    return Referral.objects.visible_to(user).filter(pk=referral.pk).exists()


def sources() -> list[ReferralSource]:
    """Who may be the source, in the order of the list."""
    return list(ReferralSource.objects.all())


def hubs_with_places() -> list[Hub]:
    """Every hub with `taken`, the places in use today, by contract area and name."""
    hubs_there = Hub.objects.with_taken().select_related("contract_area")
    return list(hubs_there.order_by("contract_area__name", "name"))


def hub_serving(person: Person) -> Hub | None:
    """The hub that serves the area the person belongs to today."""
    area = area_of(person)
    served = ServedArea.objects.select_related("hub").filter(area=area).first() if area else None
    return served.hub if served else None


def hubs_by_name() -> list[Hub]:
    """Every hub, for a filter."""
    return list(Hub.objects.order_by("name"))


def listed(user: User, tab: tabs.Tab, wanted: dict[str, Any]) -> ReferralQuerySet:
    """The rows of a tab, cut by the filter, in the tab's order."""
    rows = _asked_for(_base(user, wanted), wanted).filter(tab.where(user)).with_listed().with_due_next()
    if tab.by_wait:
        return rows.longest_wait_first()
    return rows.soonest_first() if tab.by_clock else rows.newest_first()


def tab_counts(user: User, wanted: dict[str, Any]) -> dict[str, int]:
    """Counts on tabs: they follow whose referrals are shown, and no other filter."""
    return tabs.counts(_base(user, wanted), user)


def chosen_for_bulk(user: User, uuids: Iterable[UUID]) -> list[Referral]:
    """Those of the ticked rows that the user still sees, by reference; the others are not told from none."""
    rows = Referral.objects.visible_to(user).filter(uuid__in=uuids)
    return list(rows.select_related(*_SHOWN_WITH).order_by("reference"))


def workers_of_hubs(user: User) -> list[User]:
    """Those at the hubs of the user who can have a referral."""
    found = User.objects.in_teams(*user.team_ids)
    return [worker for worker in found if worker.may(Permission.RECORD_INDUCTION)]


def key_workers_for(person: Person, hub: Hub) -> dict[int, User]:
    """Those of the hub's team who can be the person's key worker, by id."""
    team = User.objects.in_teams(hub.team_id)
    return {user.pk: user for user in team if access.can_be_key_worker(user, hub, person)}


def colleagues(user: User) -> list[User]:
    """Those of the user's teams who write referrals."""
    found = User.objects.in_teams(*user.team_ids)
    return [colleague for colleague in found if colleague.may(Permission.WRITE_REFERRAL)]


def _base(user: User, wanted: dict[str, Any]) -> ReferralQuerySet:
    rows, whose = Referral.objects.listed_for(user), wanted.get("whose")
    if whose == "nobody":
        return rows.without_worker() if user.may(Permission.DECIDE_REFERRAL) else rows.without_referrer()
    if whose == "team" or (user.may(Permission.DECIDE_REFERRAL) and whose != "mine"):
        return rows
    return rows.in_hands_of(user) if user.may(Permission.DECIDE_REFERRAL) else rows.written_by(user)


def _asked_for(rows: ReferralQuerySet, wanted: dict[str, Any]) -> ReferralQuerySet:
    if kinds := wanted.get("need"):
        rows = rows.naming(kinds)
    if hub := wanted.get("hub"):
        rows = rows.filter(hub=hub)
    if source := wanted.get("source"):
        rows = rows.filter(source=source)
    if days := wanted.get("release"):
        rows = rows.released_by(today() + datetime.timedelta(days=days))
    if reference := wanted.get("reference"):
        rows = rows.filter(reference__contains=reference)
    if clock := wanted.get("clock"):
        rows = _by_clock(rows, clock)
    return rows


def _by_clock(rows: ReferralQuerySet, clock: str) -> ReferralQuerySet:
    if clock == "paused":
        return rows.filter(state=S.INFORMATION_REQUESTED)
    return rows.awaiting_decision().filter(decision_due_on__range=_span(clock, today()))


def _span(clock: str, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The due dates that a choice of the clock filter means."""
    one = datetime.timedelta(days=1)
    return {
        "overdue": (datetime.date.min, day - one),
        "today": (day, day),
        "next": (day + one, add_working_days(day, SOON)),
    }[clock]


def is_full_for(user: User, referral: Referral) -> bool:
    """No place is free for this person at the hub, and the user may not open one more (domain: Referral, accept)."""
    hub = referral.receiving_hub
    if hubs.places_free(hub) > 0 or access.can_exceed_capacity(user, hub):
        return False
    return not Place.objects.open().filter(person=referral.person_id, hub=hub).exists()


def to_decide_and_induct(user: User, *, limit: int) -> tuple[list[Referral], list[Referral]]:
    """What the user's hubs do next, in one query: decide what is overdue or due in the next 5 working days, the
    soonest first; and induct whom they accepted and have not started, the longest waiting first.
    """
    soon = add_working_days(today(), SOON)
    rows = Referral.objects.listed_for(user).due_by_or(S.ACCEPTED, soon).first_of_each_part(limit)
    parts: tuple[list[Referral], list[Referral]] = ([], [])
    for referral in rows.with_line():
        parts[referral.state == S.ACCEPTED].append(referral)
    return parts


def due_from_referrer(user: User, *, limit: int) -> list[Referral]:
    """The user's own referrals on which a hub is late or about to decide, and those on a waiting list, last."""
    soon = add_working_days(today(), SOON)
    mine = Referral.objects.visible_to(user).written_by(user)
    return list(mine.due_by_or(S.WAITING, soon).with_line().soonest_first()[:limit])


def decided_lately(user: User, *, limit: int) -> list[Referral]:
    """The user's own referrals that a hub decided in the last 14 days, newest first."""
    mine = Referral.objects.visible_to(user).written_by(user)
    fresh = mine.decided_since(timezone.now() - DECISION_IS_NEWS)
    return list(fresh.with_line().order_by("-decided_at")[:limit])
