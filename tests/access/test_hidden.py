"""A record that is hidden from somebody is, on every page, as if the person did not exist (domain: Restricted records).

The same world is walked twice by the same user: once without the person, once with the person in the middle of
everything and hidden from that user. Every page must come back with the same bytes, counts among them.
"""

import datetime
import difflib
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from people import actions as people
from tests.factories.contacts import ContactFactory, SafeguardingConcernFactory
from tests.factories.hubs import (
    BookingFactory,
    InductionFactory,
    PlaceFactory,
    SessionFactory,
    WellbeingFactory,
)
from tests.factories.journeys import SampledRecordFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, PlanReviewFactory, StepFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    LicenceConditionFactory,
    LimitedAccessFactory,
    NoContactFactory,
    OffenceFactory,
    PersonAreaFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
    SupervisionFactory,
    TakeOverRequestFactory,
)
from tests.factories.people_documents import DocumentFactory
from tests.factories.referrals import NeedFactory, ReferralFactory

from . import world as worlds
from .matrix import MATRIX, NOWHERE
from .test_matrix import bare

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
NAME, CRN, PRISON_NUMBER = "Quillfeather", "Q777123", "Q7771QQ"
# Reports are aggregates after disclosure control: nobody's record, and not for these roles.
FIGURES = ("report_", "indicator_", "availability_")
KEY = re.compile(rb'name="key" value="[^"]+"')  # tells two clicks from two sessions of the same time
# How full the hub is counts everybody: it decides whether one more is admitted, and a number that left somebody out
# would tell of them at the first refusal (decision record 0032).
FULLNESS = re.compile(rb"\d+ of 60\b|\d+ places? (?:is|are) taken now")
TOKEN = rb"[0-9a-f]{8}-[0-9a-f-]{27}"
READERS = (
    "practitioner", "hub_worker", "hub_manager", "performance_officer", "partner_service_worker", "data_steward",
)  # fmt: skip
SEARCHERS = sorted(MATRIX["person_search"].opens & set(READERS))
OF_A_PERSON = {
    "performance_officer": 4,
    "partner_service_worker": 12,
}  # addresses asked, where a role has few
LISTS = ("", "?held=team", "?held=lost", "?tab=all", "?tab=mine", "?show=open", "?kind=all")


@pytest.fixture
def world():
    built = worlds.build()
    # Of a session everybody may know; of who is booked into it not.
    far = timezone.now() + datetime.timedelta(days=300)
    built.things["far_session"] = SessionFactory(hub=built.things["hub"], starts_at=far)
    people.route_take_overs()
    return built


