"""One hub, one office, one person, and everybody who might ask about them; and the same again elsewhere."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from foundation.intake import actions as intake
from tests.factories.accounts import (
    NoticeFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.hubs import (
    BookingFactory,
    ClosureFactory,
    HubFactory,
    InductionFactory,
    LateEntryFactory,
    PlaceFactory,
    RoomFactory,
    ServedAreaFactory,
    SessionFactory,
    TimetableFeedFactory,
    TimetableRuleFactory,
)
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.outcomes import BenchmarkFactory, published_report
from tests.factories.pathways import (
    AccommodationCodeFactory,
    CheckFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.pathways_verifying import DrawFactory
from tests.factories.people import (
    AreaFactory,
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    LicenceConditionFactory,
    LocalSignalFactory,
    NoContactFactory,
    PendingPairFactory,
    PersonAreaFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.people_documents import DocumentFactory
from tests.factories.referrals import (
    EnquiryFactory,
    HubContactFactory,
    JointMeetingFactory,
    NeedFactory,
    ReferralFactory,
)

from . import things
from .partnership.world import found
from .services import a_worker, handed_over

ROLES_OF_AGGREGATES = {
    "commissioner": Role.COMMISSIONER,
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
    found(world, world.things["area"])
    for name, user in world.actors.items():
        world.things[f"notice_of_{name}"] = NoticeFactory(user=user)
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
        "benchmark": BenchmarkFactory(same_definition=False),
        "draft_report": published_report(area.name, "drafted"),
        "consent": ConsentFactory(person=person),
        "release": ReleaseFactory(person=person, expected_on=ended, released_on=None),
        "draft": ReferralFactory(state="draft", **wrote | {"hub": None}),
        "referral": ReferralFactory(state="in_review", **wrote | {"hub": hub}),
        "submitted": ReferralFactory(state="submitted", **another, person=things.known(office, hub)),
        "accepted": ReferralFactory(state="accepted", **another, person=things.known(office, hub)),
        "session": session,
        "later_session": SessionFactory(hub=hub, starts_at=later),
        "old_session": SessionFactory(hub=hub, starts_at=timezone.now() - datetime.timedelta(days=120)),
        "late_entry": LateEntryFactory(
            session__hub=hub,
            session__starts_at=timezone.now() - datetime.timedelta(days=130),
            asked_by=worker,
        ),
        "newcomer": things.known(office, hub),
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
    things.moved(world, area)
    things.decided(world, office, hub)
    things.sampled(world, hub)
    things.booked(world, office, hub)
    things.kept_of(world, person, hub)
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
    things.held(world, office, person)
    things.clash(world, office, person)
    world.things["pair"] = DuplicatePairFactory(first=person, second=PersonFactory(held_by=office))
    world.things["merged_pair"] = things.merged(world, office)
    NeedFactory(referral=world.things["draft"])
    world.things["meeting"] = JointMeetingFactory(referral=world.things["accepted"])
    world.things["contact"] = HubContactFactory(referral=world.things["accepted"])
    BookingFactory(session=session, person=person)
