"""One hub, one office, one person, and everybody who might ask about them; and the same again elsewhere."""

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from foundation.intake import actions as intake
from hubs.models import Hub
from outcomes.freezing import frozen
from outcomes.moved.change import Moved, Split
from people import actions as people
from people.models import DuplicatePair
from tests.factories.accounts import (
    NoticeFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.contacts import ContactFactory, SafeguardingConcernFactory
from tests.factories.hubs import (
    BookingFactory,
    ClosureFactory,
    HubFactory,
    InductionFactory,
    LateEntryFactory,
    PlaceFactory,
    ReminderFactory,
    ReminderWishFactory,
    RoomFactory,
    ServedAreaFactory,
    SessionFactory,
    TimetableFeedFactory,
    TimetableRuleFactory,
    WellbeingFactory,
)
from tests.factories.journeys import QualitySampleFactory, SampledRecordFactory, read_twice
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.outcomes import MoveFactory, SnapshotFactory, published_report
from tests.factories.pathways import (
    AccommodationCodeFactory,
    CheckFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.pathways_plans import GoalFactory, PlanFactory, PlanReviewFactory, StepFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.pathways_verifying import DrawFactory
from tests.factories.people import (
    AreaFactory,
    BreakGlassFactory,
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    LicenceConditionFactory,
    LimitedAccessFactory,
    LocalSignalFactory,
    NoContactFactory,
    PendingPairFactory,
    PersonAreaFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
    SupervisionFactory,
    TakeOverRequestFactory,
)
from tests.factories.people_documents import DocumentFactory
from tests.factories.referrals import (
    EnquiryFactory,
    HubContactFactory,
    JointMeetingFactory,
    NeedFactory,
    QuestionFactory,
    ReferralFactory,
    TransferFactory,
)

from .services import a_worker, handed_over

ROLES_OF_AGGREGATES = {
    "commissioner": Role.COMMISSIONER,
    "partnership_officer": Role.PARTNERSHIP_OFFICER,
    "partner": Role.PARTNER,
    "scrutiny_member": Role.SCRUTINY_MEMBER,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}


@dataclass
class World:
    """Actors by name (`practitioner`, `practitioner_elsewhere`, ...) and things by name."""

    actors: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Everything the access matrix asks about."""
    world = World()
    probation = OrganisationFactory(name="Probation here", kind=Organisation.Kind.PROBATION)
    office = TeamFactory(organisation=probation, name="Medway North")
    contract_team = TeamFactory(name="South East")
    hub = HubFactory(
        name="Chatham", team=TeamFactory(organisation=contract_team.organisation, parent=contract_team)
    )
    elsewhere = HubFactory(name="Leeds", team=TeamFactory(parent=TeamFactory()))
    office_elsewhere = TeamFactory(name="Leeds office")
    for suffix, held_by, worked_at in (("", office, hub), ("_elsewhere", office_elsewhere, elsewhere)):
        staff = {
            "practitioner": (Role.PRACTITIONER, held_by),
            "hub_worker": (Role.HUB_WORKER, worked_at.team),
            "hub_manager": (Role.HUB_MANAGER, worked_at.team),
            "performance_officer": (Role.PERFORMANCE_OFFICER, worked_at.team.parent),
            "data_steward": (Role.DATA_STEWARD, held_by),
        }
        for name, (role, team) in staff.items():
            world.actors[name + suffix] = UserFactory(role=role, organisation=team.organisation, teams=[team])
    for name, role in ROLES_OF_AGGREGATES.items():
        world.actors[name] = UserFactory(role=role)
    for name in ("partner_service_worker", "partner_service_worker_elsewhere"):
        world.actors[name] = a_worker(f"Employer of {name}")
    _things(world, office, hub)
    return world


def asked(person: Any, hub: Any) -> Any:
    """A check that falls to the hub, about today."""
    check = CheckFactory(person=person, name="week_26", answer="")
    RunningClockFactory(clock="check", subject_type="pathways.check", subject_id=check.pk, person_id=person.pk,
                        team=hub.team, due_on=check.point_on)  # fmt: skip
    return check


def _things(world: World, office: Any, hub: Any) -> None:
    """One person in the middle of everything, and one row for every kind of address."""
    person = PersonFactory(given_names="Kofi", family_name="Larkfield")
    own, worker = world.actors["practitioner"], world.actors["hub_worker"]
    area = AreaFactory()
    CaseloadFactory(person=person, team=office, practitioner=own)
    InvolvementFactory(person=person, team=hub.team)
    PersonAreaFactory(person=person, area=area)
    ServedAreaFactory(area=area, hub=hub)
    SupervisionFactory(person=person)
    RiskInformationFactory(person=person)
    world.things["signal"] = LocalSignalFactory(person=person)
    PlaceFactory(person=person, hub=hub)
    InductionFactory(person=person, hub=hub)
    ended = datetime.date.today() - datetime.timedelta(days=200)
    session = SessionFactory(hub=hub, lead=worker)
    later = timezone.now() + datetime.timedelta(days=2)
    pathway = PathwayFactory(person=person, state="in_progress")
    claim = {"pathway": pathway, "team": hub.team, "claimed_by": worker}
    wrote = {"person": person, "team": office, "referrer": own}
    another = {"team": office, "referrer": own, "hub": hub}
    world.things |= {
        "rule": TimetableRuleFactory(hub=hub, lead=worker, title="Cooking"),
        "room": RoomFactory(hub=hub),
        "feed": TimetableFeedFactory(hub=hub),
        "person": person,
        "hub": hub,
        "closure": ClosureFactory(hub=hub, recorded_by=world.actors["hub_manager"]),
        "area": area,
        "snapshot": published_report(area.name),
        "draft_report": published_report(area.name, "drafted"),
        "consent": ConsentFactory(person=person),
        "release": ReleaseFactory(person=person, expected_on=ended, released_on=None),
        "draft": ReferralFactory(state="draft", **wrote | {"hub": None}),
        "referral": ReferralFactory(state="in_review", **wrote | {"hub": hub}),
        "submitted": ReferralFactory(state="submitted", **another, person=_known(office, hub)),
        "accepted": ReferralFactory(state="accepted", **another, person=_known(office, hub)),
        "session": session,
        "later_session": SessionFactory(hub=hub, starts_at=later),
        "old_session": SessionFactory(hub=hub, starts_at=timezone.now() - datetime.timedelta(days=120)),
        "late_entry": LateEntryFactory(
            session__hub=hub,
            session__starts_at=timezone.now() - datetime.timedelta(days=130),
            asked_by=worker,
        ),
        "newcomer": _known(office, hub),
        "booking": BookingFactory(session=SessionFactory(hub=hub, starts_at=later), person=person),
        "pathway": pathway,
        "spell": SpellFactory(person=person),
        "achieved": PathwayFactory(person=person, kind="accommodation", state="achieved"),
        "substance": PathwayFactory(person=person, kind="substance_support"),
        "top_form": OutcomesProfileFactory(person=person, taken_by=worker, said={"opiates": 21}),
        "check": asked(person, hub),
        "claim": MilestoneClaimFactory(**claim),
        "returned": MilestoneClaimFactory(
            **claim, milestone="interview", state="returned", returned_reason="Dates do not agree"
        ),
        "filed_claim": MilestoneClaimFactory(
            **claim, milestone="offer", document=DocumentFactory(person=person)
        ),
        "verified_claim": MilestoneClaimFactory(**claim, milestone="application", state="verified"),
        "unusual_claim": MilestoneClaimFactory(
            **claim,
            milestone="course_started",
            reached_on=datetime.date.today() - datetime.timedelta(days=70),
        ),
        "draw": DrawFactory(team=hub.team),
        "code": AccommodationCodeFactory(),
        "enquiry": EnquiryFactory(hub=hub, date_of_birth=person.date_of_birth),
        "matched_enquiry": EnquiryFactory(state="matched", hub=hub, person=person, matched_by=worker),
        "mail": OutgoingMailFactory(state="failed", tries=6, last_error="SMTPRecipientsRefused"),
    }
    _moved(world, area)
    _decided_things(world, office, hub)
    _sampled(world, hub)
    _booked_things(world, office, hub)
    _kept_of_the_person(world, person, hub)
    world.things |= handed_over(person, own, world.actors["partner_service_worker"])
    header = b"crn,family_name,given_names,date_of_birth,sex,area\r\n"
    row = b"X999999,Marlpit,Dean,1990-01-01,male,Medway\r\n"
    world.things["staged"] = intake.stage_file(
        by=world.actors["data_steward"],
        what="people",
        content=header + row,
        name="people.csv",
        covers_to=None,
    )
    for team, days in ((office, -1), (hub.team, 3)):
        due_on = datetime.date.today() + datetime.timedelta(days=days)
        RunningClockFactory(person_id=person.pk, team=team, due_on=due_on)
    world.things |= {
        "dead": PersonFactory(held_by=office, died_on=ended),
        "condition": LicenceConditionFactory(person=person),
        "apart": NoContactFactory(first=person, second=PersonFactory(held_by=office)),
        "pending_apart": PendingPairFactory(person=person, asked_by=own),
    }
    _held_things(world, office, person)
    _clash(world, office, person)
    world.things["pair"] = DuplicatePairFactory(first=person, second=PersonFactory(held_by=office))
    world.things["merged_pair"] = _merged(world, office)
    NeedFactory(referral=world.things["draft"])
    world.things["meeting"] = JointMeetingFactory(referral=world.things["accepted"])
    world.things["contact"] = HubContactFactory(referral=world.things["accepted"])
    BookingFactory(session=session, person=person)
    for name, user in world.actors.items():
        world.things[f"notice_of_{name}"] = NoticeFactory(user=user)


def _kept_of_the_person(world: World, person: Any, hub: Any) -> None:
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


def _moved(world: World, area: Any) -> None:
    """Why a figure of the published report differs from the one before."""
    told = Moved(
        "housed-on-release", "Housed on release night", 0.6, 0.65, 0.01, 0.0, (Split("sex", 0.05, -0.01),)
    )
    earlier = SnapshotFactory(published=True, place=area.name, period="2024-Q4")
    MoveFactory(later=world.things["snapshot"], earlier=earlier, told=json.dumps([frozen(told)]))


def _sampled(world: World, hub: Any) -> None:
    """One record of the hub's sample that nobody has read, and one that two have."""
    sample = QualitySampleFactory(hub=hub)
    world.things["sampled"] = SampledRecordFactory(sample=sample, referral=world.things["started"])
    world.things["sampled_read"] = SampledRecordFactory(sample=sample, referral=world.things["completed"])
    read_twice(world.things["sampled_read"])


def _clash(world: World, office: Any, person: Any) -> None:
    """Somebody the person may not meet was booked beside them before that was recorded."""
    beside = PersonFactory(held_by=office)
    BookingFactory(session=world.things["booking"].session, person=beside)
    NoContactFactory(first=person, second=beside)


def _decided_things(world: World, office: Any, hub: Any) -> None:
    """A referral in each of the states in which something else can be done with it."""
    worker, own = world.actors["hub_worker"], world.actors["practitioner"]
    for state in ("waiting", "started", "on_hold", "declined", "completed"):
        world.things[state] = ReferralFactory(
            state=state, team=office, referrer=own, hub=hub, person=_known(office, hub), key_worker=worker
        )
    asked = ReferralFactory(
        state="information_requested", team=office, referrer=own, hub=hub, person=_known(office, hub)
    )
    QuestionFactory(referral=asked)
    moving = ReferralFactory(state="started", team=office, referrer=own, hub=hub, person=_known(office, hub))
    to_hub = Hub.objects.get(team__in=world.actors["hub_worker_elsewhere"].teams.all())
    world.things |= {
        "asked": asked,
        "transfer": TransferFactory(referral=moving, to_hub=to_hub),
        "refused_transfer": TransferFactory(referral=world.things["started"], to_hub=to_hub, state="refused"),
    }


def _booked_things(world: World, office: Any, hub: Any) -> None:
    """A booking in each of the states in which something else can be done with it."""
    later = world.things["later_session"]
    BookingFactory(session=later, person=_known(office, hub), state="waiting_list")
    world.things |= {
        "offered_booking": BookingFactory(session=later, person=_known(office, hub), state="offered"),
        "cancelled_booking": BookingFactory(
            session=later, person=_known(office, hub), state="cancelled_by_person"
        ),
        "called_off_session": SessionFactory(hub=hub, state="not_held"),
    }


def _merged(world: World, office: Any) -> Any:
    """A pair whose second record is merged into the first."""
    kept, merged = PersonFactory(held_by=office), PersonFactory(held_by=office)
    people.merge(kept, merged, by=world.actors["data_steward"], reason="One prison number, one address")
    return DuplicatePair.objects.of(kept.pk, merged.pk).get()


def _held_things(world: World, office: Any, person: Any) -> None:
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


def _known(office: Any, hub: Any) -> Any:
    person = PersonFactory(held_by=office)
    InvolvementFactory(person=person, team=hub.team)
    return person