def a_whole_life(world, *, known_to):
    """Somebody in the middle of everything, hidden from one user by an exclusion."""
    things, actors = world.things, world.actors
    hub, own, worker = things["hub"], actors["practitioner"], actors["hub_worker"]
    office = own.teams.get()
    person = PersonFactory(given_names="Imogen", family_name=NAME, crn=CRN, prison_number=PRISON_NUMBER)
    LimitedAccessFactory(person=person, user=known_to)
    CaseloadFactory(person=person, team=office, practitioner=own)
    InvolvementFactory(person=person, team=hub.team)
    PersonAreaFactory(person=person, area=things["area"])
    SupervisionFactory(person=person)
    ConsentFactory(person=person)
    RiskInformationFactory(person=person)
    soon = datetime.date.today() + datetime.timedelta(days=9)
    release = ReleaseFactory(person=person, expected_on=soon, released_on=None)
    condition = LicenceConditionFactory(person=person)
    NoContactFactory(first=person, second=PersonFactory())
    PlaceFactory(person=person, hub=hub)
    InductionFactory(person=person, hub=hub)
    wrote = {"person": person, "team": office, "referrer": own}
    pathway = PathwayFactory(person=person, state="in_progress")
    claim = {"pathway": pathway, "team": hub.team, "claimed_by": actors["hub_manager"]}
    canary = {
        "person": person,
        "release": release,
        "condition": condition,
        "draft": ReferralFactory(state="draft", **wrote | {"hub": None}),
        "submitted": ReferralFactory(state="submitted", hub=hub, **wrote),
        "booking": BookingFactory(session=things["far_session"], person=person),
        "pathway": pathway,
        "spell": SpellFactory(person=person),
        "substance": PathwayFactory(person=person, kind="substance_support"),
        "top_form": OutcomesProfileFactory(person=person),
        "check": worlds.asked(person, hub),
        "claim": MilestoneClaimFactory(**claim),
        "returned": MilestoneClaimFactory(
            **claim, milestone="interview", state="returned", returned_reason="Dates do not agree"
        ),
        "document": DocumentFactory(person=person),
        "pair": DuplicatePairFactory(first=things["person"], second=person),
        "take_over": TakeOverRequestFactory(
            asked_by=actors["practitioner_elsewhere"], crn=CRN, date_of_birth=person.date_of_birth
        ),
        "contested": PersonFactory(crn=CRN, crn_confirmed=False),
    }
    canary["referral"] = canary["accepted"] = canary["submitted"]
    canary |= kept_and_planned(world, person, pathway) | given_to_a_service(world, person)
    people.route_take_overs()
    NeedFactory(referral=canary["submitted"])
    BookingFactory(session=things["session"], person=person)
    for clock, team, user in (
        ("referral_answer", office, own),
        ("referral_taking", hub.team, worker),
    ):
        RunningClockFactory(
            clock=clock,
            subject_id=canary["submitted"].pk,
            person_id=person.pk,
            team=team,
            user=user,
            due_on=datetime.date.today(),
        )
    return canary


def kept_and_planned(world, person, pathway):
    """What a hub writes about somebody, plans with them, and has drawn of theirs."""
    things, worker = world.things, world.actors["hub_worker"]
    hub = things["hub"]
    plan = PlanFactory(person=person)
    PlanReviewFactory(plan=plan)
    goal = GoalFactory(plan=plan, pathway=pathway)
    completed = ReferralFactory(
        state="completed", hub=hub, person=person, team=world.actors["practitioner"].teams.get(),
        referrer=world.actors["practitioner"], key_worker=worker,
    )  # fmt: skip
    claim = {"pathway": pathway, "team": hub.team, "claimed_by": worker}
    drawn = MilestoneClaimFactory(**claim, milestone="application", is_to_be_verified=True)
    OffenceFactory(person=person)
    WellbeingFactory(person=person, hub=hub)
    return {
        "goal": goal,
        "step": StepFactory(goal=goal),
        "note": ContactFactory(person=person, team=hub.team, written_by=worker),
        "safeguarding": SafeguardingConcernFactory(person=person, team=hub.team, raised_by=worker),
        "completed": completed,
        "sampled": SampledRecordFactory(sample=things["sampled"].sample, referral=completed),
        "drawn": drawn,
        "verified_claim": MilestoneClaimFactory(**claim, milestone="offer", state="verified"),
        "filed_claim": MilestoneClaimFactory(
            **claim, milestone="course_completed", document=DocumentFactory(person=person)
        ),
        "unusual_claim": MilestoneClaimFactory(
            **claim,
            milestone="course_started",
            reached_on=datetime.date.today() - datetime.timedelta(days=70),
        ),
    }


def given_to_a_service(world, person):
    """An open handover of every kind that the matrix asks about, to the service whose worker may be the one."""
    sender, worker = world.actors["practitioner"], world.actors["partner_service_worker"]
    sent = {"person": person, "sent_by": sender, "team": sender.teams.get()}
    made = {
        name: HandoverFactory(**sent, service=world.things[name].service, state=world.things[name].state)
        for name in ("handover", "booked_handover", "duty_handover")
    }
    RunningClockFactory(
        clock="handover_receipt", subject_type="pathways.handover", subject_id=made["handover"].pk,
        person_id=person.pk, team=worker.teams.get(), due_on=datetime.date.today() - datetime.timedelta(days=1),
    )  # fmt: skip
    return made


