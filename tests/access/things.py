"""The things of the world beside its one person: in every state in which something can be done with them."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hubs.models import Hub
from outcomes.freezing import frozen
from outcomes.moved.change import Moved, Split
from people import actions as people
from people.models import DuplicatePair
from tests.factories.accounts import (
    UserFactory,
)
from tests.factories.contacts import ContactFactory, SafeguardingConcernFactory
from tests.factories.hubs import (
    BookingFactory,
    ReminderFactory,
    ReminderWishFactory,
    SessionFactory,
    WellbeingFactory,
)
from tests.factories.journeys import QualitySampleFactory, SampledRecordFactory, read_twice
from tests.factories.outcomes import MoveFactory, SnapshotFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, PlanReviewFactory, StepFactory
from tests.factories.people import (
    BreakGlassFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    NoContactFactory,
    PersonFactory,
    TakeOverRequestFactory,
)
from tests.factories.people_documents import DocumentFactory
from tests.factories.referrals import (
    QuestionFactory,
    ReferralFactory,
    TransferFactory,
)

if TYPE_CHECKING:
    from .world import World


def kept_of(world: World, person: Any, hub: Any) -> None:
    """What a hub keeps of somebody besides their days there."""
    ReminderWishFactory(person=person, recorded_by=world.actors["hub_worker"])
    gave_up = {"state": "failed", "tries": 4, "last_error": "Undeliverable"}
    world.things |= {
        "document": DocumentFactory(person=person, uploaded_by=world.actors["hub_worker"]),
        "wellbeing": WellbeingFactory(person=person, hub=hub),
        "note": ContactFactory(person=person, team=hub.team, written_by=world.actors["hub_worker"]),
        "safeguarding": SafeguardingConcernFactory(
            person=person, team=hub.team, raised_by=world.actors["hub_worker"]
        ),
        "reminder": ReminderFactory(booking=world.things["booking"], **gave_up),
    }
    _planned(world, person)


def _planned(world: World, person: Any) -> None:
    """A goal that is worked for, and one that is reached."""
    plan = PlanFactory(person=person)
    PlanReviewFactory(plan=plan)
    goal = GoalFactory(plan=plan, pathway=world.things["pathway"])
    world.things |= {
        "goal": goal,
        "goal_reached": GoalFactory(plan=plan, state="done"),
        "step": StepFactory(goal=goal),
        "step_done": StepFactory(goal=goal, state="done"),
    }


def moved(world: World, area: Any) -> None:
    """Why a figure of the published report differs from the one before."""
    told = Moved(
        "housed-on-release", "Housed on release night", 0.6, 0.65, 0.01, 0.0, (Split("sex", 0.05, -0.01),)
    )
    earlier = SnapshotFactory(published=True, place=area.name, period="2024-Q4")
    MoveFactory(later=world.things["snapshot"], earlier=earlier, told=json.dumps([frozen(told)]))


def sampled(world: World, hub: Any) -> None:
    """One record of the hub's sample that nobody has read, and one that two have."""
    sample = QualitySampleFactory(hub=hub)
    world.things["sampled"] = SampledRecordFactory(sample=sample, referral=world.things["started"])
    world.things["sampled_read"] = SampledRecordFactory(sample=sample, referral=world.things["completed"])
    read_twice(world.things["sampled_read"])


def clash(world: World, office: Any, person: Any) -> None:
    """Somebody the person may not meet was booked beside them before that was recorded."""
    beside = PersonFactory(held_by=office)
    BookingFactory(session=world.things["booking"].session, person=beside)
    NoContactFactory(first=person, second=beside)


def decided(world: World, office: Any, hub: Any) -> None:
    """A referral in each of the states in which something else can be done with it."""
    worker, own = world.actors["hub_worker"], world.actors["practitioner"]
    for state in ("waiting", "started", "on_hold", "declined", "completed"):
        world.things[state] = ReferralFactory(
            state=state, team=office, referrer=own, hub=hub, person=known(office, hub), key_worker=worker
        )
    asked = ReferralFactory(
        state="information_requested", team=office, referrer=own, hub=hub, person=known(office, hub)
    )
    QuestionFactory(referral=asked)
    moving = ReferralFactory(state="started", team=office, referrer=own, hub=hub, person=known(office, hub))
    to_hub = Hub.objects.get(team__in=world.actors["hub_worker_elsewhere"].teams.all())
    world.things |= {
        "asked": asked,
        "transfer": TransferFactory(referral=moving, to_hub=to_hub),
        "refused_transfer": TransferFactory(referral=world.things["started"], to_hub=to_hub, state="refused"),
    }


def booked(world: World, office: Any, hub: Any) -> None:
    """A booking in each of the states in which something else can be done with it."""
    later = world.things["later_session"]
    BookingFactory(session=later, person=known(office, hub), state="waiting_list")
    world.things |= {
        "offered_booking": BookingFactory(session=later, person=known(office, hub), state="offered"),
        "cancelled_booking": BookingFactory(
            session=later, person=known(office, hub), state="cancelled_by_person"
        ),
        "called_off_session": SessionFactory(hub=hub, state="not_held"),
    }


def merged(world: World, office: Any) -> Any:
    """A pair whose second record is merged into the first."""
    kept, left = PersonFactory(held_by=office), PersonFactory(held_by=office)
    people.merge(kept, left, by=world.actors["data_steward"], reason="One prison number, one address")
    return DuplicatePair.objects.of(kept.pk, left.pk).get()


def held(world: World, office: Any, person: Any) -> None:
    """Who asks for the person, who looked at another, from whom a third is hidden, and a number that two have."""
    asker = world.actors["practitioner_elsewhere"]
    restricted, contested = PersonFactory(held_by=office), PersonFactory(held_by=office)
    LimitedAccessFactory(person=restricted, kind="restriction", user=world.actors["data_steward"])
    opened_at = timezone.now() - datetime.timedelta(days=3)
    world.things |= {
        "take_over": TakeOverRequestFactory(
            asked_by=asker, team=asker.teams.get(), crn=person.crn, date_of_birth=person.date_of_birth
        ),
        "restricted": restricted,
        "exclusion": LimitedAccessFactory(person=restricted, user=UserFactory()),
        "broken_glass": BreakGlassFactory(user=world.actors["practitioner"], opened_at=opened_at),
        "contested": PersonFactory(held_by=office, crn=contested.crn, crn_confirmed=False),
    }


def known(office: Any, hub: Any) -> Any:
    person = PersonFactory(held_by=office)
    InvolvementFactory(person=person, team=hub.team)
    return person
