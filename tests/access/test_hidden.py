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
from tests.factories.hubs import BookingFactory, InductionFactory, PlaceFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    InvolvementFactory,
    LicenceConditionFactory,
    LimitedAccessFactory,
    NoContactFactory,
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
FIGURES = ("report_", "indicator_")
KEY = re.compile(rb'name="key" value="[^"]+"')  # tells two clicks from two sessions of the same time
# How full the hub is counts everybody: it decides whether one more is admitted, and a number that left somebody out
# would tell of them at the first refusal (decision record 0032).
FULLNESS = re.compile(rb"\d+ of 60\b")
TOKEN = rb"[0-9a-f]{8}-[0-9a-f-]{27}"
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


@pytest.mark.parametrize("actor", ["practitioner", "hub_worker"])
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


@pytest.mark.parametrize("actor", ["practitioner", "hub_worker"])
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
    assert asked > 20
    assert not wrong


@pytest.mark.parametrize("actor", ["practitioner", "hub_worker"])
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
