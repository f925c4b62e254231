"""An acceptance opens a pathway for each need that has a declared kind."""

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.models import Pathway
from tests.factories.accounts import UserFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return UserFactory(role=Role.HUB_WORKER)


def test_a_need_without_a_declared_kind_opens_nothing(worker):
    assert pathways.open_pathways(PersonFactory(), ["health", "wellbeing"], by=worker) == []
    assert not Pathway.objects.exists()


def test_every_declared_need_opens_its_pathway_with_an_event(worker):
    person = PersonFactory()
    opened = pathways.open_pathways(person, ["substance", "employment", "wellbeing"], by=worker)
    assert [pathway.kind for pathway in opened] == ["employment", "substance_support"]
    assert {pathway.state for pathway in opened} == {"need_identified"}
    event = events.of(opened[0]).get()
    assert (event.what, event.to_state, event.by, event.person_id) == (
        "opened",
        "need_identified",
        worker,
        person.pk,
    )


def test_opening_twice_changes_nothing(worker):
    person = PersonFactory()
    first = pathways.open_pathways(person, ["employment"], by=worker)
    again = pathways.open_pathways(person, ["employment", "employment"], by=worker)
    assert again == first
    assert Pathway.versions.count() == 1
    assert events.of(first[0]).count() == 1


@pytest.mark.parametrize("state", ["in_progress", "achieved", "sustained", "need_identified"])
def test_a_pathway_under_way_is_left_as_it_is(worker, state):
    pathway = PathwayFactory(state=state)
    pathways.open_pathways(pathway.person, ["employment"], by=worker)
    pathway.refresh_from_db()
    assert pathway.state == state


@pytest.mark.parametrize(
    ("state", "verb"),
    [("not_assessed", "assess"), ("no_need", "assess"), ("declined", "assess"), ("closed", "reopen")],
)
def test_a_pathway_that_had_stopped_re_enters_need_identified(worker, state, verb):
    pathway = PathwayFactory(state=state)
    pathways.open_pathways(pathway.person, ["employment"], by=worker)
    pathway.refresh_from_db()
    assert pathway.state == "need_identified"
    event = events.of(pathway).get()
    assert (event.what, event.from_state, event.to_state) == (verb, state, "need_identified")
    assert event.facts == {"for": worker.pk}


def test_opening_three_pathways_asks_no_more_queries_than_opening_one(worker, django_assert_num_queries):
    alone, several = PersonFactory(), PersonFactory()
    with django_assert_num_queries(18):
        pathways.open_pathways(alone, ["employment"], by=worker)
    with django_assert_num_queries(20):  # two about the duty-to-refer, which goes with a need of a home
        pathways.open_pathways(several, ["employment", "accommodation", "substance"], by=worker)