def lists_of(world, actor):
    """The pages that are not about one thing, with their tabs."""
    for name, row in MATRIX.items():
        if row.get == (200,) and actor in row.opens and not name.startswith(FIGURES):
            kwargs = row.kwargs(world.things)
            for query in LISTS if not kwargs else ("",):
                yield name, reverse(name, kwargs=kwargs) + query


def walked(client, world, actor):
    """{address: (status, bytes)} of every page that the actor may open."""
    client.force_login(world.actors[actor])
    client.get(reverse("home"))
    found = {}
    for name, address in lists_of(world, actor):
        answer = client.get(address)
        sent = (
            b"".join(answer.streaming_content)
            if answer.streaming
            else FULLNESS.sub(b"", KEY.sub(b"", bare(answer)))
        )
        found[name, address] = (answer.status_code, sent)
    return found


def differing(first, second):
    """The lines in which two pages differ."""
    lines = (
        difflib.ndiff(first.decode().splitlines(), second.decode().splitlines()) if first != second else ()
    )
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("actor", READERS)
def test_every_page_is_as_if_the_person_did_not_exist(client, world, actor):
    with time_machine.travel(timezone.now(), tick=False):
        without = walked(client, world, actor)
        a_whole_life(world, known_to=world.actors[actor])
        hidden = walked(client, world, actor)
    told = {
        name
        for name, (_, page) in hidden.items()
        for word in (NAME, CRN, PRISON_NUMBER)
        if word.encode() in page
    }
    assert not told
    assert not {
        place[0]: line for place in without for line in differing(without[place][1], hidden[place][1])
    }
    assert {place: page[0] for place, page in without.items()} == {
        place: page[0] for place, page in hidden.items()
    }


@pytest.mark.parametrize("actor", READERS)
def test_every_address_about_the_person_is_as_one_that_does_not_exist(client, world, actor):
    canary = a_whole_life(world, known_to=world.actors[actor])
    client.force_login(world.actors[actor])
    about = {each.uuid for each in canary.values() if hasattr(each, "uuid")}
    wrong, asked = {}, 0
    for name, row in MATRIX.items():
        kwargs = row.kwargs(world.things | canary)
        if actor not in row.opens or kwargs.get("uuid") not in about:
            continue
        there, nowhere = reverse(name, kwargs=kwargs), reverse(name, kwargs=kwargs | {"uuid": NOWHERE})
        for send in [client.get] * bool(row.get) + [client.post] * bool(row.post):
            asked += 1
            answer, none = send(there), send(nowhere)
            if (answer.status_code, bare(answer)) != (
                none.status_code,
                bare(none),
            ) or answer.status_code != 404:
                wrong[name, send.__name__] = (answer.status_code, none.status_code)
    assert asked > OF_A_PERSON.get(actor, 20)
    assert not wrong


@pytest.mark.parametrize("actor", SEARCHERS)
@pytest.mark.parametrize(
    "typed", [{"name": f"Imogen {NAME}"}, {"q": NAME}, {"crn": CRN}, {"prison_number": PRISON_NUMBER}]
)
def test_no_search_finds_the_person(client, world, actor, typed):
    client.force_login(world.actors[actor])
    without = client.get(client.post(reverse("person_search"), typed).url)
    a_whole_life(world, known_to=world.actors[actor])
    hidden = client.get(client.post(reverse("person_search"), typed).url)
    assert re.sub(TOKEN, b"", bare(without)) == re.sub(TOKEN, b"", bare(hidden))


def test_another_user_of_the_same_team_sees_the_person_so_the_walk_can_fail(client, world):
    a_whole_life(world, known_to=world.actors["hub_worker"])
    seen = walked(client, world, "practitioner")
    told = {name for (name, _), (_, page) in seen.items() if NAME.encode() in page}
    assert {"home", "person_list", "referral_list"} <= told


def test_another_worker_of_the_service_sees_the_person_so_the_walk_of_services_can_fail(client, world):
    a_whole_life(world, known_to=world.actors["hub_worker"])
    seen = walked(client, world, "partner_service_worker")
    told = {name for (name, _), (_, page) in seen.items() if NAME.encode() in page}
    assert {"home", "handed_over_list"} <= told
