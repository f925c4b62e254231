"""A sample is due while somebody may read what is unread of it; what is hidden from every reader is due to nobody."""

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import running
from journeys.quality import actions as quality
from journeys.quality.clocks import READING
from journeys.quality.due import settle
from journeys.quality.questions import CURRENT, questions_of
from people import actions as people
from people.models import LimitedAccess
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.journeys import QualitySampleFactory, SampledRecordFactory
from tests.factories.people import CaseloadFactory, PersonFactory

pytestmark = pytest.mark.django_db
YES = {question.slug: "met" for question in questions_of(CURRENT)}


@pytest.fixture
def hub(db):
    return HubFactory(team=TeamFactory(parent=TeamFactory()))


@pytest.fixture
def readers(hub):
    manager = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team])
    return manager, UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[hub.team.parent])


@pytest.fixture
def sample(hub, readers):
    """Two records to read, and the clock that asks for it."""
    sample = QualitySampleFactory(hub=hub)
    for _ in range(2):
        SampledRecordFactory(sample=sample)
    settle(sample)
    return sample


@pytest.fixture
def steward():
    office = TeamFactory()
    return UserFactory(role=Role.DATA_STEWARD, organisation=office.organisation, teams=[office])


def hide(record, steward):
    person = record.referral.person
    CaseloadFactory(person=person, team=steward.teams.get())
    people.restrict(
        person, by=steward, allowed=[steward], reason="A relative works at the hub", is_meant=True
    )


def read_by_both(record, readers):
    for reader in readers:
        quality.read_record(record, by=reader, scores=YES)


def is_due(sample):
    return running.running(sample, READING) is not None


def test_while_one_record_may_be_read_the_sample_is_due(sample, steward):
    hide(sample.records.first(), steward)
    assert is_due(sample)


def test_the_clock_stops_when_all_but_what_is_hidden_is_read(sample, steward, readers):
    hidden, other = sample.records.all()
    hide(hidden, steward)
    read_by_both(other, readers)
    assert not is_due(sample)


def test_it_stops_when_what_was_left_is_hidden_and_runs_again_when_the_limit_ends(sample, steward, readers):
    hidden, other = sample.records.all()
    read_by_both(other, readers)
    assert is_due(sample)
    hide(hidden, steward)
    assert not is_due(sample)
    limits = LimitedAccess.objects.standing().filter(person=hidden.referral.person)
    people.end_limits(hidden.referral.person, limits, by=steward, reason="The relative has left")
    assert is_due(sample)


def test_hidden_from_the_second_reader_it_is_due_to_nobody(sample, steward, readers):
    hidden, other = sample.records.all()
    read_by_both(other, readers)
    quality.read_record(hidden, by=readers[0], scores=YES)
    CaseloadFactory(person=hidden.referral.person, team=steward.teams.get())
    people.exclude_user(
        hidden.referral.person, by=steward, user=readers[1], reason="A relative", is_meant=True
    )
    assert not is_due(sample)


def test_a_merge_with_a_hidden_record_leaves_nobody_to_read_it(sample, steward, readers):
    one, other = sample.records.order_by("pk")
    read_by_both(other, readers)
    hidden = PersonFactory()
    CaseloadFactory(person=one.referral.person, team=steward.teams.get())
    CaseloadFactory(person=hidden, team=steward.teams.get())
    people.restrict(
        hidden, by=steward, allowed=[steward], reason="A relative works at the hub", is_meant=True
    )
    merge = people.merge(one.referral.person, hidden, by=steward, reason="The same prison number and address")
    assert not is_due(sample)
    people.unmerge(merge, by=steward, reason="Two brothers of one address")
    assert is_due(sample)
